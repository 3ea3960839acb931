import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  isStepDone,
  type PracticePart,
  type PracticeProgress,
  type PracticeStep,
  practiceStepNames,
  practiceSteps,
} from "../../shared/practice/steps.ts";
import { ask, hear } from "../bridge.ts";
import type { Self } from "../state.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { everyKey, type KeyName } from "../ui/every-key.ts";
import { KeyCaps } from "../ui/KeyCaps.tsx";
import { useKeys } from "../ui/Keys.tsx";
import { useOnChange } from "../ui/on-change.ts";
import { StateMark } from "../ui/StateMark.tsx";
import { TakenWidthContext } from "../ui/wide-window.ts";
import { BeginAnew } from "./BeginAnew.tsx";
import styles from "./practice.module.css";

interface GuidedProps {
  /** The screen itself: the guide stands below it and covers nothing. */
  readonly children: ReactNode;
  readonly onLeave: () => void;
  /** Another practice notebook is open now. */
  readonly onBegun: (self: Self) => void;
}

/** A screen of the practice notebook, with the guide beside it, or below it where it is folded. */
export function Guided({ children, ...guide }: GuidedProps) {
  const [isOpen, setOpen] = useState(hasRoom);
  return (
    <div className={styles.guided} {...(isOpen ? { "data-open": "true" } : {})}>
      <TakenWidthContext value={isOpen ? guideWidth : 0}>
        <div className={styles.screen}>{children}</div>
      </TakenWidthContext>
      <Guide {...guide} isOpen={isOpen} onOpen={setOpen} />
    </div>
  );
}

/** As the style has it, in pixels. */
const guideWidth = 288;

interface GuideProps extends Omit<GuidedProps, "children"> {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** One step at a time: what to do in the real screens, and what of it the notebook has seen done. */
function Guide({ isOpen, onOpen, onLeave, onBegun }: GuideProps) {
  const { t } = useTranslation("practice");
  const { progress, said, go: goTo } = useProgressOfPractice();
  const hasGone = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  useKeys([
    {
      key: "guide",
      act: () => {
        const aside = heading.current?.closest("aside");
        const now = document.activeElement;
        if (aside?.contains(now)) return cameFrom.current?.focus();
        cameFrom.current = now instanceof HTMLElement ? now : null;
        onOpen(true);
        heading.current?.focus();
      },
    },
  ]);
  useOnChange([progress], () => {
    // The button that led here may be gone with the step it led from.
    if (hasGone.current && document.activeElement === document.body) heading.current?.focus();
    hasGone.current = false;
  });
  const go = (step: PracticeStep, again: boolean) => {
    hasGone.current = true;
    goTo(step, again);
  };
  if (!progress) return null;
  const { step, done } = progress;
  const at = practiceStepNames.indexOf(step);
  const isAllDone = practiceStepNames.every((one) => isStepDone(one, done));
  const [before, after] = [practiceStepNames[at - 1], practiceStepNames[at + 1]];
  const leave = (
    <Button kind="quiet" icon="back" onPress={onLeave}>
      {t("leave")}
    </Button>
  );
  return (
    <aside aria-label={t("guide.title")} className={styles.guide}>
      <div className={styles.top}>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {t("guide.step", {
            number: at + 1,
            total: practiceStepNames.length,
            title: t(`steps.${step}.title`),
          })}
        </h2>
        {!isOpen && leave}
        <IconButton
          icon={isOpen ? "down" : "up"}
          label={t(isOpen ? "guide.hide" : "guide.show")}
          isExpanded={isOpen}
          onPress={() => onOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <>
          <p>{t(`steps.${step}.text`)}</p>
          <ul aria-label={t("guide.parts")} className={styles.parts}>
            {practiceSteps[step].map((part) => (
              <Part key={part} part={part} isDone={done.includes(part)} />
            ))}
          </ul>
          {isAllDone && <p>{t("guide.finished-text")}</p>}
          <div className={styles.acts}>
            {before && (
              <Button icon="back" onPress={() => go(before, false)}>
                {t("guide.previous")}
              </Button>
            )}
            {after && (
              <Button icon="forward" onPress={() => go(after, false)}>
                {t("guide.next")}
              </Button>
            )}
            {isStepDone(step, done) && (
              <Button onPress={() => go(step, true)}>{t("guide.again")}</Button>
            )}
          </div>
          <div className={styles.acts}>
            <BeginAnew onBegun={onBegun} />
            {leave}
          </div>
        </>
      )}
      <p role="status" className={styles.status}>
        {said &&
          (isAllDone
            ? t("guide.finished")
            : t("guide.announce", {
                done: t(`steps.${said}.title`),
                next: t(`steps.${step}.title`),
              }))}
      </p>
    </aside>
  );
}

function Part({ part, isDone }: { readonly part: PracticePart; readonly isDone: boolean }) {
  const { t } = useTranslation("practice");
  const keys = keysOf[part] ?? [];
  return (
    <li className={styles.part}>
      <span className={isDone ? styles.done : undefined}>
        <StateMark state={isDone ? "section-complete" : "section-not-started"} word="near" />{" "}
        {isDone ? t("guide.part-done", { part: t(`parts.${part}`) }) : t(`parts.${part}`)}
      </span>
      <span className={styles.keys}>
        {keys.map((key) => (
          <KeyCaps key={key} chord={everyKey[key].chord} />
        ))}
      </span>
    </li>
  );
}

/** The key that does it, where one does. */
const keysOf: { readonly [part in PracticePart]?: readonly KeyName[] } = {
  started: ["new-interview"],
  option: ["option"],
  "dont-know": ["dont-know"],
  "prefers-not-to-say": ["prefers-not-to-say"],
  skipped: ["skip"],
  entry: ["add-entry"],
  timeline: ["timeline"],
  paused: ["pause"],
  unlocked: ["lock"],
  finished: ["review"],
};

/** How far the practice is, as the notebook says it, and the step that was just done. */
function useProgressOfPractice() {
  const [progress, setProgress] = useState<PracticeProgress | null>(null);
  const [said, setSaid] = useState<PracticeStep | null>(null);
  const latest = useRef<PracticeProgress | null>(null);
  const take = useCallback((now: PracticeProgress) => {
    latest.current = now;
    setProgress(now);
  }, []);
  useEffect(() => {
    void ask("practice.progress", {}).then((outcome) => {
      if (outcome.ok && latest.current === null) take(outcome.value);
    });
    return hear((told) => {
      if (told.event !== "practised") return;
      if (latest.current && isNews(latest.current, told.progress)) setSaid(latest.current.step);
      take(told.progress);
    });
  }, [take]);
  const go = (step: PracticeStep, again: boolean) => {
    setSaid(null);
    void ask("practice.go", { step, again }).then((outcome) => {
      if (outcome.ok) take(outcome.value);
    });
  };
  return { progress, said, go };
}

/** Whether the step at which somebody was has come to be done. */
function isNews(earlier: PracticeProgress, now: PracticeProgress): boolean {
  return !isStepDone(earlier.step, earlier.done) && isStepDone(earlier.step, now.done);
}

/** In a low window, as text twice as large makes it, the guide begins folded. */
function hasRoom(): boolean {
  return window.matchMedia?.("(height >= 600px)").matches ?? true;
}
