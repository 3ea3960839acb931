import { useDeferredValue, useId } from "react";
import { useTranslation } from "react-i18next";
import { type Give, useHeld } from "./held.ts";
import { useKept } from "./Kept.tsx";
import styles from "./LongText.module.css";
import type { Naming } from "./Options.tsx";
import { asTyped } from "./TextAnswer.tsx";
import { TextBox } from "./TextBox.tsx";

interface LongTextProps extends Naming {
  readonly value: string;
  readonly onAnswer: Give;
  readonly id?: string;
  /** `account` is a testimony: larger, and with room from the start. */
  readonly size?: "note" | "account";
  /** Characters an answer may have; counted aloud only near the end. Nothing is ever cut. */
  readonly limit: number;
  readonly isReadOnly?: boolean;
  readonly isInvalid?: boolean;
  readonly autoFocus?: boolean;
}

/**
 * Text of several lines. Handed over on leaving, after a second of quiet, and at least every two seconds.
 */
export function LongText({ value, onAnswer, size = "note", limit, ...props }: LongTextProps) {
  const { t } = useTranslation("ui");
  const countId = useId();
  const { shown, change, settle } = useHeld({
    value,
    give: onAnswer,
    ...asTyped,
    read: (text: string) => (text.length > limit ? null : text),
  });
  const { onChange, notice } = useKept((text) => change(text, "rest"));
  const left = limit - shown.length;
  const isNear = left < limit / 10;
  const described = [props.describedBy, isNear ? countId : undefined].filter(Boolean).join(" ");
  return (
    <TextBox
      {...props}
      {...(described === "" ? {} : { describedBy: described })}
      size={size}
      value={shown}
      onChange={onChange}
      onLeave={() => void settle()}
      isInvalid={(props.isInvalid ?? false) || left < 0}
    >
      {size === "account" && <WordCount text={shown} />}
      {notice}
      {isNear && (
        <p id={countId} className={styles.count}>
          {left < 0 ? t("text.too-long", { count: -left }) : t("text.left", { count: left })}
        </p>
      )}
    </TextBox>
  );
}

/** How long a testimony is so far. Counted when the hands rest, so that typing never waits for it. */
function WordCount({ text }: { readonly text: string }) {
  const { t } = useTranslation("ui");
  const count = useDeferredValue(text).match(/\S+/g)?.length ?? 0;
  return <p className={styles.count}>{t("text.words", { count })}</p>;
}
