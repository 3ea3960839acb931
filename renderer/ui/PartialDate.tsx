import { useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { hijriMonthNames, isMadeOf, sayHijri } from "../../shared/interviews/hijri.ts";
import { Button } from "./Button.tsx";
import { Check } from "./Check.tsx";
import { ComboBox } from "./ComboBox.tsx";
import { showNumber } from "./digits.ts";
import { DraftContext, type Give, useHeld } from "./held.ts";
import {
  asTyped,
  putHijri,
  readHijri,
  readInCalendar,
  statedIn,
  type TypedInCalendar,
} from "./hijri-date.ts";
import type { ListOption } from "./List.tsx";
import type { Naming } from "./Options.tsx";
import styles from "./PartialDate.module.css";
import {
  type DateGap,
  monthNames,
  type PartialDateValue,
  type Precision,
  readPartialDate,
  sayPartialDate,
  writePartialDate,
} from "./partial-date.ts";
import { StateMark } from "./StateMark.tsx";
import { TextLine } from "./TextLine.tsx";
import { ToggleGroup } from "./ToggleGroup.tsx";

interface PartialDateProps extends Naming {
  /** `2018`, `2018-11` or `2018-11-20`, each with `~` when approximate; or empty. */
  readonly value: string;
  /** How it was said in the Hijri calendar, if it was: see shared/interviews/hijri.ts. */
  readonly stated?: string | undefined;
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
 * A date of the Hijri calendar is handed over as the Gregorian one it is about, with what was said.
 */
export function PartialDate({
  value,
  stated,
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
  const { shown, change, settle, isRestored } = useHeld<TypedInCalendar>({
    value: together(value, stated !== undefined && isMadeOf(value, stated) ? stated : undefined),
    give: (told) => onAnswer(...apart(told)),
    show: (told) => asTyped(...apart(told), firstPrecision, locale),
    read: (typed) => {
      const date = readInCalendar(typed);
      if (date === "empty") return "";
      return typeof date === "string" ? null : together(writePartialDate(date), statedIn(typed));
    },
    rest: 1500,
    most: Number.POSITIVE_INFINITY,
  });
  const wasLeft = isLeft ?? isRestored;
  const isHijri = shown.calendar === "hijri";
  const fields = isHijri ? shown.hijri : shown;
  const months = useMemo(
    () => monthOptions(locale, isHijri ? hijriMonthNames : monthNames),
    [locale, isHijri],
  );
  const date = readInCalendar(shown);
  const put = (
    part: Partial<Pick<TypedInCalendar, "year" | "month" | "day" | "precision">>,
    pace: "now" | "rest",
  ) => {
    setWasLeft(false);
    change(
      isHijri ? putHijri(shown, part, locale) : { ...shown, ...part, isConverted: false },
      pace,
    );
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
        <div className={styles.parts}>
          <ToggleGroup
            label={t("date.precision")}
            choices={precisions.map((name) => ({ name, label: t(`date.precision-${name}`) }))}
            value={shown.precision}
            onChoose={(precision) => put({ precision }, "now")}
            isReadOnly={isReadOnly}
          />
          {mayBeAbout && (
            <ToggleGroup
              label={t("date.calendar")}
              choices={calendars.map((name) => ({ name, label: t(`date.${name}`) }))}
              value={shown.calendar}
              onChoose={(calendar) => change({ ...shown, calendar }, "held")}
              isReadOnly={isReadOnly}
            />
          )}
        </div>
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
              value={fields.day}
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
                value={fields.month}
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
            value={fields.year}
            onChange={(year) => put({ year }, "rest")}
            isReadOnly={isReadOnly}
            isInvalid={isInvalid || (wasLeft && date === "no-year")}
          />
        </label>
        {mayBeAbout && !isHijri && (
          <Check
            isChosen={shown.about}
            onChange={(about) => {
              setWasLeft(false);
              change({ ...shown, about }, "now");
            }}
            isReadOnly={isReadOnly}
          >
            {t("date.about-mark")}
          </Check>
        )}
        {today !== undefined && !isReadOnly && (
          <Button onPress={() => change(asTyped(today, undefined, "day", locale), "now")}>
            {t("date.today")}
          </Button>
        )}
      </div>
      <p id={soundsId} className={styles.sounds} aria-live="polite">
        {isHijri ? (
          <ReadAsHijri typed={shown} date={date} wasLeft={wasLeft} />
        ) : (
          <ReadAs date={date} wasLeft={wasLeft} />
        )}
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

/** The same for a Hijri date: what it is in the Gregorian calendar, and what is stored. */
function ReadAsHijri({
  typed,
  date,
  wasLeft,
}: {
  readonly typed: TypedInCalendar;
  readonly date: PartialDateValue | DateGap;
  readonly wasLeft: boolean;
}) {
  const { t, i18n } = useTranslation("ui");
  const locale = i18n.language;
  const converted = readHijri(typed);
  const say = (value: PartialDateValue) => {
    const words = sayPartialDate(value, locale);
    return value.about ? t("date.about", { date: words }) : words;
  };
  if (typeof converted === "string") {
    if (typeof date !== "string") return t("date.hijri-stands", { date: say(date) });
    return <ReadAs date={converted} wasLeft={wasLeft} />;
  }
  const { hijri, earliest, latest, stored } = converted;
  const sayDay = (iso: string) => {
    const day = readPartialDate(iso);
    return day ? sayPartialDate(day, locale) : iso;
  };
  const words = { hijri: sayHijri(hijri, locale), stored: say(stored) };
  return (
    <>
      {earliest === latest
        ? t("date.hijri-day", words)
        : t("date.hijri-between", {
            ...words,
            earliest: sayDay(earliest),
            latest: sayDay(latest),
          })}{" "}
      {t("date.hijri-note")}
    </>
  );
}

const calendars = ["gregorian", "hijri"] as const;
const everyPrecision: readonly Precision[] = ["year", "month", "day"];

/** The first or last day that a date may mean. */
function boundOf(date: PartialDateValue, bound: "earliest" | "latest"): PartialDateValue {
  const month = date.month ?? (bound === "earliest" ? 1 : 12);
  const lastDay = new Date(Date.UTC(date.year, month, 0)).getUTCDate();
  return { year: date.year, month, day: bound === "earliest" ? 1 : lastDay, about: false };
}

/** A date and what was said of it, as one: neither has a blank in it. */
const together = (value: string, stated: string | undefined) =>
  stated === undefined ? value : `${value} ${stated}`;

function apart(told: string): [value: string, stated: string | undefined] {
  const [value = "", stated] = told.split(" ");
  return [value, stated];
}

/** Months by number and name, in Arabic the Levantine one; found by those of other places too. */
function monthOptions(locale: string, namesIn: typeof monthNames): readonly ListOption[] {
  const elsewhere = ["ar-SY", "ar-EG", "en-GB"].map(namesIn);
  return namesIn(locale).map((name, index) => ({
    name: String(index + 1),
    label: `${showNumber(String(index + 1), locale)} · ${name}`,
    aliases: [String(index + 1), name, ...elsewhere.map((names) => names[index] ?? "")],
  }));
}
