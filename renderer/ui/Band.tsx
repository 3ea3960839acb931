import styles from "./Band.module.css";
import { StateMark } from "./StateMark.tsx";

/** A line over every screen that stays: the preview is not for real interviews. */
export function Band({ children }: { readonly children: string }) {
  return (
    <section aria-label={children} className={styles.band}>
      <StateMark state="section-warning" word="near" />
      <p>{children}</p>
    </section>
  );
}
