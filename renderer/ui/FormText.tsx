import { useTranslation } from "react-i18next";
import type { ShownText } from "../../shared/questionnaire/live/view.ts";
import { numbersIn } from "./digits.ts";
import styles from "./FormText.module.css";
import { InOrder } from "./InOrder.tsx";

/**
 * A sentence of a questionnaire. Inserted values stand apart from the direction of the sentence; where
 * a translation is missing, the language it is really in is named.
 */
export function FormText({ text }: { readonly text: ShownText }) {
  const { i18n } = useTranslation();
  return (
    <>
      <InOrder of={text.parts}>
        {(part) => (
          <>
            {part.kind === "break" && <br />}
            {part.kind === "value" && <bdi>{part.text}</bdi>}
            {part.kind === "text" &&
              (part.weight === "emphasis" ? (
                <strong>{numbersIn(part.text, i18n.language)}</strong>
              ) : (
                numbersIn(part.text, i18n.language)
              ))}
          </>
        )}
      </InOrder>
      {text.fallback !== null && (
        <>
          {" "}
          <span className={styles.fallback}>
            <bdi>{text.fallback}</bdi>
          </span>
        </>
      )}
    </>
  );
}

/** The same as plain characters, for names and sentences; inserted values are isolated. */
export function wordsOf(text: ShownText, locale: string): string {
  return text.parts
    .map((part) => {
      if (part.kind === "break") return " ";
      return part.kind === "value" ? `\u2068${part.text}\u2069` : numbersIn(part.text, locale);
    })
    .join("");
}
