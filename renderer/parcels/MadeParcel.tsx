import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Num } from "../ui/Num.tsx";
import { Size } from "../ui/Size.tsx";
import styles from "./parcels.module.css";
import { Names } from "./SealParcel.tsx";

/** The last step: what was made, and what to do with the stick. */
export function MadeParcel({ made }: { readonly made: Output<"parcels.make"> }) {
  const { t } = useTranslation("parcels");
  const { practice } = useSession();
  return (
    <>
      <Callout kind="ok">{t("make.done-text")}</Callout>
      <Card>
        <dl className={styles.facts}>
          <dt>{t("make.done-file")}</dt>
          <dd>
            <strong>
              <Bdi dir="ltr">{made.fileName}</Bdi>
            </strong>
          </dd>
          <dt>{t("make.done-number")}</dt>
          <dd>
            <Num value={made.number} />
          </dd>
          <dt>{t("make.done-interviews")}</dt>
          <dd>
            <Num value={made.interviews} />
          </dd>
          <dt>{t("make.done-attachments")}</dt>
          <dd>
            <Num value={made.attachments} />
          </dd>
          <dt>{t("make.done-size")}</dt>
          <dd>
            <Size bytes={made.bytes} />
          </dd>
          <dt>{t("make.done-whom")}</dt>
          <dd>
            <Names names={made.recipients} />
          </dd>
        </dl>
      </Card>
      {practice === null && (
        <Callout kind="info">
          {t("make.done-remove")} {t("make.done-kept")}
        </Callout>
      )}
    </>
  );
}
