import type { Definition } from "../definition/definition.ts";
import { type Looks, lookAt, newLooks } from "./look.ts";
import { isThere, type Opened, openRound } from "./open.ts";
import { stepBudget } from "./round.ts";
import type { LiveNode } from "./tree.ts";
import type { Change, NodeRef, NodeView, StoredAnswers } from "./view.ts";
import type { World } from "./world.ts";

/** An interview and how it is looked at just now. */
export interface Session extends Opened {
  readonly definition: Definition;
  readonly world: World;
  looks: Looks;
  /** How many changes there have been. */
  seq: number;
}

/** Begins or takes up an interview, in the language it was left in. */
export function newSession(
  definition: Definition,
  stored: StoredAnswers | undefined,
  world: World,
): Session {
  const opened = openRound(definition, stored, world);
  const wanted = stored?.language ?? definition.defaultLanguage;
  const [first] = definition.languages;
  const language = knowsLanguage(definition, wanted) ? wanted : (first?.name ?? wanted);
  const looks = newLooks(opened.round.tree, language, opened.round.surroundings);
  return { ...opened, definition, world, looks, seq: 0 };
}

export const knowsLanguage = ({ languages }: Definition, name: string) =>
  languages.some((language) => language.name === name);

/** Does one thing, lets everything that follows from it settle, and says what has changed. */
export function act(session: Session, work: () => void): Change {
  const { round, meter, world } = session;
  meter.budget = stepBudget;
  meter.now = world.now().getTime();
  const stopped = round.stoppedAt;
  round.stoppedAt = null;
  work();
  round.settle();
  if (stopped) round.touched.add(stopped);
  return conclude(session, "person");
}

/** Looks at all that was touched, and gives what has changed since the last time. */
export function conclude(session: Session, cause: Change["cause"]): Change {
  const { round } = session;
  const touched: NodeRef[] = [];
  for (const node of round.touched) {
    if (!isThere(node)) node.view = null;
    else if (lookAgain(session, node)) touched.push(node.ref);
  }
  const change: Change = {
    seq: ++session.seq,
    cause,
    stored: [...round.stored.values()],
    added: [...round.added],
    removed: [...round.removed],
    gone: [...round.gone],
    rearranged: round.rearranged,
    touched,
  };
  round.stored.clear();
  round.added.length = round.removed.length = round.gone.length = 0;
  round.rearranged = false;
  round.touched.clear();
  return change;
}

/** The view of a node; the same object until something in it changes. */
export function viewOf({ looks }: Session, node: LiveNode): NodeView {
  node.view ??= lookAt(looks, node);
  return node.view;
}

/** A node that looks as before keeps its view; another is made when somebody asks for it. */
function lookAgain({ looks }: Session, node: LiveNode): boolean {
  const before = node.view;
  node.view = null;
  if (!before || before.relevant !== node.standing) return true;
  const now = lookAt(looks, node);
  const same = looksSame(before, now);
  node.view = same ? before : now;
  return !same;
}

function looksSame(a: NodeView, b: NodeView): boolean {
  const keys = Object.keys(b) as (keyof NodeView)[];
  return keys.every(
    (key) => a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key]),
  );
}

/** A node that is there now. */
export function nodeAt({ round }: Session, ref: NodeRef): LiveNode | undefined {
  const node = round.tree.byRef.get(ref);
  return node && isThere(node) ? node : undefined;
}
