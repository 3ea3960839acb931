import { useTranslation } from "react-i18next";
import { useAnswerWords } from "../ui/answer-words.ts";
import { showNumber } from "../ui/digits.ts";
import { wordsOf } from "../ui/FormText.tsx";
import { readPartialDate, sayPartialDate } from "../ui/partial-date.ts";
import { useSectionTitle } from "./entry-title.ts";
import { useRoom } from "./room.ts";
import {
  certainOf,
  extentOf,
  type TimeCheck,
  type TimelineEvent,
  type Undated,
} from "./timeline.ts";
import { asksWhen, isoOf, type ToldDate } from "./told-dates.ts";

/** Everything the timeline says in words, in the language of the page. */
export function useTimelineWords() {
  const { t, i18n } = useTranslation(["interviews", "ui"]);
  const { store } = useRoom();
  const titleOf = useSectionTitle();
  const say = useAnswerWords();
  const locale = i18n.language;

  // A date is not broken at the end of a line.
  const whole = (words: string) => words.replaceAll(" ", "\u00a0");
  const sayDay = (iso: string) => {
    const date = readPartialDate(iso);
    return date ? whole(sayPartialDate(date, locale)) : iso;
  };
  const sayDate = ({ told, earliest, latest }: ToldDate): string => {
    const date = told === null ? null : readPartialDate(told);
    if (date) {
      const words = whole(sayPartialDate(date, locale));
      return date.about ? t("ui:date.about", { date: words }) : words;
    }
    return earliest === latest ? sayDay(isoOf(earliest)) : between({ earliest, latest });
  };
  const between = ({ earliest, latest }: Pick<ToldDate, "earliest" | "latest">) =>
    t("timeline.between", { earliest: sayDay(isoOf(earliest)), latest: sayDay(isoOf(latest)) });

  /** What tells an entry from its neighbours, but for its date, which stands beside it here. */
  const tellingOf = ({ section }: Undated): string => {
    const node = section.entry?.telling.find((each) => !asksWhen(each, true));
    return node ? say(node, node.value) : "";
  };
  const questionOf = ({ ref }: Undated): string => {
    const node = store.node(ref);
    return node ? wordsOf(node.label, locale) : "";
  };
  const join = (...words: readonly string[]) => words.filter(Boolean).join("\u00a0· ");

  const nameOf = (one: Undated): string => {
    const question = one.isNamedByQuestion ? questionOf(one) : "";
    if (!one.section.entry) return question;
    // Quoted in a sentence it would read as its first letter does, and may have none of its own.
    const mark = locale.startsWith("ar") ? "\u200f" : "\u200e";
    return mark + join(titleOf(one.section).title, tellingOf(one), question);
  };

  const timeOf = (event: TimelineEvent): string => {
    const { kind, from, to, days } = event;
    const what = nameOf(event);
    if (from === null) return t("timeline.open-start", { what, to: to ? sayDate(to) : "" });
    if (kind === "point")
      return t(event.section.entry ? "timeline.point" : "timeline.asked", {
        what,
        date: sayDate(from),
      });
    if (to === null) return t("timeline.open-end", { what, from: sayDate(from) });
    if (days !== null) return t("timeline.lasted", { what, from: sayDate(from), count: days });
    return t("timeline.span", { what, from: sayDate(from), to: sayDate(to) });
  };

  return {
    nameOf,
    /** In the picture the lane has the name; the entry has its number. */
    labelOf: (event: TimelineEvent): string => {
      const { entry } = event.section;
      if (!entry) return questionOf(event);
      const number = showNumber(String(entry.number), locale);
      return join(number, tellingOf(event), event.isNamedByQuestion ? questionOf(event) : "");
    },
    /** The whole event; where no day of it is certain, with the days between which it lies. */
    sentenceOf: (event: TimelineEvent): string => {
      const { from, to } = event;
      const isVague = certainOf(event) === null && from && to && from.earliest <= to.latest;
      const { earliest, latest } = extentOf(event);
      const said = timeOf(event);
      // Beside it, not within it: a sentence of nothing but quotations has no direction of its own.
      return isVague && earliest < latest ? `${said} (${between({ earliest, latest })})` : said;
    },
    checkOf: ({ kind, event, other, gap }: TimeCheck): string => {
      const what = nameOf(event);
      if (!other) return t("timeline.end-before-start", { what });
      if (kind === "overlap" || !gap) return t("timeline.overlap", { what, other: nameOf(other) });
      const { from, to } = gap;
      return t("timeline.gap", {
        what,
        other: nameOf(other),
        from: sayDay(from),
        to: sayDay(to),
      });
    },
  };
}
