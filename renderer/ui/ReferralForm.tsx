import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReferralWords } from "../../shared/contract/people.ts";
import { Button } from "./Button.tsx";
import { Field } from "./Field.tsx";
import styles from "./ReferralForm.module.css";
import { TextBox } from "./TextBox.tsx";
import { TextLine } from "./TextLine.tsx";

interface ReferralFormProps {
  /** What was written before; an empty form is for a new entry. */
  readonly written?: ReferralWords;
  readonly isBusy: boolean;
  /** Gives whether it is kept; only then the form is empty again. */
  readonly onWrite: (words: ReferralWords) => Promise<boolean>;
  readonly autoFocus?: boolean;
  /** Why it was not kept. */
  readonly children?: ReactNode;
}

/** Writes down one service to which a person can be referred. */
export function ReferralForm({
  written = nothing,
  isBusy,
  onWrite,
  autoFocus = false,
  children,
}: ReferralFormProps) {
  const { t } = useTranslation("ui");
  const [words, setWords] = useState(written);
  const isWhole = words.service.trim() !== "" && words.contact.trim() !== "";
  const isLong = Object.values(words).some((text) => text.trim().length > longest);
  const write = async () => {
    if (await onWrite(words)) setWords(nothing);
  };
  return (
    <div className={styles.form}>
      {lines.map((line) => (
        <Field key={line} label={t(`referral.${line}`)} hint={t(`referral.${line}-hint`)}>
          {(names) => (
            <TextLine
              {...names}
              value={words[line]}
              onChange={(text) => setWords((before) => ({ ...before, [line]: text }))}
              autoFocus={autoFocus && line === "service"}
            />
          )}
        </Field>
      ))}
      <Field label={t("referral.note")} hint={t("referral.note-hint")}>
        {(names) => (
          <TextBox
            {...names}
            value={words.note}
            onChange={(note) => setWords((before) => ({ ...before, note }))}
          />
        )}
      </Field>
      {children}
      <div>
        <Button
          icon="add"
          isBusy={isBusy}
          heldBy={isWhole ? (isLong ? t("referral.too-long") : null) : t("referral.needs-two")}
          onPress={() => void write()}
        >
          {t("referral.write")}
        </Button>
      </div>
    </div>
  );
}

const lines = ["service", "contact", "purpose", "area"] as const;
const nothing: ReferralWords = { service: "", contact: "", purpose: "", area: "", note: "" };

/** What the keeper takes in one line. */
const longest = 300;
