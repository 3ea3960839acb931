import { useTranslation } from "react-i18next";
import { readPartialDate, sayPartialDate } from "./partial-date.ts";
import { perLocale } from "./per-locale.ts";

/** A date as far as it is known, in words: about November 2018. What we cannot read is shown as it is. */
export function PartialDateText({ value }: { readonly value: string }) {
  const { t, i18n } = useTranslation("ui");
  const date = readPartialDate(value);
  if (!date) return <bdi>{value}</bdi>;
  const words = sayPartialDate(date, i18n.language);
  return <bdi>{date.about ? t("date.about", { date: words }) : words}</bdi>;
}

interface WhenProps {
  /** ISO 8601 with offset. */
  readonly moment: string;
  readonly show: "day" | "minute" | "time";
}

/** A moment as the clock showed it where it was written down; it is never moved to another zone. */
export function When({ moment, show }: WhenProps) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={moment}>
      <bdi>{sayMoment(moment, show, i18n.language)}</bdi>
    </time>
  );
}

/** The same for sentences, which need text and not an element. */
export function sayMoment(moment: string, show: WhenProps["show"], locale: string): string {
  return formats[show](locale).format(new Date(`${moment.slice(0, 19)}Z`));
}

const asDay = { year: "numeric", month: "long", day: "numeric" } as const;
const asTime = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

const formats = {
  day: momentFormat(asDay),
  time: momentFormat(asTime),
  minute: momentFormat({ ...asDay, ...asTime }),
};

function momentFormat(parts: Intl.DateTimeFormatOptions) {
  const always = { timeZone: "UTC", calendar: "gregory" };
  return perLocale((locale) => new Intl.DateTimeFormat(locale, { ...always, ...parts }));
}
