import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { readTime, showTime } from "./clock-time.ts";
import styles from "./DigitsField.module.css";
import { type Give, useHeld } from "./held.ts";
import type { Naming } from "./Options.tsx";
import { StateMark } from "./StateMark.tsx";
import { TextLine } from "./TextLine.tsx";

interface TimeFieldProps extends Naming {
  /** `09:30:00`, as stored; or empty. */
  readonly value: string;
  readonly onAnswer: Give;
  readonly isReadOnly?: boolean;
  readonly isInvalid?: boolean;
}

/** A time of day, typed in any digits. What is no time stays on the screen and is not handed over. */
export function TimeField({ value, onAnswer, isReadOnly, isInvalid, ...props }: TimeFieldProps) {
  const { t, i18n } = useTranslation("ui");
  const problemId = useId();
  const [wasLeft, setWasLeft] = useState<boolean | null>(null);
  const read = (typed: string) => (typed.trim() === "" ? "" : readTime(typed));
  const { shown, change, settle, isRestored } = useHeld({
    value,
    give: onAnswer,
    show: (stored) => showTime(stored, i18n.language),
    read,
    rest: 1500,
    most: Number.POSITIVE_INFINITY,
  });
  const isUnread = (wasLeft ?? isRestored) && read(shown) === null;
  const described = [props.describedBy, isUnread ? problemId : undefined].filter(Boolean).join(" ");
  return (
    <div className={styles.digits}>
      <TextLine
        {...props}
        {...(described === "" ? {} : { describedBy: described })}
        width="short"
        holds="digits"
        isReadOnly={isReadOnly ?? false}
        isInvalid={(isInvalid ?? false) || isUnread}
        value={shown}
        onChange={(typed) => {
          setWasLeft(false);
          change(typed, "rest");
        }}
        onLeave={() => {
          setWasLeft(true);
          void settle();
        }}
      />
      {isUnread && (
        <p id={problemId} className={styles.problem}>
          <StateMark state="not-saved" word="near" /> {t("time.unread")}
        </p>
      )}
    </div>
  );
}
