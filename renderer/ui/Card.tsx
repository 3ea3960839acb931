import type { ReactNode } from "react";
import styles from "./Card.module.css";

/** A sheet of paper on the page; `title` makes it a region of its own. */
export function Card({
  title,
  children,
}: {
  readonly title?: string;
  readonly children: ReactNode;
}) {
  if (title === undefined) return <div className={styles.card}>{children}</div>;
  return (
    <section aria-label={title} className={styles.card}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
