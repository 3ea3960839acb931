import { useState } from "react";
import { useTranslation } from "react-i18next";
import { storableText } from "../../shared/questionnaire/index.ts";
import styles from "./LongText.module.css";

/**
 * Takes out of what is typed or pasted the signs that no answer can carry, and says so until the
 * next change. They cannot be seen; a text with one of them would be refused as a whole.
 */
export function useKept(change: (text: string) => void) {
  const { t } = useTranslation("ui");
  const [count, setCount] = useState(0);
  const onChange = (text: string) => {
    const kept = storableText(text);
    setCount(text.length - kept.length);
    change(kept);
  };
  const notice = (
    <p role="status" className={styles.count}>
      {count > 0 ? t("text.taken-out", { count }) : ""}
    </p>
  );
  return { onChange, notice };
}
