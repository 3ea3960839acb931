import type { InterviewRow, InterviewView } from "../contract/interviews.ts";
import { consentGate } from "../interviews/consent.ts";
import type { NodeView } from "../questionnaire/live/view.ts";
import { answer, stateInPlace } from "./answers.ts";
import { shownText } from "./form-text.ts";
import { type Content, code, el } from "./html.ts";
import { type Sheet, sheet } from "./sheet.ts";
import { dayOf, say, type Words } from "./words.ts";

/** Where a questionnaire does not ask for consent there is nothing to print. */
export const asksForConsent = (nodes: readonly NodeView[]): boolean => gateIn(nodes) !== undefined;

/**
 * What a person was told and asked before an interview, and what they allowed: for them to read, or
 * for the files of a team.
 *
 * It carries the code of the interview and no name, and no line for a signature: a signed name on
 * paper is a danger. Before the person has said yes or no every box is empty.
 */
export function consentSheet(view: InterviewView, row: InterviewRow, words: Words): Sheet {
  const language = view.languages.find(({ name }) => name === view.language);
  const gate = gateIn(view.nodes);
  const isOpen = gate?.state !== "answered";
  const top = (node: NodeView): string => node.ref.split("/")[0] ?? "";
  const shown = view.nodes.filter((node) => {
    if (node.ref.includes("[") || node.appearance.includes("interviewer")) return false;
    const isHere = gate !== undefined && top(node) === top(gate);
    if (node.kind === "note") return isHere && node.relevant;
    if (node.kind !== "question" || !node.name.startsWith("consent_")) return false;
    return isOpen ? isHere : node.relevant;
  });
  return sheet(
    words,
    { title: view.code, foot: view.code },
    el(
      "header",
      {},
      el("h1", {}, say(words, "consent-title")),
      el(
        "dl",
        { class: "facts" },
        el("dt", {}, say(words, "code")),
        el("dd", {}, code(view.code)),
        el("dt", {}, say(words, "date")),
        el("dd", {}, dayOf(words, row.opened)),
      ),
    ),
    el(
      "div",
      language?.tag ? { lang: language.tag } : {},
      shown.map((node) =>
        node.kind === "note"
          ? el("p", { class: "how" }, shownText(node.label, words))
          : asked(node, isOpen, words),
      ),
    ),
    el("p", { class: "warning" }, say(words, isOpen ? "consent-open" : "consent-kept")),
  );
}

const gateIn = (nodes: readonly NodeView[]) =>
  nodes.find(
    ({ name, kind, ref }) => name === consentGate && kind === "question" && !ref.includes("["),
  );

/** A question of consent with all that could be chosen, and what was. */
function asked(node: NodeView, isOpen: boolean, words: Words): Content {
  const { choices, type, state, value } = node;
  const chosen = isOpen || state !== "answered" ? [] : value.split(" ");
  const isWritten = !isOpen && state === "answered" && choices === null;
  return el(
    "div",
    { class: "said consent short" },
    el("p", { class: "label" }, shownText(node.label, words)),
    el(
      "div",
      {},
      isOpen || state === "answered" || state === "not-asked"
        ? null
        : stateInPlace(state, node.reason, words),
      isWritten ? answer(node, value, words) : null,
      choices &&
        el(
          "ul",
          { class: "options wide" },
          choices
            .filter((choice) => choice.state === null)
            .map(({ name, label }) =>
              el(
                "li",
                {},
                box(type === "select_one", chosen.includes(name), words),
                el("span", {}, shownText(label, words)),
              ),
            ),
        ),
    ),
  );
}

const box = (isOne: boolean, isTicked: boolean, { sentences }: Words): Content =>
  el("span", {
    class: ["box", isOne ? "one" : "", isTicked ? "ticked" : ""].filter(Boolean).join(" "),
    role: "img",
    "aria-label": sentences[isTicked ? "answer-box-ticked" : "answer-box"],
  });
