import { type Give, useHeld } from "./held.ts";
import { useKept } from "./Kept.tsx";
import { TextLine, type TextLineProps } from "./TextLine.tsx";

interface TextAnswerProps
  extends Omit<TextLineProps, "value" | "onChange" | "onLeave" | "isSecret"> {
  readonly value: string;
  readonly onAnswer: Give;
}

/** A short text: handed over on leaving, after a second of quiet, and at least every two seconds. */
export function TextAnswer({ value, onAnswer, ...props }: TextAnswerProps) {
  const { shown, change, settle } = useHeld({ value, give: onAnswer, ...asTyped });
  const { onChange, notice } = useKept((text) => change(text, "rest"));
  return (
    <>
      <TextLine {...props} value={shown} onChange={onChange} onLeave={() => void settle()} />
      {notice}
    </>
  );
}

/** Text is its own stored value; the pace is the one a power cut may cost. */
export const asTyped = {
  show: (value: string) => value,
  read: (shown: string) => shown,
  rest: 1000,
  most: 2000,
};
