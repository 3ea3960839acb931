import { titleOf } from "../questionnaire/check.ts";
import {
  type Choice,
  type Definition,
  type FormNode,
  type Language,
  listOf,
} from "../questionnaire/definition/definition.ts";
import { questionTypes } from "../questionnaire/definition/types.ts";
import { conditionInWords, type Numbered } from "./conditions.ts";
import { formText, titleIn } from "./form-text.ts";
import { type Content, code, el, isolated } from "./html.ts";
import { type Sheet, sheet } from "./sheet.ts";
import { number, type PrintedKey, say, type Words } from "./words.ts";

/** More choices than this are for a screen that can search: on paper the answer is written. */
const mostChoices = 40;
/** Choices longer than this do not fit beside each other. */
const shortLabel = 34;

interface Form extends Numbered {
  readonly language: string;
  readonly held: ReadonlyMap<FormNode | null, readonly FormNode[]>;
  readonly copies: number;
}

/**
 * A questionnaire without answers, to be filled in by hand where no computer can be.
 *
 * Every question has one running number. What skip logic does is said in words where that is surely
 * right. A part that can come several times is printed `copies` times.
 */
export function blankQuestionnaire(
  definition: Definition,
  { name, tag }: Language,
  copies: number,
  words: Words,
): Sheet {
  const numbers = new Map<string, number>();
  for (const { kind, path } of definition.nodes)
    if (kind === "question") numbers.set(path, numbers.size + 1);
  const holderOf = ({ parent }: FormNode) =>
    parent === null ? null : (definition.nodes[parent] ?? null);
  const held = Map.groupBy(definition.nodes, holderOf);
  const form: Form = { definition, language: name, words, numbers, held, copies };
  const title = titleIn(words, definition.title[name] ?? titleOf(definition));
  const how = (key: PrintedKey) => el("p", { class: "how" }, say(words, key));
  return sheet(
    words,
    { title, foot: `${definition.version} · ${short(definition)}` },
    el(
      "header",
      {},
      el("p", { class: "small" }, say(words, "blank-title")),
      el("h1", { lang: tag }, title),
      el(
        "dl",
        { class: "facts" },
        fact(words, "version", isolated(definition.version)),
        fact(words, "fingerprint", code(short(definition))),
        fact(words, "code", el("span", { class: "fields" }, blank)),
        fact(words, "date", el("span", { class: "fields" }, blank)),
      ),
      el("p", { class: "warning" }, say(words, "protect")),
      how("blank-how"),
      how("blank-states"),
    ),
    el("div", { lang: tag }, rowsOf(form, null, 2)),
  );
}

/** As it is shown everywhere: enough of it to compare by eye. */
const short = ({ hash }: Definition) => hash.slice(0, 16);

const fact = (words: Words, key: PrintedKey, value: Content): Content => [
  el("dt", {}, say(words, key)),
  el("dd", {}, value),
];

const blank = el("span", { class: "blank" });
const textOf = ({ definition, language, words }: Form, texts: Choice["label"]) =>
  formText(definition, texts, language, words);

/** What stands below a group, a repeat, or the questionnaire itself. */
function rowsOf(form: Form, holder: FormNode | null, level: 2 | 3): Content {
  return (form.held.get(holder) ?? []).map((row) => {
    if (row.kind === "question") return question(form, row);
    if (row.kind === "note")
      return el("div", { class: "how" }, el("p", {}, textOf(form, row.label)), applies(form, row));
    if (row.kind === "hidden" || !holdsSomething(form, row)) return null;
    const label = textOf(form, row.label);
    const heading = label && el(level === 2 ? "h2" : "h3", {}, label);
    const head = [heading, applies(form, row), hint(form, row)];
    if (row.kind === "repeat") return el("section", {}, head, repeated(form, row));
    return el("section", {}, head, rowsOf(form, row, 3));
  });
}

function holdsSomething(form: Form, row: FormNode): boolean {
  return (form.held.get(row) ?? []).some(
    (one) => one.kind === "question" || one.kind === "note" || holdsSomething(form, one),
  );
}

/** The block of a repeat as often as it is printed; a number the form fixes is the most there can be. */
function repeated(form: Form, row: FormNode): Content {
  const { words } = form;
  const fixed = /^\s*([1-9]\d?)\s*$/.exec(row.logic.repeatCount ?? "")?.[1];
  const copies = fixed === undefined ? form.copies : Math.min(form.copies, Number(fixed));
  const inside = { ...form, copies: 1 };
  return [
    el("p", { class: "if" }, say(words, "copies", { copies: number(words, copies) })),
    row.logic.repeatCount !== null && fixed === undefined
      ? el("p", { class: "if" }, say(words, "copies-counted"))
      : null,
    Array.from({ length: copies }, (_, at) =>
      el(
        "div",
        { class: "entry" },
        el("h3", {}, say(words, "copy", { number: number(words, at + 1) })),
        rowsOf(inside, row, 3),
      ),
    ),
  ];
}

