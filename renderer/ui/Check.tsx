import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components";
import { classes } from "./classes.ts";
import styles from "./Options.module.css";

interface CheckProps {
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
  readonly isReadOnly?: boolean;
  readonly describedBy?: string;
  readonly children: ReactNode;
}

/** One thing that is so or is not. */
export function Check({
  isChosen,
  onChange,
  isReadOnly = false,
  describedBy,
  children,
}: CheckProps) {
  return (
    <Checkbox
      isSelected={isChosen}
      onChange={onChange}
      isReadOnly={isReadOnly}
      {...(describedBy === undefined ? {} : { "aria-describedby": describedBy })}
      className={classes(styles.row, styles.single)}
    >
      <svg viewBox="0 0 22 22" aria-hidden="true" className={styles.mark}>
        <rect x="2" y="2" width="18" height="18" rx="4" />
        <path d="M6.5 11.5l3 3 6-7" className={styles.inner} />
      </svg>
      <span className={styles.words}>{children}</span>
    </Checkbox>
  );
}
