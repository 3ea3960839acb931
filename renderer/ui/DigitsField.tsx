import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./DigitsField.module.css";
import { readNumber, showNumber } from "./digits.ts";
import { type Give, useHeld } from "./held.ts";
import { StateMark } from "./StateMark.tsx";
import { TextLine, type TextLineProps } from "./TextLine.tsx";

interface DigitsFieldProps
  extends Omit<TextLineProps, "value" | "onChange" | "onLeave" | "isSecret" | "holds"> {
  /** ASCII, as stored. */
  readonly value: string;
  /** Gets ASCII. */
  readonly onAnswer: Give;
  readonly isWhole?: boolean;
}

/**
 * A number, typed in any digits. What was typed stays on the screen; its ASCII form is handed over.
 *
 * What is no number is not handed over, and the field says so once it is left. There is no spinner,
 * no wheel and no clamping.
 */
export function DigitsField({ value, onAnswer, isWhole = false, ...props }: DigitsFieldProps) {
  const { t, i18n } = useTranslation("ui");
  const problemId = useId();
  const [wasLeft, setWasLeft] = useState<boolean | null>(null);
  const read = (typed: string): string | null => {
    if (typed.trim() === "") return "";
    const ascii = readNumber(typed);
    return ascii !== null && isWhole && ascii.includes(".") ? null : ascii;
  };
  const { shown, change, settle, isRestored } = useHeld({
    value,
    give: onAnswer,
    show: (ascii) => showNumber(ascii, i18n.language),
    read,
    // Half a number is another number: it waits for the rest, however long that takes.
    rest: 1500,
    most: Number.POSITIVE_INFINITY,
  });
  const isUnread = (wasLeft ?? isRestored) && read(shown) === null;
  const describedBy = [props.describedBy, isUnread ? problemId : undefined].filter(Boolean);
  return (
    <div className={styles.digits}>
      <TextLine
        width="short"
        {...props}
        {...(describedBy.length > 0 ? { describedBy: describedBy.join(" ") } : {})}
        holds="digits"
        isInvalid={(props.isInvalid ?? false) || isUnread}
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
          <StateMark state="not-saved" word="near" />{" "}
          {t(isWhole ? "digits.whole" : "digits.number")}
        </p>
      )}
    </div>
  );
}
