import type { NodeView } from "../questionnaire/live/view.ts";
import { shownText } from "./form-text.ts";
import { type Content, code, el, isolated, spoken } from "./html.ts";
import { date, number, type PrintedKey, say, type Words } from "./words.ts";

/** Types whose value is what somebody wrote. */
const freeTexts = new Set(["text", "barcode"]);

/** A stored value as people read it: choices by their words, a text as it was written. */
export function answer(node: NodeView, value: string, words: Words): Content {
  const { type, appearance, choices } = node;
  if (type === "date" || appearance.includes("partial-date"))
    return el("p", {}, date(words, value));
  if (freeTexts.has(type)) return spoken(value);
  if (choices) {
    const labels = new Map(choices.map(({ name, label }) => [name, label]));
    const codes = type === "select_one" ? [value] : value.split(" ").filter(Boolean);
    const said = codes.map((name) => {
      const label = labels.get(name);
      // What a filtered list no longer offers was chosen all the same.
      return el("li", {}, label ? shownText(label, words) : code(name));
    });
    return el(type === "rank" ? "ol" : "ul", {}, said);
  }
  if (type === "acknowledge" || type === "trigger") return el("p", {}, say(words, "acknowledged"));
  if (numbers.has(type)) return el("p", {}, code(number(words, value)));
  return el("p", {}, isolated(value));
}

const numbers = new Set(["integer", "decimal", "range", "time"]);

/** What was recorded in place of an answer, with its reason. */
export function stateInPlace(state: NoAnswer, reason: string | null, words: Words): Content {
  const said = el("span", { class: "state" }, say(words, stateKeys[state]));
  if (reason === null) return el("p", {}, said);
  const key = ourReasons[reason];
  return el("p", {}, said, " · ", key ? say(words, key) : isolated(reason));
}

/** Reasons that Daftar offers are kept as codes; a person's own are words. */
const ourReasons: { readonly [reason: string]: PrintedKey } = {
  "too-painful": "reason-too-painful",
  "out-of-time": "reason-out-of-time",
  "not-suitable-now": "reason-not-suitable-now",
  "stopped-early": "reason-stopped-early",
};

type NoAnswer = Exclude<NodeView["state"], "answered">;

const stateKeys: { readonly [state in NoAnswer]: PrintedKey } = {
  "dont-know": "state-dont-know",
  "prefers-not-to-say": "state-prefers-not-to-say",
  "not-asked": "state-not-asked",
  skipped: "state-skipped",
};
