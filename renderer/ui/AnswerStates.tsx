import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./AnswerStates.module.css";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { everyKey } from "./every-key.ts";
import { KeyCaps } from "./KeyCaps.tsx";
import { Radios } from "./Radios.tsx";
import { StateMark } from "./StateMark.tsx";
import { TextLine } from "./TextLine.tsx";

export type SilentState = "dont-know" | "prefers-not-to-say" | "not-asked" | "skipped";

interface AnswerStatesProps {
  readonly state: "answered" | SilentState;
  /** Why it was skipped: one of our codes, or somebody's words. */
  readonly reason: string | null;
  readonly onState: (state: SilentState, reason: string | null) => void;
  /** Whether the reasons are open; the card opens them when it hears their key. */
  readonly isSkipping: boolean;
  readonly onSkipping: (isOpen: boolean) => void;
  readonly isReadOnly?: boolean;
}

/**
 * The four silences of every question, always in the same place and never chosen beforehand.
 *
 * Skipping asks for a reason first; closing that question changes nothing.
 */
export function AnswerStates({
  state,
  reason,
  onState,
  isSkipping,
  onSkipping,
  isReadOnly = false,
}: AnswerStatesProps) {
  const { t } = useTranslation("ui");
  return (
    <fieldset data-states="" className={styles.states} aria-label={t("states.title")}>
      {silences.map((silence) => (
        // Every question has all four: the plain element is drawn in a fraction of the time.
        <button
          key={silence}
          type="button"
          aria-pressed={state === silence}
          disabled={isReadOnly}
          onClick={() => {
            if (silence === "skipped") onSkipping(true);
            else if (state !== silence) onState(silence, null);
            else if (silence !== "not-asked") onState("not-asked", null);
          }}
          data-silence={silence}
          className={styles.state}
        >
          <StateMark state={`answer-${silence}`} word="near" />
          <span>{t(`state.answer-${silence}`)}</span>
          {silence !== "not-asked" && <KeyCaps chord={everyKey[keyOf[silence]].chord} />}
        </button>
      ))}
      {state === "skipped" && reason !== null && (
        <p className={styles.reason}>
          <SkipReason reason={reason} />
        </p>
      )}
      {isSkipping && (
        <SkipDialog
          onClose={() => onSkipping(false)}
          onSkip={(why) => {
            onSkipping(false);
            onState("skipped", why);
          }}
        />
      )}
    </fieldset>
  );
}

/** A reason in words: ours are translated, a person's are shown as written. */
export function SkipReason({ reason }: { readonly reason: string }) {
  const { t } = useTranslation("ui");
  const code = ourReasons.find((known) => known === reason);
  return code ? t(`states.reason-${code}`) : <bdi>{reason}</bdi>;
}

function SkipDialog({
  onClose,
  onSkip,
}: {
  readonly onClose: () => void;
  readonly onSkip: (reason: string) => void;
}) {
  const { t } = useTranslation("ui");
  const [chosen, setChosen] = useState("");
  const [words, setWords] = useState("");
  const reason = chosen === "other" ? words.trim() : chosen;
  return (
    <Dialog
      title={t("states.skip-title")}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("dialog.cancel")}</Button>
          <Button
            kind="primary"
            heldBy={reason === "" ? t("states.reason-needed") : null}
            onPress={() => onSkip(reason)}
          >
            {t("states.skip")}
          </Button>
        </>
      }
    >
      <div
        role="presentation"
        className={styles.reasons}
        onKeyDownCapture={({ code, target }) => {
          const isConfirmed = code === "Enter" && target instanceof HTMLInputElement;
          if (isConfirmed && reason !== "") onSkip(reason);
        }}
      >
        <Radios
          autoFocus
          label={t("states.skip-title")}
          options={offeredReasons.map((name) => ({ name, label: t(`states.reason-${name}`) }))}
          value={chosen}
          onAnswer={async (name) => {
            setChosen(name);
            return true;
          }}
        />
        {chosen === "other" && (
          <TextLine
            label={t("states.reason-words")}
            placeholder={t("states.reason-words")}
            value={words}
            onChange={setWords}
            autoFocus
          />
        )}
      </div>
    </Dialog>
  );
}

const keyOf = {
  "dont-know": "dont-know",
  "prefers-not-to-say": "prefers-not-to-say",
  skipped: "skip",
} as const;

const silences = ["dont-know", "prefers-not-to-say", "skipped", "not-asked"] as const;

const ourReasons = ["too-painful", "out-of-time", "not-suitable-now", "stopped-early"] as const;

const offeredReasons = [...ourReasons, "other"] as const;
