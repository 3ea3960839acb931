import { memo, useCallback, useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { NodeView } from "../../shared/questionnaire/live/view.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { type ContentsRow, ContentsTree } from "../ui/ContentsTree.tsx";
import { showNumber } from "../ui/digits.ts";
import { Empty } from "../ui/Empty.tsx";
import { wordsOf } from "../ui/FormText.tsx";
import { Select } from "../ui/Select.tsx";
import type { MarkedState } from "../ui/StateMark.tsx";
import styles from "./Contents.module.css";
import { useSectionTitle } from "./entry-title.ts";
import {
  inOrderOfTime,
  isWrong,
  type Outline,
  type Section,
  sectionStop,
  stopAt,
} from "./outline.ts";
import { useAbout, useFormLanguage, useRoom } from "./room.ts";
import { type InterviewStore, topics } from "./store.ts";

const filters = ["sections", "all", "unanswered", "to-check", "flagged"] as const;
export type Filter = (typeof filters)[number];

/** What is said when a filter leaves nothing. */
const nothingFound = {
  sections: "none-wrong",
  all: "none-wrong",
  unanswered: "all-answered",
  "to-check": "none-wrong",
  flagged: "none-flagged",
} as const satisfies { readonly [filter in Filter]: string };

interface ContentsProps {
  readonly outline: Outline;
  /** The section that is shown; null while the review is. */
  readonly section: string | null;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly onLeave: () => void;
}

/** The contents of an interview: where everything is, how far it is, and the way to it. */
export const Contents = memo(function Contents({
  outline,
  section,
  filter,
  onFilter,
  onLeave,
}: ContentsProps) {
  const { t } = useTranslation("interviews");
  const room = useRoom();
  const { code } = useAbout(room.store);
  const language = useFormLanguage();
  const rows = useRows(outline, room.store, filter);
  const now = useNow(outline, room.store, section, filter);
  const open = useCallback(
    (id: string) => {
      const outline = room.store.outline();
      const stop = id.startsWith("?") ? stopAt(outline, id.slice(1)) : sectionStop(outline, id);
      if (stop) room.go(stop);
    },
    [room],
  );
  return (
    <div className={styles.contents}>
      <Button kind="quiet" icon="back" onPress={onLeave}>
        {t("list.title")}
      </Button>
      <p className={styles.code}>
        <Bdi dir="ltr">{code}</Bdi>
      </p>
      <div data-stays="">
        <Select
          label={t("contents.filter")}
          options={filters.map((name) => ({ name, label: t(`contents.filter-${name}`) }))}
          value={filter}
          onChoose={(name) => onFilter(filters.find((each) => each === name) ?? "sections")}
        />
      </div>
      {rows.length === 0 ? (
        <Empty>{t(`contents.${nothingFound[filter]}`)}</Empty>
      ) : (
        <ContentsTree
          key={filter}
          label={t("contents.title")}
          lang={language.tag}
          rows={rows}
          now={now}
          onOpen={open}
        />
      )}
      <Button shortcut="review" onPress={room.openReview}>
        {t("review.title")}
      </Button>
    </div>
  );
});

/** The row where the researcher is: the question, where questions are listed, or else its section. */
function useNow(outline: Outline, store: InterviewStore, section: string | null, filter: Filter) {
  return useSyncExternalStore(
    (listener) => store.listen(topics.at, listener),
    () => {
      const at = store.at();
      const isListed = filter !== "sections" && at !== null && outline.home.get(at) === section;
      return isListed ? `?${at}` : section;
    },
  );
}

function useRows(outline: Outline, store: InterviewStore, filter: Filter): readonly ContentsRow[] {
  const { t, i18n } = useTranslation("interviews");
  const titleOf = useSectionTitle();
  const locale = i18n.language;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a title changes with the outline or the language.
  return useMemo(() => {
    const isWhole = filter === "sections" || filter === "all";
    const isKept = (node: NodeView): boolean => {
      if (filter === "unanswered") return node.state === "not-asked";
      if (filter === "flagged") return store.isFlagged(node.ref);
      return filter === "all" || isWrong(node) || store.softCheck(node.ref) !== undefined;
    };
    const questionRow = (ref: string, number: number): readonly ContentsRow[] => {
      const node = store.node(ref);
      if (!node || !isKept(node)) return [];
      const title = `${showNumber(String(number), locale)} · ${wordsOf(node.label, locale)}`;
      const state = stateOf(node, store.softCheck(ref) !== undefined);
      return [{ id: `?${ref}`, title, state: filter === "flagged" ? "flagged" : state }];
    };
    const sectionRow = (section: Section): readonly ContentsRow[] => {
      const { title, telling } = titleOf(section);
      const entriesOf = (repeat: string) => {
        const told = section.entries
          .flatMap((id) => outline.byId.get(id) ?? [])
          .filter(({ entry }) => entry?.repeat === repeat);
        const isByDate = store.beside(repeat).order === "by-date";
        return (isByDate ? inOrderOfTime(told) : told).flatMap(sectionRow);
      };
      const below = section.items.flatMap((item) => {
        if (item.kind === "entries") return entriesOf(item.ref);
        if (item.kind !== "question" || filter === "sections") return [];
        return questionRow(item.ref, item.number);
      });
      if (below.length === 0 && !isWhole) return [];
      const { answered, asked, toCheck } = section.counts;
      const counts =
        toCheck === 0
          ? t("counts.answered", { answered, asked })
          : t("counts.answered-and-check", { answered, asked, count: toCheck });
      return [
        {
          id: section.id,
          title: rowTitle(section, title, telling, locale),
          state: section.mark,
          counts,
          rows: below,
          isUnfolded: filter !== "all",
        },
      ];
    };
    const closed = outline.closed.map(
      ({ id, label }): ContentsRow => ({
        id,
        title: wordsOf(label, locale),
        state: "section-closed",
        isClosed: true,
      }),
    );
    return [...outline.sections.flatMap(sectionRow), ...(isWhole ? closed : [])];
  }, [outline, filter, locale, store, t]);
}

/** Under its list an entry needs no more than its number and what tells it from the others. */
function rowTitle({ entry }: Section, title: string, telling: string, locale: string): string {
  if (!entry || telling === "") return title;
  return `${showNumber(String(entry.number), locale)}\u00a0· ${telling}`;
}

function stateOf(
  node: NodeView,
  isSoft: boolean,
): Extract<MarkedState, `section-${string}` | `answer-${string}`> {
  if (isWrong(node)) return "section-error";
  if (isSoft) return "section-warning";
  return node.state === "answered" ? "answer-given" : `answer-${node.state}`;
}
