import { type FocusEvent, type KeyboardEvent, memo, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { flagOf } from "../../shared/interviews/notes.ts";
import type { NodeRef, NodeView } from "../../shared/questionnaire/live/view.ts";
import { useFaultSentence } from "../i18n.ts";
import { AnswerStates, type SilentState } from "../ui/AnswerStates.tsx";
import { useAnswerWords } from "../ui/answer-words.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { isTypingIn, optionNumber } from "../ui/chord.ts";
import { classes } from "../ui/classes.ts";
import { FormText } from "../ui/FormText.tsx";
import { InLanguage, InOwnLanguage } from "../ui/InLanguage.tsx";
import { Num } from "../ui/Num.tsx";
import { useOnChange } from "../ui/on-change.ts";
import { settlePending } from "../ui/pending.ts";
import { StateMark } from "../ui/StateMark.tsx";
import { showToast } from "../ui/Toast.tsx";
import { Control } from "./Control.tsx";
import { focusCard, whenUncovered } from "./focus-place.ts";
import styles from "./QuestionCard.module.css";
import {
  type Room,
  useAbout,
  useBeside,
  useFormLanguage,
  useNode,
  useNotes,
  useRoom,
  useSoftCheck,
} from "./room.ts";

interface QuestionCardProps {
  readonly place: NodeRef;
  readonly number: number;
}

/**
 * One question: its number, its words, its field, what is wrong with the answer, and the states that
 * can stand in place of one. It is drawn again only when something of this question has changed.
 */
export const QuestionCard = memo(function QuestionCard({ place, number }: QuestionCardProps) {
  const node = useNode(place);
  return node ? <Question node={node} number={number} /> : null;
});

function Question({ node, number }: { readonly node: NodeView; readonly number: number }) {
  const { t } = useTranslation("interviews");
  const room = useRoom();
  const beside = useBeside(node.ref);
  const { readOnly } = useAbout(room.store);
  const language = useFormLanguage();
  const [labelId, hintId, problemId] = [useId(), useId(), useId()];
  const [isGuided, setGuided] = useState(false);
  const { shows, ...watching } = useProblemsAfterLeaving(node);
  const isFixed = node.readonly || node.appearance.includes("auto-code");
  const isForResearcher = node.appearance.includes("interviewer");
  const isInvalid = shows && node.violation !== null;
  const card = useRef<HTMLElement>(null);
  // What comes from elsewhere makes the field anew; whoever stood in it stays there.
  useOnChange([beside.edition], () =>
    whenUncovered(() => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (beside.edition > 0 && isLost && room.store.at() === node.ref && card.current)
        focusCard(card.current);
    }),
  );

  return (
    <article
      ref={card}
      data-place={node.ref}
      data-state={node.state}
      dir={language.direction}
      tabIndex={-1}
      aria-labelledby={labelId}
      className={classes(
        styles.card,
        isForResearcher && styles.researcher,
        node.sensitive === "high" && styles.high,
      )}
      {...watching}
      onKeyDownCapture={(event) => hearKeys(event, room)}
    >
      <InLanguage {...language} className={styles.sheet ?? ""}>
        <p className={styles.number} aria-hidden="true">
          <Num value={number} />
        </p>
        <div className={styles.content}>
          <div className={styles.top}>
            <h2 id={labelId} className={styles.label}>
              <FormText text={node.label} />
            </h2>
            <InOwnLanguage className={styles.marks ?? ""}>
              {isForResearcher && (
                <span className={styles.forResearcher}>{t("card.for-researcher")}</span>
              )}
              {node.required && <span className={styles.required}>{t("card.required")}</span>}
              {node.sensitive !== "low" && (
                <span className={styles.sensitive}>
                  <StateMark state={`sensitive-${node.sensitive}`} word="beside" />
                </span>
              )}
            </InOwnLanguage>
          </div>
          {node.hint && (
            <p id={hintId} className={styles.hint}>
              <FormText text={node.hint} />
            </p>
          )}
          {isGuided && node.guidance && (
            <p className={styles.guidance}>
              <FormText text={node.guidance} />
            </p>
          )}
          <Control
            key={beside.edition}
            node={node}
            isReadOnly={readOnly !== null}
            isInvalid={isInvalid}
            labelledBy={labelId}
            describedBy={`${hintId} ${problemId}`}
          />
          <div id={problemId} aria-live="polite" className={styles.problems}>
            <Problems node={node} shows={shows} />
          </div>
          <SetAside node={node} isReadOnly={readOnly !== null} />
          <Notes place={node.ref} />
          <Foot
            node={node}
            isReadOnly={readOnly !== null}
            isFixed={isFixed}
            isSkipping={beside.isSkipping}
            isGuided={isGuided}
            onGuided={setGuided}
          />
        </div>
      </InLanguage>
    </article>
  );
}

