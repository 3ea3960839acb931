import { showNumber } from "./digits.ts";
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
          {groups.map((group, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be the same; places are not.
            <span key={place}>{showNumber(group, locale)} </span>
          ))}
        </p>
      ))}
    </div>
  );
}
