import type {
  InterviewRow,
  InterviewView,
  Note,
  OrphanedAnswer,
  Revision,
} from "../contract/interviews.ts";
import { outlineOf, type RecordLine, type RecordSection } from "../interviews/outline.ts";
import type { NodeView } from "../questionnaire/live/view.ts";
import { answer, stateInPlace } from "./answers.ts";
import { shownText, titleIn } from "./form-text.ts";
import { type Content, code, el, isolated, spoken } from "./html.ts";
import { type Sheet, sheet } from "./sheet.ts";
import { dayOf, hijri, number, say, type Words } from "./words.ts";

/**
 * One finished interview to read: every section with what was recorded, what was refused and erased,
 * and what corrections changed. Only days are printed: an hour would say who was where.
 *
 * What the researcher judged, coded in silence or noted is for the researcher: it stands in a record
 * only `withResearcher`, marked as theirs, and otherwise the record says that it is left out.
 */
export function interviewRecord(
  whole: InterviewView,
  row: InterviewRow,
  withResearcher: boolean,
  words: Words,
): Sheet {
  const view = withResearcher ? whole : forThePerson(whole);
  const language = view.languages.find(({ name }) => name === view.language);
  const lang = language?.tag ? { lang: language.tag } : {};
  const fact = (key: Parameters<typeof say>[1], value: Content): Content => [
    el("dt", {}, say(words, key)),
    el("dd", {}, value),
  ];
  const sections = outlineOf(view.nodes, "all", view.notes);
  return sheet(
    words,
    { title: view.code, foot: view.code },
    el(
      "header",
      {},
      el("p", { class: "small" }, say(words, "record-title")),
      el("h1", {}, code(view.code)),
      el(
        "dl",
        { class: "facts" },
        fact("questionnaire", isolated(titleIn(words, view.form.title))),
        fact("version", isolated(view.form.version)),
        fact("fingerprint", code(view.form.hash.slice(0, 16))),
        fact("opened", dayOf(words, row.opened)),
        fact("changed", dayOf(words, view.saved)),
        fact("consent", say(words, `consent-${view.consent}`)),
      ),
      el("p", { class: "warning" }, say(words, "protect")),
      withResearcher ? null : el("p", { class: "small" }, say(words, "without-researcher")),
      row.versions > 1 ? el("p", { class: "warning" }, say(words, "two-versions")) : null,
    ),
    erasedSections(view, lang, words),
    view.revisions.length === 0 ? null : revisions(view.revisions, lang, words),
    el(
      "div",
      lang,
      sections.map((one) => section(one, view.stated, words)),
      closedSections(view, words),
    ),
    view.orphans.length === 0 ? null : orphans(view.orphans, words),
    notesAside(view.notes, words),
  );
}

/** An interview without what is for the researcher alone, also where it was corrected. */
function forThePerson(view: InterviewView): InterviewView {
  const own = new Set(
    view.nodes.filter(({ appearance }) => appearance.includes("interviewer")).map(({ ref }) => ref),
  );
  return {
    ...view,
    nodes: view.nodes.filter(({ ref }) => !own.has(ref)),
    notes: [],
    revisions: view.revisions.map((revision) => ({
      ...revision,
      answers: revision.answers.filter(({ question }) => !own.has(question)),
    })),
  };
}

/** That it was, and when; never what had been said. */
function erasedSections({ erased }: InterviewView, lang: { lang?: string }, words: Words): Content {
  if (erased.length === 0) return null;
  return el(
    "ul",
    { class: "warning" },
    erased.map(({ section: name, label, at }) =>
      el(
        "li",
        {},
        say(words, "erased", { section: el("bdi", lang, label || name), day: dayOf(words, at) }),
      ),
    ),
  );
}

/** Parts that skip logic closed: because the person does not want to talk about them, or otherwise. */
function closedSections({ nodes }: InterviewView, words: Words): Content {
  const refused = nodes.find(
    ({ name, kind, state, relevant }) =>
      name === "refused_sections" && kind === "question" && relevant && state === "answered",
  );
  const names = refused?.value.split(" ") ?? [];
  const closed = nodes.filter(
    ({ parent, kind, relevant }) => parent === null && kind === "group" && !relevant,
  );
  if (closed.length === 0) return null;
  return el(
    "ul",
    { class: "closed" },
    closed.map((node) =>
      el(
        "li",
        {},
        say(words, names.includes(node.name) ? "section-refused" : "section-closed", {
          section: shownText(node.label, words),
        }),
      ),
    ),
  );
}

function section(
  { node, lines }: RecordSection,
  stated: InterviewView["stated"],
  words: Words,
): Content {
  const isLoose = node.kind === "question";
  return el(
    "section",
    {},
    isLoose ? null : el("h2", {}, shownText(node.label, words)),
    lines.length === 0 ? el("p", {}, say(words, "nothing-asked")) : null,
    lines.map((line) => lineOf(line, stated, words)),
  );
}

