import type { Result } from "../../result.ts";
import type { Definition, Language } from "../definition/definition.ts";
import type { Surroundings } from "../expression/scope.ts";
import {
  addEntry,
  finish,
  recalculate,
  removeEntry,
  restoreEntry,
  setAnswer,
  setLanguage,
  setState,
} from "./acts.ts";
import { mostCounted } from "./entries.ts";
import { messageOf, textOf } from "./look.ts";
import { allNodes } from "./open.ts";
import { type Round, stepBudget } from "./round.ts";
import { conclude, newSession, nodeAt, type Session, viewOf } from "./session.ts";
import { submissionOf } from "./submission.ts";
import { type LiveNode, partsOf } from "./tree.ts";
import type {
  AnswerState,
  Change,
  Closing,
  LiveProblem,
  NodeRef,
  NodeView,
  Refusal,
  StoredAnswer,
  StoredAnswers,
  StoredEntry,
} from "./view.ts";
import { violationOf } from "./violation.ts";
import type { World } from "./world.ts";

/** One interview in progress. Every act is settled when it returns, or refused and nothing changed. */
export interface LiveForm {
  readonly definition: Definition;
  readonly languages: readonly Language[];
  /** Name of the language shown. */
  readonly language: string;
  /** What opening itself has to have written down: metadata, defaults, calculations, first entries. */
  readonly opening: Change;
  /** The node as it is now; the same object until something in it changes. */
  node(ref: NodeRef): NodeView | undefined;
  /** All nodes in document order. */
  nodes(): readonly NodeView[];
  children(ref: NodeRef): readonly NodeView[];
  /** Gives an answer; empty clears it. Values are XForms lexical strings. */
  set(ref: NodeRef, value: string): Result<Change, Refusal>;
  /** Says why there is no answer; `answered` brings back the one that was set aside. */
  setState(ref: NodeRef, state: AnswerState, reason?: string | null): Result<Change, Refusal>;
  /** Adds an entry at the end; its ref is the first in `added`. */
  addEntry(repeat: NodeRef): Result<Change, Refusal>;
  removeEntry(entry: NodeRef): Result<Change, Refusal>;
  /** Brings back an entry that was removed, in its old place. */
  restoreEntry(entry: NodeRef): Result<Change, Refusal>;
  setLanguage(language: string): Result<Change, Refusal>;
  /** What stands between the interview and its end, and soft checks, in document order. */
  problems(): readonly LiveProblem[];
  snapshot(): StoredAnswers;
  /** OpenRosa submission XML; that of a revision names the instance it takes the place of. */
  submission(): string;
  /**
   * Computes rows anew that say something else than in the version the answers came from. `paths`
   * are those of `planMove`; what a person wrote over a calculation stays.
   */
  recalculate(paths: ReadonlySet<string>, byPerson: (ref: NodeRef) => boolean): Change;
  /** Settles what an interview writes when it ends. Whether it may end, `problems` says. */
  finish(): Closing;
}

/**
 * Opens an interview: a new one, or one that was stored.
 *
 * A stored interview opens as it was, whatever the clock says now: nothing stored is calculated
 * again. Answers that the definition has no place for are kept and are problems. The definition
 * must have been compiled without an error.
 */
export function open(
  definition: Definition,
  stored: StoredAnswers | undefined,
  world: World,
): LiveForm {
  const session = newSession(definition, stored, world);
  const { round, meter } = session;
  const opening = conclude(session, "default");
  return {
    definition,
    languages: definition.languages,
    get language() {
      return session.looks.language;
    },
    opening,
    node: (ref) => {
      const node = nodeAt(session, ref);
      return node && viewOf(session, node);
    },
    nodes: () => Array.from(allNodes(round), (node) => viewOf(session, node)),
    children: (ref) => {
      const node = nodeAt(session, ref);
      return node ? partsOf(node).map((part) => viewOf(session, part)) : [];
    },
    set: (ref, value) => setAnswer(session, ref, value),
    setState: (ref, state, reason = null) => setState(session, ref, state, reason),
    addEntry: (repeat) => addEntry(session, repeat),
    removeEntry: (entry) => removeEntry(session, entry),
    restoreEntry: (entry) => restoreEntry(session, entry),
    setLanguage: (language) => setLanguage(session, language),
    problems: () => problemsOf(session),
    snapshot: () => snapshotOf(session),
    submission: () => {
      meter.budget = stepBudget;
      return submissionOf(round, world);
    },
    recalculate: (paths, byPerson) => recalculate(session, paths, byPerson),
    finish: () => finish(session),
  };
}

function problemsOf({ round, looks, orphans, orphanEntries }: Session): readonly LiveProblem[] {
  const found: LiveProblem[] = [];
  for (const node of allNodes(round)) {
    const { ref } = node;
    const violation = violationOf(node);
    if (violation) {
      const message = textOf(looks, node, messageOf(node.row, violation));
      found.push({ ref, kind: violation, message });
    }
    if (node.standing && node.warned) {
      const message = textOf(looks, node, node.row.node.warningMessage);
      found.push({ ref, kind: "soft", message });
    }
    if (misreadsDate(round, node)) found.push({ ref, kind: "unread-date", message: null });
    if (node === round.stoppedAt || isOverCount(node))
      found.push({ ref, kind: "budget", message: null });
  }
  for (const ref of [...Object.keys(orphans), ...Object.keys(orphanEntries)])
    found.push({ ref, kind: "type", message: null });
  return found;
}

/**
 * Whether what the form asks about a node reads a text as a date that is none. Asked anew each time,
 * because an interview that is opened again calculates nothing.
 */
function misreadsDate({ plan, surroundings }: Round, node: LiveNode): boolean {
  if (!node.standing || plan.datesReadIn.size === 0) return false;
  let misread = false;
  const form: Surroundings = {
    ...surroundings,
    spend: () => {},
    random: () => 0,
    misread: () => {
      misread = true;
    },
  };
  for (const rank of Object.values(node.row.cells))
    if (plan.datesReadIn.has(rank))
      plan.runs[rank]?.({ here: node, position: 1, size: 1, owner: node, form });
  return misread;
}

/** A form that asks for more entries than it may have says so. */
const isOverCount = (node: LiveNode) =>
  node.kind === "repeat" && node.row.isCounted && Number(node.kept || 0) > mostCounted;

function snapshotOf({ round, looks, orphans, orphanEntries }: Session): StoredAnswers {
  const answers: [NodeRef, StoredAnswer][] = Object.entries(orphans);
  const entries: [NodeRef, readonly StoredEntry[]][] = Object.entries(orphanEntries);
  for (const { ref, kept, state, reason, kind, entries: made } of round.tree.byRef.values()) {
    if (kept !== "" || state !== "not-asked") answers.push([ref, { value: kept, state, reason }]);
    if (kind === "repeat" && made.length > 0)
      entries.push([ref, made.map(({ key, removed }) => ({ key, removed }))]);
  }
  return {
    answers: Object.fromEntries(answers),
    entries: Object.fromEntries(entries),
    language: looks.language,
  };
}
