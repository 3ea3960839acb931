import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ReferralDraft, ReferralWords } from "../../shared/contract/people.ts";
import { Button } from "./Button.tsx";
import { Field } from "./Field.tsx";
import { useHeld } from "./held.ts";
import styles from "./ReferralForm.module.css";
import { TextBox } from "./TextBox.tsx";
import { TextLine } from "./TextLine.tsx";

interface ReferralFormProps {
  /** What was written before, or half written; an empty form is for a new entry. */
  readonly written?: ReferralDraft | null;
  /** Keeps what is typed until it is written down. Gives whether it is on the disk. */
  readonly onDraft?: (words: ReferralDraft) => Promise<boolean>;
  readonly isBusy: boolean;
  /** Gives whether it is kept; only then the form is empty again. */
  readonly onWrite: (words: ReferralWords) => Promise<boolean>;
  readonly autoFocus?: boolean;
  /** Why it was not kept. */
  readonly children?: ReactNode;
}

/** Writes down one service to which a person can be referred. */
export function ReferralForm({
  written = null,
  onDraft = async () => true,
  isBusy,
  onWrite,
  autoFocus = false,
  children,
}: ReferralFormProps) {
  const { t } = useTranslation("ui");
  const { shown: words, change } = useHeld<ReferralDraft>({
    value: asText(written ?? nothing),
    give: (text) => onDraft(JSON.parse(text) as ReferralDraft),
    show: (text) => JSON.parse(text) as ReferralDraft,
    read: asText,
    rest: 1000,
    most: 2000,
  });
  const isWhole = words.service.trim() !== "" && words.contact.trim() !== "";
  const isLong = Object.values(words).some((text) => text.trim().length > longest);
  const write = async () => {
    if (await onWrite(words)) change(nothing, "now");
  };
  return (
    <div className={styles.form}>
      {lines.map((line) => (
        <Field key={line} label={t(`referral.${line}`)} hint={t(`referral.${line}-hint`)}>
          {(names) => (
            <TextLine
              {...names}
              value={words[line]}
              onChange={(text) => change({ ...words, [line]: text }, "rest")}
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
            onChange={(note) => change({ ...words, note }, "rest")}
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
const nothing: ReferralDraft = { service: "", contact: "", purpose: "", area: "", note: "" };

/** What the keeper takes in one line. */
const longest = 300;

/** Always in one order, so that the same words are the same text. */
const asText = ({ service, contact, purpose, area, note }: ReferralDraft) =>
  JSON.stringify({ service, contact, purpose, area, note });