/** A sentence to be read aloud, or one for the researcher alone. */
export const NoteCard = memo(function NoteCard({ place }: { readonly place: NodeRef }) {
  const { t } = useTranslation("interviews");
  const room = useRoom();
  const language = useFormLanguage();
  const labelId = useId();
  const node = useNode(place);
  if (!node) return null;
  const isForResearcher = node.appearance.includes("interviewer");
  return (
    <article
      data-place={node.ref}
      dir={language.direction}
      tabIndex={-1}
      aria-labelledby={labelId}
      className={classes(styles.card, styles.note, isForResearcher && styles.researcher)}
      onFocus={() => room.store.stand(node.ref)}
      onKeyDownCapture={(event) => hearKeys(event, room)}
    >
      <p id={labelId} className={isForResearcher ? styles.forResearcher : styles.aloud}>
        <bdi>{t(isForResearcher ? "card.for-researcher" : "card.read-aloud")}</bdi>
      </p>
      <InLanguage {...language} className={styles.script ?? ""}>
        <p>
          <FormText text={node.label} />
        </p>
        {node.hint && (
          <p className={styles.hint}>
            <FormText text={node.hint} />
          </p>
        )}
      </InLanguage>
    </article>
  );
});

function Problems({ node, shows }: { readonly node: NodeView; readonly shows: boolean }) {
  const { t } = useTranslation("interviews");
  const sayFault = useFaultSentence();
  const { refusal } = useBeside(node.ref);
  const soft = useSoftCheck(node.ref);
  return (
    <>
      {refusal && (
        <InOwnLanguage className={styles.wrong ?? ""}>
          <StateMark state="not-saved" word="near" />
          <p>{sayFault(refusal)}</p>
        </InOwnLanguage>
      )}
      {shows && node.violation && (
        <div className={styles.wrong}>
          <StateMark state="section-error" word="near" />
          {node.message ? (
            <p>
              <FormText text={node.message} />
            </p>
          ) : (
            <InOwnLanguage>
              <p>{t(`violation.${node.violation}`)}</p>
            </InOwnLanguage>
          )}
        </div>
      )}
      {shows && soft && (
        <div className={styles.check}>
          <StateMark state="section-warning" word="near" />
          <p>{soft.message ? <FormText text={soft.message} /> : t("violation.soft")}</p>
        </div>
      )}
    </>
  );
}

/** What was said before another state, or another answer, set it aside; one press brings it back. */
function SetAside({ node, isReadOnly }: { readonly node: NodeView; readonly isReadOnly: boolean }) {
  const { t } = useTranslation("interviews");
  const { store } = useRoom();
  const say = useAnswerWords();
  const { setAside } = node;
  if (setAside === null) return null;
  return (
    <InOwnLanguage className={styles.aside ?? ""}>
      <p>
        {t("card.set-aside")} <bdi className={styles.asideWords}>{say(node, setAside)}</bdi>
      </p>
      {!isReadOnly && (
        <Button icon="undo" kind="quiet" onPress={() => void store.put(node.ref, setAside)}>
          {t("card.take-back")}
        </Button>
      )}
    </InOwnLanguage>
  );
}

/** What the researcher wrote beside the question: why to come back to it, and how much more there is. */
function Notes({ place }: { readonly place: NodeRef }) {
  const { t } = useTranslation("interviews");
  const room = useRoom();
  const notes = useNotes(place);
  const flag = flagOf(notes);
  const count = notes.filter(({ mark }) => mark === "note").length;
  if (count === 0 && !flag) return null;
  return (
    <InOwnLanguage className={styles.written ?? ""}>
      {flag && (
        <p className={styles.flagged}>
          <StateMark state="flagged" word="beside" />
          <bdi className={styles.asideWords}>{flag.text}</bdi>
        </p>
      )}
      {count > 0 && (
        <Button kind="quiet" icon="note" onPress={() => room.openNotes(place, "note")}>
          {t("notes.count", { count })}
        </Button>
      )}
    </InOwnLanguage>
  );
}

