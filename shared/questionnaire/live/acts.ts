import { fail, ok, type Result } from "../../result.ts";
import { momentAt, momentText } from "../expression/calendar.ts";
import { makeEntry, mostByHand, mostNodes, returnEntry, takeEntry } from "./entries.ts";
import { keep, settleState, store } from "./keep.ts";
import { isReadOnly, newLooks } from "./look.ts";
import { allNodes, closedRefs, isThere } from "./open.ts";
import type { Plan } from "./plan.ts";
import { mark, type Round } from "./round.ts";
import { act, conclude, knowsLanguage, nodeAt, type Session } from "./session.ts";
import type { LiveNode } from "./tree.ts";
import { acceptValue } from "./values.ts";
import type { AnswerState, Change, Closing, NodeRef, Refusal, RefusalKind } from "./view.ts";

// What a person can do to an interview. A refusal comes before anything has changed.

type Done = Result<Change, Refusal>;

const refuse = (kind: RefusalKind) => fail({ kind });

export function setAnswer(session: Session, ref: NodeRef, value: string): Done {
  const found = answerable(session, ref);
  if (!found.ok) return found;
  const question = found.value;
  const accepted = acceptValue(question.row, value, question.offered ?? question.row.whole);
  if (!accepted.ok) return accepted;
  return ok(act(session, () => keep(session.round, question, accepted.value, "person")));
}

export function setState(
  session: Session,
  ref: NodeRef,
  state: AnswerState,
  reason: string | null,
): Done {
  const found = answerable(session, ref);
  if (!found.ok) return found;
  const question = found.value;
  if (state === "answered")
    return question.kept === "" ? refuse("not-offered") : setAnswer(session, ref, question.kept);
  const because = state === "skipped" ? (reason ?? "").trim() : null;
  if (because === "") return refuse("reason-missing");
  const code = question.row.stateCodes[state];
  return ok(
    act(session, () => {
      if (code === undefined) giveState(session.round, question, state, because);
      else keep(session.round, question, code, "person");
    }),
  );
}

/** The question, if a person may answer it now. */
function answerable(session: Session, ref: NodeRef): Result<LiveNode, Refusal> {
  const node = nodeAt(session, ref);
  if (!node) return refuse("unknown-path");
  if (node.kind !== "question") return refuse("not-a-question");
  if (!node.standing) return refuse("not-relevant");
  return isReadOnly(node) ? refuse("read-only") : ok(node);
}

function giveState(round: Round, question: LiveNode, state: AnswerState, reason: string | null) {
  if (question.state === state && question.reason === reason) return;
  question.state = state;
  question.reason = reason;
  store(round, question, "person");
  settleState(round, question);
}

export function addEntry(session: Session, ref: NodeRef): Done {
  const { round } = session;
  const repeat = nodeAt(session, ref);
  if (!repeat) return refuse("unknown-path");
  if (repeat.kind !== "repeat") return refuse("not-a-question");
  const mayChange = checkRepeat(repeat);
  if (!mayChange.ok) return mayChange;
  const isFull = round.tree.byRef.size + sizeOf(round.plan, repeat.row.at) > mostNodes;
  if (isFull || repeat.entries.length >= mostByHand) return refuse("too-many-entries");
  return ok(act(session, () => makeEntry(round, repeat)));
}

export function removeEntry(session: Session, ref: NodeRef): Done {
  const entry = nodeAt(session, ref);
  if (entry?.kind !== "entry" || !entry.holder) return refuse("unknown-path");
  const mayChange = checkRepeat(entry.holder);
  if (!mayChange.ok) return mayChange;
  return ok(act(session, () => takeEntry(session.round, entry)));
}

export function restoreEntry(session: Session, ref: NodeRef): Done {
  const entry = session.round.tree.byRef.get(ref);
  if (!entry?.removed || !entry.holder || !isThere(entry.holder)) return refuse("unknown-path");
  const mayChange = checkRepeat(entry.holder);
  if (!mayChange.ok) return mayChange;
  return ok(act(session, () => returnEntry(session.round, entry)));
}

function checkRepeat({ standing, row }: LiveNode): Result<null, Refusal> {
  if (!standing) return refuse("not-relevant");
  return row.isCounted ? refuse("counted-repeat") : ok(null);
}

/** Nodes that one more entry brings. */
const sizeOf = (plan: Plan, at: number): number =>
  (plan.rows[at]?.children ?? []).reduce((sum, child) => sum + sizeOf(plan, child), 1);

/** Changes how everything looks and nothing that is stored. */
export function setLanguage(session: Session, language: string): Done {
  const { round, definition } = session;
  if (!knowsLanguage(definition, language)) return refuse("not-offered");
  if (language !== session.looks.language) {
    session.looks = newLooks(round.tree, language, round.surroundings);
    for (const node of allNodes(round)) {
      node.view = null;
      round.touched.add(node);
    }
  }
  return ok(conclude(session, "language"));
}

/**
 * Runs calculations and counts of these rows, as when they are new, and lets what follows settle.
 * What a person wrote over a calculation stays.
 */
export function recalculate(
  session: Session,
  paths: ReadonlySet<string>,
  byPerson: (ref: NodeRef) => boolean,
): Change {
  const { round } = session;
  return act(session, () => {
    for (const node of allNodes(round)) {
      if (node.kind === "entry" || !paths.has(node.row.node.path) || byPerson(node.ref)) continue;
      mark(round, node.row.cells.calculation, node);
      mark(round, node.row.cells.count, node);
    }
  });
}

/** Settles what is written when an interview ends, and names what is closed then. */
export function finish(session: Session): Closing {
  const { round } = session;
  const change = act(session, () => {
    const now = momentAt(round.surroundings.now(), round.surroundings.calendar);
    for (const node of allNodes(round)) {
      if (!node.standing) continue;
      if (node.row.node.type === "end") keep(round, node, momentText(now), "default");
      if (node.aside !== "") writeCascade(round, node);
    }
  });
  return { closed: closedRefs(round.tree.children), change };
}

/** What a filtered list took away is taken out of the answer, and the history says by whom. */
function writeCascade(round: Round, node: LiveNode) {
  if (node.value !== "") return keep(round, node, node.value, "cascade");
  node.state = "not-asked";
  store(round, node, "cascade");
  settleState(round, node);
}
