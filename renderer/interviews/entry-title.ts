import { useTranslation } from "react-i18next";
import { useAnswerWords } from "../ui/answer-words.ts";
import { wordsOf } from "../ui/FormText.tsx";
import type { Section } from "./outline.ts";

/** Says what a section is called; an entry by its number and its own first answers. */
export function useSectionTitle(): (section: Pick<Section, "label" | "entry">) => SectionTitle {
  const { t, i18n } = useTranslation("interviews");
  const say = useAnswerWords();
  return ({ label, entry }) => {
    const title = label ? wordsOf(label, i18n.language) : t("section.first");
    if (!entry) return { title, telling: "" };
    const { number } = entry;
    const telling = entry.telling.map((node) => say(node, node.value)).join("\u00a0· ");
    return { title: t("entries.numbered", { title, number }), telling };
  };
}

export interface SectionTitle {
  readonly title: string;
  /** What tells an entry from its neighbours; empty while nothing does. */
  readonly telling: string;
}
