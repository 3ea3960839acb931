import type { ReactNode } from "react";
import styles from "./Empty.module.css";

/** Says what will be here, and offers the next step. */
export function Empty({
  children,
  action,
}: {
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}
