import { type ReactNode, useId } from "react";
import styles from "./Field.module.css";
import { StateMark } from "./StateMark.tsx";

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong; shown beside the field and read with it. */
  readonly problem?: string | null;
  readonly children: (names: {
    readonly id: string;
    readonly labelledBy: string;
    readonly describedBy: string;
  }) => ReactNode;
}

/** A control with its label, its hint and what is wrong with it; the control takes the names. */
export function Field({ label, hint, problem = null, children }: FieldProps) {
  const [id, labelId, hintId, problemId] = [useId(), useId(), useId(), useId()];
  return (
    <div className={styles.field}>
      <label id={labelId} htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint !== undefined && (
        <div id={hintId} className={styles.hint}>
          {hint}
        </div>
      )}
      {children({ id, labelledBy: labelId, describedBy: `${hintId} ${problemId}` })}
      <p id={problemId} role="alert" className={styles.problem}>
        {problem !== null && (
          <>
            <StateMark state="section-error" word="near" /> {problem}
          </>
        )}
      </p>
    </div>
  );
}
