import { readStated, sayHijri } from "../interviews/hijri.ts";
import { bounds } from "../questionnaire/expression/partial-date.ts";
import { type Content, code, isolated } from "./html.ts";

/**
 * Every sentence that Daftar itself puts on paper. The core knows only these names: the shell and the
 * command line hand in what they say in each language.
 */
export const printedKeys = [
  "about",
  "about-then",
  "acknowledged",
  "and",
  "answer-box",
  "answer-box-ticked",
  "aside",
  "aside-closed",
  "blank-title",
  "blank-how",
  "blank-states",
  "by-interviewer",
  "changed",
  "choices-filtered",
  "choices-from-entries",
  "choices-in-daftar",
  "code",
  "condition",
  "condition-answered",
  "condition-at-least",
  "condition-at-most",
  "condition-is",
  "condition-is-not",
  "condition-less",
  "condition-more",
  "condition-not-answered",
  "condition-not-ticked",
  "condition-number",
  "condition-number-not",
  "condition-see",
  "condition-ticked",
  "consent",
  "consent-given",
  "consent-hold",
  "consent-not-asked",
  "consent-refused",
  "consent-title",
  "consent-kept",
  "consent-open",
  "copies",
  "copies-counted",
  "copy",
  "date",
  "day",
  "entry",
  "entry-added",
  "entry-removed",
  "entry-restored",
  "erased",
  "fingerprint",
  "for-interviewer",
  "in-daftar",
  "month",
  "must-be-asked",
  "no-entries",
  "note-flag",
  "note-note",
  "note-confirmed",
  "note-unflag",
  "notes-aside",
  "nothing-asked",
  "opened",
  "or",
  "orphan-from",
  "orphans",
  "page-of",
  "protect",
  "questionnaire",
  "rank",
  "reason-not-suitable-now",
  "reason-out-of-time",
  "reason-stopped-early",
  "reason-too-painful",
  "record-title",
  "referral-area",
  "referral-contact",
  "referral-note",
  "referral-purpose",
  "referrals-title",
  "revision-after",
  "revision-before",
  "revision-nothing",
  "revision-reason",
  "revision-underway",
  "revisions",
  "section-closed",
  "section-refused",
  "stated",
  "state-dont-know",
  "state-not-asked",
  "state-prefers-not-to-say",
  "state-skipped",
  "two-versions",
  "version",
  "without-researcher",
  "year",
] as const;

export type PrintedKey = (typeof printedKeys)[number];

/** The sentences in one language; `{{name}}` where a value goes. */
export type Printed = { readonly [key in PrintedKey]: string };

/** What paper is printed in: sentences of a language, digits, and whether its lines run from the right. */
export interface Words {
  readonly language: "ar" | "en";
  readonly digits: "latn" | "arab";
  readonly direction: "ltr" | "rtl";
  readonly sentences: Printed;
}

/** A sentence with values in its holes, each apart from the direction of the sentence. */
export function say(
  { sentences }: Words,
  key: PrintedKey,
  values: { readonly [hole: string]: Content } = {},
): Content {
  return sentences[key]
    .split(/\{\{(\w+)\}\}/)
    .map((piece, at) => (at % 2 === 0 ? piece : isolated(values[piece] ?? "")));
}

/** A number in the digits that were chosen; only an Arabic page has others than 0 to 9. */
export function number(words: Words, value: number | string): string {
  if (!hasArabicDigits(words)) return String(value);
  return String(value)
    .replaceAll(/[0-9]/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    .replace(".", "٫");
}

/** The same within a sentence of a form, where digits of a code and of Latin words stay as they are. */
export function numbersIn(words: Words, sentence: string): string {
  if (!hasArabicDigits(words) || !/\p{Script=Arabic}/u.test(sentence)) return sentence;
  return sentence.replaceAll(
    /(?<![A-Za-z0-9_]|[A-Za-z]-)[0-9]+(?:[.,][0-9]+)*(?![A-Za-z0-9_]|-[A-Za-z])/gu,
    (found) => number(words, found),
  );
}

export const hasArabicDigits = ({ language, digits }: Words): boolean =>
  language === "ar" && digits === "arab";

/** A date as far as it is known, in words; what is no date is shown as it is. */
export function date(words: Words, value: string): Content {
  const known = bounds(value);
  if (!known) return code(value);
  const said = new Intl.DateTimeFormat(localeOf(words), {
    timeZone: "UTC",
    calendar: "gregory",
    year: "numeric",
    ...(known.precision === "year" ? {} : { month: "long" }),
    ...(known.precision === "day" ? { day: "numeric" } : {}),
  }).format(new Date(`${known.earliest}T00:00:00Z`));
  return known.approximate ? say(words, "about", { date: said }) : isolated(said);
}

/** What was said of a date in the Hijri calendar. */
export function hijri(words: Words, stated: string): Content {
  const date = readStated(stated);
  return date ? say(words, "stated", { hijri: sayHijri(date, localeOf(words)) }) : code(stated);
}

/** The day of a moment, as the clock showed it where it was written down. */
export const dayOf = (words: Words, moment: string): Content => date(words, moment.slice(0, 10));

/** Arabic without more would print Egyptian months, and its digits would depend on the machine. */
function localeOf({ language, digits }: Words): string {
  if (language === "en") return "en-GB";
  return digits === "arab" ? "ar-SY" : "ar-SY-u-nu-latn";
}
