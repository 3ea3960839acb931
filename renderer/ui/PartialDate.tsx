import { useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { Check } from "./Check.tsx";
import { ComboBox } from "./ComboBox.tsx";
import { showNumber } from "./digits.ts";
import { DraftContext, type Give, useHeld } from "./held.ts";
import type { ListOption } from "./List.tsx";
import type { Naming } from "./Options.tsx";
import styles from "./PartialDate.module.css";
import {
  type DateGap,
  monthNames,
  type PartialDateValue,
  type Precision,
  precisionOf,
  readPartialDate,
  readTypedDate,
  sayPartialDate,
  type TypedDate,
  writePartialDate,
} from "./partial-date.ts";
import { StateMark } from "./StateMark.tsx";
import { TextLine } from "./TextLine.tsx";
import { ToggleGroup } from "./ToggleGroup.tsx";

interface PartialDateProps extends Naming {
  /** `2018`, `2018-11` or `2018-11-20`, each with `~` when approximate; or empty. */
  readonly value: string;
  readonly onAnswer: Give;
  /** What may be told; a question for a full date allows only the day. */
  readonly precisions?: readonly Precision[];
  readonly mayBeAbout?: boolean;
  /** Offers the day this laptop has now, `2018-11-20`. */
  readonly today?: string;
  readonly isReadOnly?: boolean;
  readonly isInvalid?: boolean;
}

/**
 * A date as far as the person knows it.
 *
 * Parts that a lower precision leaves out stay in the fields and are back with it. Nothing is handed
 * over before it is a date; the line below says how it will be read, with its earliest and latest day.
 */
export function PartialDate({
  value,
  onAnswer,
  precisions = everyPrecision,
  mayBeAbout = true,
  today,
  isReadOnly = false,
  isInvalid = false,
  ...props
}: PartialDateProps) {
  const { t, i18n } = useTranslation("ui");
  const locale = i18n.language;
  const [yearId, dayId, soundsId] = [useId(), useId(), useId()];
  const group = useRef<HTMLFieldSetElement>(null);
  const [isLeft, setWasLeft] = useState<boolean | null>(null);
  const firstPrecision = precisions.includes("month") ? "month" : (precisions[0] ?? "day");
  const { shown, change, settle, isRestored } = useHeld<TypedDate>({
    value,
    give: onAnswer,
    show: (stored) => asTyped(stored, firstPrecision, locale),
    read: (typed) => {
      const date = readTypedDate(typed);
      if (date === "empty") return "";
      return typeof date === "string" ? null : writePartialDate(date);
    },
    rest: 1500,
    most: Number.POSITIVE_INFINITY,
  });
  const wasLeft = isLeft ?? isRestored;
  const months = useMemo(() => monthOptions(locale), [locale]);
  const date = readTypedDate(shown);
  const put = (part: Partial<TypedDate>, pace: "now" | "rest") => {
    setWasLeft(false);
    change({ ...shown, ...part }, pace);
  };

  return (
    <fieldset
      ref={group}
      className={styles.date}
      aria-label={props.label}
      aria-labelledby={props.labelledBy}
      aria-describedby={[props.describedBy, soundsId].filter(Boolean).join(" ")}
      onBlur={(event) => {
        if (group.current?.contains(event.relatedTarget)) return;
        setWasLeft(true);
        void settle();
      }}
    >
      {precisions.length > 1 && (
        <ToggleGroup
          label={t("date.precision")}
          choices={precisions.map((name) => ({ name, label: t(`date.precision-${name}`) }))}
          value={shown.precision}
          onChoose={(precision) => put({ precision }, "now")}
          isReadOnly={isReadOnly}
        />
      )}
      <div className={styles.parts}>
        {shown.precision === "day" && (
          <label htmlFor={dayId} className={styles.part}>
            <span>{t("date.day")}</span>
            <TextLine
              id={dayId}
              label={t("date.day")}
              holds="digits"
              width="tiny"
              value={shown.day}
              onChange={(day) => put({ day }, "rest")}
              isReadOnly={isReadOnly}
              isInvalid={wasLeft && (date === "no-day" || date === "no-such-day")}
            />
          </label>
        )}
        {shown.precision !== "year" && (
          <div className={styles.part}>
            <span aria-hidden="true">{t("date.month")}</span>
            <DraftContext value={null}>
              <ComboBox
                label={t("date.month")}
                width="medium"
                options={months}
                value={shown.month}
                onAnswer={async (month) => {
                  put({ month }, "now");
                  return true;
                }}
                isReadOnly={isReadOnly}
              />
            </DraftContext>
          </div>
        )}
        <label htmlFor={yearId} className={styles.part}>
          <span>{t("date.year")}</span>
          <TextLine
            id={yearId}
            label={t("date.year")}
            holds="digits"
            width="short"
            value={shown.year}
            onChange={(year) => put({ year }, "rest")}
            isReadOnly={isReadOnly}
            isInvalid={isInvalid || (wasLeft && date === "no-year")}
          />
        </label>
        {mayBeAbout && (
          <Check
            isChosen={shown.about}
            onChange={(about) => put({ about }, "now")}
            isReadOnly={isReadOnly}
          >
            {t("date.about-mark")}
          </Check>
        )}
        {today !== undefined && !isReadOnly && (
          <Button onPress={() => change(asTyped(today, "day", locale), "now")}>
            {t("date.today")}
          </Button>
        )}
      </div>
      <p id={soundsId} className={styles.sounds} aria-live="polite">
        <ReadAs date={date} wasLeft={wasLeft} />
      </p>
    </fieldset>
  );
}

/** How the fields will be read, or what they still lack. */
function ReadAs({
  date,
  wasLeft,
}: {
  readonly date: PartialDateValue | DateGap;
  readonly wasLeft: boolean;
}) {
  const { t, i18n } = useTranslation("ui");
  if (typeof date === "string") {
    if (date === "empty" || !wasLeft) return t("date.not-yet");
    return (
      <span className={styles.problem}>
        <StateMark state="not-saved" word="near" /> {t(`date.${date}`)}
      </span>
    );
  }
  const words = sayPartialDate(date, i18n.language);
  const said = date.about ? t("date.about", { date: words }) : words;
  if (date.day !== null) return t("date.read-as", { date: said });
  return t("date.read-between", {
    date: said,
    earliest: sayPartialDate(boundOf(date, "earliest"), i18n.language),
    latest: sayPartialDate(boundOf(date, "latest"), i18n.language),
  });
}

const everyPrecision: readonly Precision[] = ["year", "month", "day"];

/** The first or last day that a date may mean. */
function boundOf(date: PartialDateValue, bound: "earliest" | "latest"): PartialDateValue {
  const month = date.month ?? (bound === "earliest" ? 1 : 12);
  const lastDay = new Date(Date.UTC(date.year, month, 0)).getUTCDate();
  return { year: date.year, month, day: bound === "earliest" ? 1 : lastDay, about: false };
}

function asTyped(stored: string, precision: Precision, locale: string): TypedDate {
  const date = readPartialDate(stored);
  if (!date) return { precision, year: "", month: "", day: "", about: false };
  return {
    precision: precisionOf(date),
    year: showNumber(String(date.year), locale),
    month: date.month === null ? "" : String(date.month),
    day: date.day === null ? "" : showNumber(String(date.day), locale),
    about: date.about,
  };
}

/** Months by number and Levantine name, found by the names of other places and languages too. */
function monthOptions(locale: string): readonly ListOption[] {
  const elsewhere = ["ar-SY", "ar-EG", "en-GB"].map(monthNames);
  return monthNames(locale).map((name, index) => ({
    name: String(index + 1),
    label: `${showNumber(String(index + 1), locale)} · ${name}`,
    aliases: [String(index + 1), name, ...elsewhere.map((names) => names[index] ?? "")],
  }));
}