/** When a row applies: in words, or where to look. */
function applies(form: Form, row: FormNode): Content {
  const { relevant } = row.logic;
  if (relevant === null) return null;
  const condition = conditionInWords(form, row, relevant);
  const said = condition
    ? say(form.words, "condition", { condition })
    : say(form.words, "condition-see");
  return el("p", { class: "if" }, said);
}

function hint(form: Form, row: FormNode): Content {
  const text = textOf(form, row.hint);
  return text && el("p", { class: "hint" }, text);
}

function question(form: Form, row: FormNode): Content {
  const { words, numbers } = form;
  const mark = (key: PrintedKey) => el("span", { class: "mark" }, say(words, key));
  const marks = [
    row.appearance.includes("interviewer") ? mark("for-interviewer") : null,
    row.logic.required !== null && /^(true\(\)|yes)$/i.test(row.logic.required)
      ? mark("must-be-asked")
      : null,
  ];
  const isLong = linesFor(row) > 3 || listOf(form.definition, row).length > 12;
  return el(
    "div",
    { class: isLong ? "question long" : "question" },
    el("p", { class: "number" }, code(number(words, numbers.get(row.path) ?? 0))),
    el(
      "div",
      { class: "of" },
      el(
        "div",
        { class: "head" },
        el("p", { class: "label" }, textOf(form, row.label) ?? code(row.name), " ", marks),
        hint(form, row),
        applies(form, row),
      ),
      answerOf(form, row),
    ),
  );
}

/** The place for an answer, by what kind of answer it is. */
function answerOf(form: Form, row: FormNode): Content {
  const { words } = form;
  if (row.appearance.includes("partial-date")) return dateFields(words, "day", true);
  switch (questionTypes.get(row.type)?.value) {
    case "one":
    case "many":
    case "rank":
      return choices(form, row);
    case "acknowledge":
      return el("p", {}, box(words, ""));
    case "date":
      return dateFields(words, precisionOf(row), false);
    case "file":
      return el("p", { class: "small" }, say(words, "in-daftar"));
    case "integer":
    case "decimal":
    case "range":
    case "time":
      return el("p", { class: "fields" }, blank);
    default:
      return lines(linesFor(row));
  }
}

function precisionOf({ appearance }: FormNode): "year" | "month" | "day" {
  if (appearance.includes("year")) return "year";
  return appearance.includes("month-year") ? "month" : "day";
}

function dateFields(words: Words, precision: "year" | "month" | "day", about: boolean): Content {
  const fields = (["day", "month", "year"] as const).slice(
    { day: 0, month: 1, year: 2 }[precision],
  );
  return el(
    "p",
    { class: "fields" },
    fields.map((field) => el("span", {}, say(words, field), " ", blank)),
    about ? el("span", {}, box(words, ""), " ", say(words, "about-then")) : null,
  );
}

const lines = (count: number): Content =>
  Array.from({ length: count }, () => el("div", { class: "line" }));

/** An account needs a page; the lines of it do not pretend to be enough. */
function linesFor({ type, appearance }: FormNode): number {
  if (appearance.includes("narrative")) return 24;
  if (appearance.includes("multiline")) return 8;
  return type === "text" ? 1 : 0;
}

function choices(form: Form, row: FormNode): Content {
  const { words, definition } = form;
  const small = (key: PrintedKey) => el("p", { class: "small" }, say(words, key));
  if (row.choices?.from === "repeat") return [small("choices-from-entries"), lines(2)];
  const list = listOf(definition, row);
  if (list.length > mostChoices) return [small("choices-in-daftar"), lines(1)];
  const kind = questionTypes.get(row.type)?.value;
  const shape = kind === "one" ? "one" : kind === "rank" ? "rank" : "";
  const longest = Math.max(
    ...list.map(({ label }) => (label[form.language] ?? Object.values(label)[0] ?? "").length),
  );
  return [
    kind === "rank" ? small("rank") : null,
    row.logic.choiceFilter === null ? null : small("choices-filtered"),
    el(
      "ul",
      { class: longest > shortLabel ? "options wide" : longest > 18 ? "options" : "options three" },
      list.map((choice) =>
        el(
          "li",
          {},
          box(words, shape),
          el("span", {}, textOf(form, choice.label) ?? code(choice.name)),
        ),
      ),
    ),
  ];
}

/** A place for a tick, named for those who hear the page. */
const box = ({ sentences }: Words, shape: "" | "one" | "rank"): Content =>
  el("span", {
    class: `box ${shape}`.trim(),
    role: "img",
    "aria-label": sentences["answer-box"],
  });
