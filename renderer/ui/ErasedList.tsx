import { useTranslation } from "react-i18next";
import type { ErasedSection } from "../../shared/contract/interviews.ts";
import styles from "./ErasedList.module.css";
import { InOrder } from "./InOrder.tsx";
import { When } from "./When.tsx";

interface ErasedListProps {
  readonly erased: readonly ErasedSection[];
  /** Of the questionnaire, whose sections these are. */
  readonly lang: string;
}

/** Sections in which something had been said and was erased: that it was, and never what it was. */
export function ErasedList({ erased, lang }: ErasedListProps) {
  const { t } = useTranslation("ui");
  if (erased.length === 0) return null;
  return (
    <ul className={styles.list}>
      <InOrder of={erased}>
        {({ section, label, at }) => (
          <li>
            {t("erased.at-wish")} <bdi lang={lang}>{label || section}</bdi> ·{" "}
            <When moment={at} show="minute" />
          </li>
        )}
      </InOrder>
    </ul>
  );
}
