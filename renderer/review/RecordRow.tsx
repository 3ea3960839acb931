import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Note } from "../../shared/contract/interviews.ts";
import type { FormLanguage } from "../../shared/contract/questionnaires.ts";
import type { RecordNode } from "../../shared/interviews/outline.ts";
import { SkipReason } from "../ui/AnswerStates.tsx";
import { Bdi } from "../ui/Bdi.tsx";
import { classes } from "../ui/classes.ts";
import { FormText } from "../ui/FormText.tsx";
import { Icon } from "../ui/Icon.tsx";
import { InOrder } from "../ui/InOrder.tsx";
import { Stated } from "../ui/Stated.tsx";
import { type MarkedState, StateMark } from "../ui/StateMark.tsx";
import { When } from "../ui/When.tsx";
import { AnswerValue } from "./AnswerValue.tsx";
import styles from "./review.module.css";

interface RecordRowProps {
  readonly node: RecordNode;
  readonly notes: readonly Note[];
  readonly stated: string | null;
  readonly depth: number;
  readonly language: FormLanguage;
  readonly asCodes: boolean;
  /** The row that the Tab key reaches; the arrows reach the others. */
  readonly isCurrent: boolean;
  readonly onOpen: (ref: string) => void;
}

/** One question with what was recorded for it, and the way to its history. */
export const RecordRow = memo(function RecordRow(props: RecordRowProps) {
  const { node, notes, stated, depth, language, asCodes, isCurrent, onOpen } = props;
  const { t } = useTranslation("review");
  const labelId = `question-${node.ref}`;
  return (
    <li
      data-ref={node.ref}
      className={classes(styles.row, node.sensitive === "high" && styles.high)}
    >
      <div className={styles.question} style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
        {node.sensitive === "high" && (
          <span className={styles.shield}>
            <StateMark state="sensitive-high" />
          </span>
        )}
        <span id={labelId} lang={language.tag}>
          {asCodes ? <Bdi dir="ltr">{node.name}</Bdi> : <FormText text={node.label} />}
        </span>
      </div>
      <div className={styles.answer}>
        <Recorded node={node} language={language} asCodes={asCodes} />
        {stated !== null && (
          <p className={styles.when}>
            <Stated of={stated} />
          </p>
        )}
        <Notes notes={notes} />
      </div>
      <button
        type="button"
        id={`${labelId}-history`}
        tabIndex={isCurrent ? 0 : -1}
        title={t("record.open-history")}
        aria-label={t("record.open-history")}
        aria-labelledby={`${labelId}-history ${labelId}`}
        className={styles.history}
        onClick={() => onOpen(node.ref)}
      >
        <Icon name="history" />
      </button>
    </li>
  );
});

/** The researcher's words, and never the person's: said so above each of them. */
export function Notes({ notes }: { readonly notes: readonly Note[] }) {
  const { t } = useTranslation("review");
  return (
    <InOrder of={notes}>
      {({ at, mark, text }) => (
        <div className={styles.note}>
          <p className={styles.when}>
            {t(`notes.${mark}`)}
            {" · "}
            <When moment={at} show="minute" />
          </p>
          {text !== "" && (
            <p dir="auto" className={styles.words}>
              {text}
            </p>
          )}
        </div>
      )}
    </InOrder>
  );
}

/** The answer, or the state in its place, and what was said before it. */
function Recorded({
  node,
  language,
  asCodes,
}: Pick<RecordRowProps, "node" | "language" | "asCodes">) {
  const { t } = useTranslation("review");
  const { state, value, reason, setAside, relevant } = node;
  const shown = (text: string) => (
    <div lang={language.tag}>
      <AnswerValue node={node} value={text} asCodes={asCodes} />
    </div>
  );
  return (
    <>
      {relevant && state === "answered" && shown(value)}
      {relevant && state !== "answered" && <StateInPlace state={state} reason={reason} />}
      {setAside !== null && (
        <div className={styles.aside}>
          <p>{relevant ? t("record.aside") : t("record.aside-closed")}</p>
          {shown(setAside)}
        </div>
      )}
    </>
  );
}

/** What was recorded in place of an answer, by shape and word, with its reason. */
export function StateInPlace({ state, reason }: Pick<RecordNode, "state" | "reason">) {
  const mark: MarkedState = state === "answered" ? "answer-given" : `answer-${state}`;
  return (
    <p className={styles.state}>
      <StateMark state={mark} word="beside" />
      {reason !== null && (
        <span>
          {" · "}
          <SkipReason reason={reason} />
        </span>
      )}
    </p>
  );
}
