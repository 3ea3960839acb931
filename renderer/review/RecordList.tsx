import { type KeyboardEvent, memo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InterviewView } from "../../shared/contract/interviews.ts";
import type { FormLanguage } from "../../shared/contract/questionnaires.ts";
import type { RecordLine, RecordSection } from "../../shared/interviews/outline.ts";
import { useAnswerWords } from "../ui/answer-words.ts";
import { classes } from "../ui/classes.ts";
import { FormText } from "../ui/FormText.tsx";
import { useKeys } from "../ui/Keys.tsx";
import { RecordRow } from "./RecordRow.tsx";
import styles from "./review.module.css";

interface RecordListProps {
  readonly sections: readonly RecordSection[];
  readonly stated: InterviewView["stated"];
  readonly language: FormLanguage;
  readonly asCodes: boolean;
  /** The section in which somebody now is. */
  readonly onSection: (ref: string) => void;
  readonly onHistory: (question: string) => void;
}

/**
 * All questions of an interview, one under the other. Tab reaches one of them, arrows lead up and
 * down, Enter opens the history of the answer.
 */
export function RecordList(props: RecordListProps) {
  const { sections, stated, language, asCodes, onSection, onHistory } = props;
  const { t } = useTranslation("review");
  const questions = sections.flatMap(({ ref: section, lines }) =>
    lines.flatMap(({ kind, node }) => (kind === "question" ? [{ ref: node.ref, section }] : [])),
  );
  const [current, setCurrent] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const reached = questions.find(({ ref }) => ref === current) ?? questions[0];

  const move = (by: 1 | -1) => {
    const at = questions.findIndex(({ ref }) => ref === reached?.ref);
    const to = questions[at + by];
    if (to) rowOf(list.current, to.ref)?.querySelector("button")?.focus();
  };
  const hear = (event: KeyboardEvent) => {
    const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (held || (event.code !== "ArrowDown" && event.code !== "ArrowUp")) return;
    event.preventDefault();
    move(event.code === "ArrowDown" ? 1 : -1);
  };
  useKeys([
    {
      key: "answer-history",
      act: () => reached && onHistory(reached.ref),
    },
  ]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows are walked; each has its button.
    <div
      ref={list}
      // The whole page of a form reads in its direction; what Daftar says in it keeps its own.
      dir={language.direction}
      className={styles.list}
      onKeyDown={hear}
      onFocus={({ target }) => {
        const ref = target.closest<HTMLElement>("[data-ref]")?.dataset.ref;
        const row = questions.find((question) => question.ref === ref);
        if (!row) return;
        setCurrent(row.ref);
        onSection(row.section);
      }}
    >
      {sections.map((section) => (
        <section
          key={section.ref}
          data-section={section.ref}
          aria-labelledby={headingId(section.ref)}
          className={styles.section}
        >
          <h2
            id={headingId(section.ref)}
            tabIndex={-1}
            lang={language.tag}
            className={styles.heading}
          >
            <FormText text={section.node.label} />
          </h2>
          {section.lines.length === 0 ? (
            <p className={styles.nothing}>
              {section.asked === 0 ? t("record.nothing-asked") : t("record.nothing-answered")}
            </p>
          ) : (
            <ul>
              {section.lines.map((line) =>
                line.kind === "question" ? (
                  <RecordRow
                    key={line.node.ref}
                    node={line.node}
                    notes={line.notes}
                    stated={stated[line.node.ref] ?? null}
                    depth={line.depth}
                    language={language}
                    asCodes={asCodes}
                    isCurrent={line.node.ref === reached?.ref}
                    onOpen={onHistory}
                  />
                ) : (
                  <LineHeading key={line.node.ref} line={line} language={language} />
                ),
              )}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

/** A group inside a section, a repeat, or one of its entries with its number. */
const LineHeading = memo(function LineHeading({
  line: { kind, node, depth, telling, isEmpty },
  language,
}: { readonly line: RecordLine } & Pick<RecordListProps, "language">) {
  const { t } = useTranslation("review");
  const say = useAnswerWords();
  const told = telling.map((question) => say(question, question.value));
  return (
    <li
      className={classes(styles.line, styles[kind])}
      style={{ paddingInlineStart: `${0.75 + depth * 1.25}rem` }}
    >
      {kind === "entry" ? (
        <h3>
          <bdi>{t("record.entry", { number: node.position ?? 0 })}</bdi>
          {told.length > 0 && <bdi className={styles.telling}>{told.join(" · ")}</bdi>}
        </h3>
      ) : (
        <h3 lang={language.tag}>
          <FormText text={node.label} />
        </h3>
      )}
      {isEmpty && <p className={styles.nothing}>{t("record.no-entries")}</p>}
    </li>
  );
});

/** Brings a section to the top of what is seen, and the focus with it. */
export function goToSection(ref: string): void {
  const heading = document.getElementById(headingId(ref));
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}

function headingId(section: string): string {
  return `section-${section}`;
}

function rowOf(list: HTMLElement | null, ref: string): HTMLElement | null {
  const rows = list?.querySelectorAll<HTMLElement>("[data-ref]") ?? [];
  return [...rows].find((row) => row.dataset.ref === ref) ?? null;
}
