import { useTranslation } from "react-i18next";
import type { Gap } from "../../shared/contract/parcels.ts";
import { Callout } from "../ui/Callout.tsx";
import { numberFormat } from "../ui/digits.ts";
import styles from "./parcels.module.css";

/** Parcels that must exist, because later ones of the same device have come. */
export function MissingParcels({ gaps }: { readonly gaps: readonly Gap[] }) {
  const { t, i18n } = useTranslation("parcels");
  const list = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  return (
    <Callout kind="warning" title={t("inbox.gap-title")}>
      <ul className={styles.list}>
        {gaps.map(({ device, kind, name, numbers }) => (
          <li key={`${device} ${kind}`}>
            {t("inbox.gap", {
              name: name ?? t("inbox.unknown-device"),
              numbers: list.format(
                numbers.map((number) => numberFormat(i18n.language).format(number)),
              ),
            })}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