interface FootProps {
  readonly node: NodeView;
  readonly isReadOnly: boolean;
  readonly isFixed: boolean;
  readonly isSkipping: boolean;
  readonly isGuided: boolean;
  readonly onGuided: (isGuided: boolean) => void;
}

/** What is the same under every question; to leave a question and to come to it draws nothing of it anew. */
const Foot = memo(function Foot({ node, isReadOnly, isFixed, isGuided, ...props }: FootProps) {
  const { t } = useTranslation("interviews");
  const room = useRoom();
  const setState = useSetState();
  return (
    <InOwnLanguage className={styles.foot ?? ""}>
      {!isFixed && (
        <AnswerStates
          state={node.state}
          reason={node.reason}
          isReadOnly={isReadOnly}
          isSkipping={props.isSkipping}
          onSkipping={(isOpen) => room.store.askWhySkipped(node.ref, isOpen)}
          onState={(state, reason) => void setState(node.ref, state, reason)}
        />
      )}
      <div className={styles.tools}>
        {node.guidance && (
          <IconButton
            icon="info"
            label={t("card.guidance")}
            isExpanded={isGuided}
            onPress={() => props.onGuided(!isGuided)}
          />
        )}
        <IconButton
          icon="note"
          label={t("notes.note")}
          onPress={() => room.openNotes(node.ref, "note")}
        />
        {!isReadOnly && (
          <IconButton
            icon="flag"
            label={t("notes.flag")}
            onPress={() => room.openNotes(node.ref, "flag")}
          />
        )}
        <IconButton
          icon="history"
          label={t("card.history")}
          onPress={() => room.openHistory(node.ref)}
        />
      </div>
    </InOwnLanguage>
  );
});

/** Sets a state in place of an answer. The answer is set aside, which can be undone in passing. */
export function useSetState() {
  const { t } = useTranslation("interviews");
  const { store } = useRoom();
  return async (ref: NodeRef, state: SilentState, reason: string | null): Promise<void> => {
    await settlePending();
    const before = store.node(ref);
    const isSaved = await store.setState(ref, state, reason);
    if (!isSaved || before?.state !== "answered" || before.value === "") return;
    showToast({
      text: t("card.was-set-aside"),
      undo: () => void store.put(ref, before.value),
    });
  };
}

/**
 * Whether what is wrong is shown: after the question was left, and never while a new answer is typed.
 * What is missing is shown only where somebody has been.
 */
function useProblemsAfterLeaving(node: NodeView) {
  const { store } = useRoom();
  const { wasLeft } = useBeside(node.ref);
  const isInside = useRef(false);
  const [isTyping, setTyping] = useState(false);
  // A new value given here hides the old sentence.
  useOnChange([node.value], () => {
    if (isInside.current) setTyping(true);
  });
  return {
    shows: !isTyping && (node.violation !== "required" || wasLeft),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.target)) return;
      isInside.current = true;
      store.stand(node.ref);
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (event.currentTarget.contains(event.relatedTarget)) return;
      if (!event.currentTarget.contains(event.target)) return;
      isInside.current = false;
      setTyping(false);
      store.markLeft(node.ref);
    },
  };
}

/** Enter goes on, where nothing else wants it; in a long text, and everywhere, with Ctrl. */
function hearKeys(event: KeyboardEvent<HTMLElement>, room: Room): void {
  const { target, currentTarget, nativeEvent } = event;
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
  if (room.isMoving() && isPlain && (event.key.length === 1 || event.key === "Enter")) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  // What is drawn in front of the page, as the reasons for skipping are, hears its own keys.
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return;
  if (nativeEvent.isComposing) return;
  if (/^(Numpad)?Enter$/u.test(event.code) && !event.shiftKey && !event.altKey) {
    const isHeld = event.ctrlKey || event.metaKey;
    const isWanted =
      target.closest("textarea, button, a") !== null ||
      target.getAttribute("aria-expanded") === "true";
    if (isWanted && !isHeld) return;
    event.preventDefault();
    event.stopPropagation();
    void room.step("next");
    return;
  }
  const number = optionNumber(event);
  const isInOptions = target.closest("input[type=radio], input[type=checkbox]") !== null;
  if (number === null || isTypingIn(target) || isInOptions) return;
  const options = currentTarget.querySelectorAll<HTMLElement>("[data-numbered] input");
  const option = options[number - 1];
  if (!option) return;
  event.preventDefault();
  option.focus();
  option.click();
}
