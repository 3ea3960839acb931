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
  children,
}: {
  readonly corner: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.lone}>
      <header className={styles.corner}>{corner}</header>
      <main className={styles.sheet}>{children}</main>
    </div>
  );
}
