import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { Callout } from "./Callout.tsx";
import { Check } from "./Check.tsx";
import { Dialog } from "./Dialog.tsx";
import { usesArabicDigits } from "./digits.ts";
import { Field } from "./Field.tsx";
import styles from "./OnPaper.module.css";
import { Radios } from "./Radios.tsx";
import { showToast } from "./Toast.tsx";

interface OnPaperProps {
  readonly kind: "blank" | "consent" | "record" | "referrals";
  readonly languages: readonly {
    readonly name: string;
    readonly tag: string;
    readonly direction: "ltr" | "rtl";
  }[];
  /** Tag of the language that is proposed. */
  readonly language: string;
  readonly isSaving: boolean;
  /** Why nothing was saved; null when nothing stood in the way. */
  readonly problem: ReactNode;
  /** Saves the paper in a language, with the digits of the page; null when it was not. */
  readonly onSave: (printed: {
    readonly language: string;
    readonly digits: "latn" | "arab";
    /** Of a record: also what is for the researcher alone. */
    readonly researcher: boolean;
  }) => Promise<{ readonly pages: number | null } | null>;
}

/**
 * The way to paper: a button, and a dialog that says before what a PDF is not. What holds answers is
 * saved only after somebody has said that they have read it.
 */
export function OnPaper({ kind, languages, language, isSaving, problem, onSave }: OnPaperProps) {
  const { t, i18n } = useTranslation(["paper", "ui"]);
  const [isOpen, setOpen] = useState(false);
  const [isRead, setRead] = useState(false);
  const [withResearcher, setWithResearcher] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const proposed = languages.find(({ tag }) => tag === language) ?? languages[0];
  const tag = chosen ?? proposed?.tag ?? "";
  const holdsAnswers = kind === "consent" || kind === "record";

  const open = (toOpen: boolean) => {
    setRead(false);
    setWithResearcher(false);
    setOpen(toOpen);
  };
  const save = async () => {
    const digits = usesArabicDigits(i18n.language) ? "arab" : "latn";
    const saved = await onSave({ language: tag, digits, researcher: withResearcher });
    if (!saved) return;
    open(false);
    showToast({ text: t("saved", { count: saved.pages ?? 0 }) });
  };
  return (
    <>
      <Button icon="print" onPress={() => open(true)}>
        {t(`${kind}-button`)}
      </Button>
      <Dialog
        title={t(`${kind}-title`)}
        isOpen={isOpen}
        onClose={() => open(false)}
        actions={
          <>
            <Button onPress={() => open(false)}>{t("ui:dialog.cancel")}</Button>
            <Button
              kind="primary"
              isBusy={isSaving}
              heldBy={!holdsAnswers || isRead ? null : t("confirm-first")}
              onPress={() => void save()}
            >
              {t("save")}
            </Button>
          </>
        }
      >
        <div className={styles.text}>
          <p>{t(`${kind}-text`)}</p>
          {languages.length > 1 && (
            <Field label={t("language")}>
              {({ labelledBy }) => (
                <Radios
                  labelledBy={labelledBy}
                  isNumbered={false}
                  value={tag}
                  options={languages.map(({ name, tag: one, direction }) => ({
                    name: one,
                    label: (
                      <span lang={one} dir={direction}>
                        {inItself(one) ?? name}
                      </span>
                    ),
                  }))}
                  onAnswer={async (name) => {
                    setChosen(name);
                    return true;
                  }}
                />
              )}
            </Field>
          )}
          {kind === "record" && (
            <Check isChosen={withResearcher} onChange={setWithResearcher}>
              {t("researcher")}
            </Check>
          )}
          <Callout kind="warning" title={t("warning-title")}>
            {t(holdsAnswers ? "warning" : `warning-${kind}`)}
          </Callout>
          {holdsAnswers && (
            <Check isChosen={isRead} onChange={setRead}>
              {t("confirm")}
            </Check>
          )}
          {problem}
        </div>
      </Dialog>
    </>
  );
}

/** A language as its own readers call it. */
function inItself(tag: string): string | null {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? null;
  } catch {
    return null;
  }
}