function lineOf(line: RecordLine, stated: InterviewView["stated"], words: Words): Content {
  const { kind, node } = line;
  if (kind === "question") return recorded(line, stated[node.ref], words);
  if (kind === "entry") {
    const number_ = number(words, node.position ?? 0);
    return el("h3", {}, say(words, "entry", { number: number_ }));
  }
  const label = el("h3", {}, shownText(node.label, words));
  return line.isEmpty ? [label, el("p", {}, say(words, "no-entries"))] : label;
}

/** A question, what was recorded for it, and what the researcher wrote beside it. */
function recorded({ node, notes }: RecordLine, stated: string | undefined, words: Words): Content {
  const { state, value, setAside, relevant } = node;
  const isShort = value.length + (setAside?.length ?? 0) < 300 && notes.length < 2;
  return el(
    "div",
    { class: isShort ? "said short" : "said" },
    el(
      "p",
      { class: "asked" },
      shownText(node.label, words),
      node.appearance.includes("interviewer")
        ? [" ", el("span", { class: "mark" }, say(words, "by-interviewer"))]
        : null,
    ),
    el(
      "div",
      {},
      relevant && state === "answered" ? answer(node, value, words) : null,
      relevant && state !== "answered" ? stateInPlace(state, node.reason, words) : null,
      setAside === null ? null : aside(node, setAside, words),
      stated === undefined ? null : el("p", { class: "small" }, hijri(words, stated)),
      notes.map((note) => noteOf(note, words)),
    ),
  );
}

const aside = (node: NodeView, value: string, words: Words): Content =>
  el(
    "div",
    { class: "aside" },
    el("p", { class: "small" }, say(words, node.relevant ? "aside" : "aside-closed")),
    answer(node, value, words),
  );

/** The researcher's words, and never the person's: said so above each of them. */
function noteOf({ mark, text, at }: Note, words: Words): Content {
  const when = [say(words, `note-${mark}`), " · ", dayOf(words, at)];
  return el("div", { class: "note" }, el("p", { class: "when" }, when), text && spoken(text));
}

/** Notes on questions that the version the interview ended in does not have. */
function notesAside(notes: readonly Note[], words: Words): Content {
  const lone = notes.filter(({ aside: from }) => from !== null);
  if (lone.length === 0) return null;
  return el(
    "section",
    {},
    el("h2", {}, say(words, "notes-aside")),
    lone.map((note) => [spoken(note.aside?.label ?? ""), noteOf(note, words)]),
  );
}

function revisions(made: readonly Revision[], lang: { lang?: string }, words: Words): Content {
  const told = ({
    state,
    shown,
    stated,
    value,
  }: Revision["answers"][number]["before"]): Content => [
    state === "answered" ? spoken(shown ?? value ?? "") : stateInPlace(state, null, words),
    stated === null ? null : el("p", { class: "small" }, hijri(words, stated)),
  ];
  return el(
    "section",
    {},
    el("h2", {}, say(words, "revisions")),
    made.map(({ reason, at, finished, answers, entries }) =>
      el(
        "div",
        { class: "entry" },
        el(
          "p",
          { class: "when" },
          dayOf(words, at),
          finished === null ? [" · ", say(words, "revision-underway")] : null,
        ),
        el("p", {}, say(words, "revision-reason", { reason })),
        answers.map(({ label, before, after }) =>
          el(
            "div",
            { class: "said" },
            el("p", { class: "asked", dir: "auto", ...lang }, label),
            el(
              "div",
              {},
              el("p", { class: "small" }, say(words, "revision-before")),
              told(before),
              el("p", { class: "small" }, say(words, "revision-after")),
              told(after),
            ),
          ),
        ),
        entries.map(({ label, change }) =>
          el("p", {}, say(words, `entry-${change}`, { entry: el("bdi", lang, label) })),
        ),
        finished !== null && answers.length === 0 && entries.length === 0
          ? el("p", {}, say(words, "revision-nothing"))
          : null,
      ),
    ),
  );
}

/** Answers that a move to another version left without a place, as they were given. */
function orphans(left: readonly OrphanedAnswer[], words: Words): Content {
  return el(
    "section",
    {},
    el("h2", {}, say(words, "orphans")),
    left.map(({ label, question, version, state, shown, value }) =>
      el(
        "div",
        { class: "said" },
        el(
          "div",
          { class: "asked" },
          el("p", { dir: "auto" }, label || question),
          el("p", { class: "small" }, say(words, "orphan-from", { version })),
        ),
        el(
          "div",
          {},
          state === "answered" ? spoken(shown ?? value ?? "") : stateInPlace(state, null, words),
        ),
      ),
    ),
  );
}
