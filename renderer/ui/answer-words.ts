import { useTranslation } from "react-i18next";
import { takesFile } from "../../shared/interviews/files.ts";
import type { NodeView } from "../../shared/questionnaire/live/view.ts";
import { showNumber } from "./digits.ts";
import { wordsOf } from "./FormText.tsx";
import { readPartialDate, sayPartialDate } from "./partial-date.ts";

/** As much of a question as its answer needs to be read. */
export type Answered = Pick<NodeView, "type" | "appearance" | "choices">;

/**
 * Says a stored value as people read it: a choice by its words, a date in the words of the calendar, a
 * number in the digits of the page. Everything else, and what cannot be read, is shown as it is.
 */
export function useAnswerWords(): (question: Answered, value: string) => string {
  const { t, i18n } = useTranslation("ui");
  const locale = i18n.language;
  return ({ type, appearance, choices }, value) => {
    if (value === "") return "";
    if (choices) {
      const words = value.split(" ").map((code) => {
        const choice = choices.find(({ name }) => name === code);
        return choice ? wordsOf(choice.label, locale) : code;
      });
      return words.join(/\p{Script=Arabic}/u.test(words[0] ?? "") ? "، " : ", ");
    }
    if (type === "date" || appearance.includes("partial-date")) {
      const date = readPartialDate(value);
      if (!date) return value;
      const said = sayPartialDate(date, locale);
      return date.about ? t("date.about", { date: said }) : said;
    }
    if (takesFile(type)) return t("files.kept");
    if (type === "acknowledge" || type === "trigger") return t("acknowledge.done");
    if (["integer", "decimal", "range", "time"].includes(type)) return showNumber(value, locale);
    return value;
  };
}
