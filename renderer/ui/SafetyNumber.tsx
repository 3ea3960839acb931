import { useTranslation } from "react-i18next";
import { showNumber } from "./digits.ts";
import { InOrder } from "./InOrder.tsx";
import styles from "./SafetyNumber.module.css";

/**
 * Twelve groups that two people read to each other, in both scripts: one may sit before an Arabic
 * page and the other before an English one. Left to right, as numbers are read.
 */
export function SafetyNumber({ value }: { readonly value: string }) {
  const groups = value.split(" ");
  return (
    <div className={styles.number}>
      {["en-GB", "ar-SY"].map((locale) => (
        <p key={locale} dir="ltr" lang={locale.slice(0, 2)} className={styles.groups}>
          <InOrder of={groups}>{(group) => <span>{showNumber(group, locale)} </span>}</InOrder>
        </p>
      ))}
    </div>
  );
}

/** The same in the digits the person chose, two lines of six groups, for a cell of a table. */
export function SafetyNumberLine({ value }: { readonly value: string }) {
  const { i18n } = useTranslation();
  const groups = showNumber(value, i18n.language).split(" ");
  return (
    <bdi dir="ltr" className={styles.line}>
      <span>{groups.slice(0, 6).join(" ")}</span> <span>{groups.slice(6).join(" ")}</span>
    </bdi>
  );
}
