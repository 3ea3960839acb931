import { VisuallyHidden } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Num } from "./Num.tsx";
import { StateMark } from "./StateMark.tsx";
import styles from "./StepList.module.css";

interface StepListProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** Counted from 0. */
  readonly now: number;
  /** Whether a step is done; left out, all before this one are. */
  readonly isDone?: (step: number) => boolean;
}

/** Where a wizard stands: done, now, next, each by shape and word. */
export function StepList({ label, steps, now, isDone = () => true }: StepListProps) {
  const { t } = useTranslation("ui");
  return (
    <nav aria-label={label}>
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const isBehind = index < now && isDone(index);
          return (
            <li
              key={step}
              className={styles.step}
              {...(index === now ? { "aria-current": "step" as const } : {})}
            >
              <span className={styles.mark}>
                {isBehind ? <StateMark state="saved" word="near" /> : <Num value={index + 1} />}
              </span>
              <span>{step}</span>
              {isBehind && <VisuallyHidden>{t("steps.done")}</VisuallyHidden>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
