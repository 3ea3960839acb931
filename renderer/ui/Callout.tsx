import { type ReactNode, useEffect, useRef } from "react";
import styles from "./Callout.module.css";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";
import { StateMark } from "./StateMark.tsx";

interface CalloutProps {
  readonly kind: "info" | "ok" | "warning" | "error";
  readonly title?: string;
  /** At most one way on. */
  readonly action?: ReactNode;
  /** The kind of the fault, in small letters, for whoever is asked for help. */
  readonly code?: string;
  readonly children: ReactNode;
}

/**
 * A few sentences that must be seen. An error is spoken at once and comes into sight, also beside a
 * button at the end of a long page; the others wait for their turn.
 */
export function Callout({ kind, title, action, code, children }: CalloutProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (kind === "error") box.current?.scrollIntoView({ block: "nearest" });
  }, [kind]);

  return (
    <div
      ref={box}
      role={kind === "error" ? "alert" : "status"}
      className={classes(styles.callout, styles[kind])}
    >
      <span className={styles.icon}>{marks[kind]}</span>
      <div className={styles.words}>
        {title !== undefined && <p className={styles.title}>{title}</p>}
        <div>{children}</div>
        {code !== undefined && (
          <p className={styles.code}>
            <bdi dir="ltr">{code}</bdi>
          </p>
        )}
        {action !== undefined && <div className={styles.action}>{action}</div>}
      </div>
    </div>
  );
}

const marks = {
  info: <Icon name="info" />,
  ok: <StateMark state="saved" word="near" />,
  warning: <StateMark state="section-warning" word="near" />,
  error: <StateMark state="section-error" word="near" />,
} as const;
