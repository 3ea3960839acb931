import { type Chord, pageDirection, printedKeys } from "./chord.ts";
import styles from "./KeyCaps.module.css";

/** A chord drawn as keys, always left to right, as the keyboard shows it. */
export function KeyCaps({ chord }: { readonly chord: Chord }) {
  return (
    <bdi dir="ltr" lang="en" className={styles.caps}>
      {printedKeys(chord, pageDirection()).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </bdi>
  );
}
