import type { ReactNode } from "react";
import styles from "./Page.module.css";

/** The whole window: what stays above it, and the page itself. */
export function Page({
  band,
  children,
}: {
  readonly band: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.window}>
      <div>{band}</div>
      <div className={styles.page}>{children}</div>
    </div>
  );
}

/** A page of its own without ways to elsewhere: unlock, first run. */
export function LonePage({
  corner,
  title,
  children,
}: {
  readonly corner: ReactNode;
  /** What it is called; left out where the page has a heading of its own. */
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.lone}>
      <header className={styles.corner}>{corner}</header>
      <main className={styles.sheet}>
        {title !== undefined && <h1 className={styles.title}>{title}</h1>}
        {children}
      </main>
    </div>
  );
}

/** The card on a page of its own. */
export function LoneCard({ children }: { readonly children: ReactNode }) {
  return <div className={styles.card}>{children}</div>;
}
