import type { InterviewView, Note } from "../contract/interviews.ts";

export type RecordNode = InterviewView["nodes"][number];

/** A heading inside a section, or a question with what was recorded for it. */
export interface RecordLine {
  readonly kind: "group" | "repeat" | "entry" | "question";
  readonly node: RecordNode;
  /** What the researcher wrote beside the question. */
  readonly notes: readonly Note[];
  /** How deep it lies below its section, from 0. */
  readonly depth: number;
  /** Of an entry: its own first answers, which tell it from the others. */
  readonly telling: readonly RecordNode[];
  /** A repeat of which there is no entry. */
  readonly isEmpty: boolean;
}

/** A part of the form at its top. */
export interface RecordSection {
  readonly ref: string;
  readonly node: RecordNode;
  readonly asked: number;
  /** Questions for which anything was recorded: an answer, or why there is none. */
  readonly answered: number;
  readonly lines: readonly RecordLine[];
}

/**
 * Lays an interview out for reading, in the order of its form.
 *
 * Shown is what applies now, and besides whatever was said, or written beside a question, before skip
 * logic closed it. With `answered`, questions without any record or note are left out, and headings with nothing below them.
 */
export function outlineOf(
  nodes: readonly RecordNode[],
  which: "all" | "answered",
  allNotes: readonly Note[],
): readonly RecordSection[] {
  const notesOn = Map.groupBy(
    allNotes.filter(({ aside }) => aside === null),
    ({ question }) => question,
  );
  const byRef = new Map(nodes.map((node) => [node.ref, node]));
  const sections = new Map<string, Draft>();
  for (const node of nodes) {
    const { kind, relevant } = node;
    if (kind === "hidden" || kind === "note") continue;
    const [top, depth] = placeOf(node, byRef);
    const draft = sections.get(top.ref) ?? { node: top, lines: [], asked: 0, answered: 0 };
    sections.set(top.ref, draft);
    if (kind === "question" && relevant) {
      draft.asked += 1;
      if (isRecorded(node)) draft.answered += 1;
    }
    if (node === top && kind === "group") continue;
    const notes = notesOn.get(node.ref) ?? [];
    if (
      kind === "question" ? notes.length > 0 || isShown(node, which) : relevant || kind === "entry"
    ) {
      const isEmpty = kind === "repeat" && !nodes.some(({ parent }) => parent === node.ref);
      draft.lines.push({ kind, node, notes, depth, telling: tellingOf(node, nodes), isEmpty });
    }
  }
  return [...sections.values()].flatMap(({ node, lines, asked, answered }) => {
    const kept = withoutBareHeadings(lines, which);
    if (kept.length === 0 && (asked === 0 || !node.relevant)) return [];
    return [{ ref: node.ref, node, asked, answered, lines: kept }];
  });
}

interface Draft {
  readonly node: RecordNode;
  readonly lines: RecordLine[];
  asked: number;
  answered: number;
}

/** Whether anything was recorded: an answer, or a state in its place. */
export function isRecorded(node: RecordNode): boolean {
  return node.state !== "not-asked";
}

function isShown(node: RecordNode, which: "all" | "answered"): boolean {
  if (!node.relevant) return node.setAside !== null;
  return which === "all" || isRecorded(node) || node.setAside !== null;
}

/** A choice or a date tells what an entry is about; a number or an account does not. */
function tellingOf(entry: RecordNode, nodes: readonly RecordNode[]): readonly RecordNode[] {
  if (entry.kind !== "entry") return [];
  const tells = ({ parent, type, appearance, state, relevant }: RecordNode) =>
    parent === entry.ref &&
    relevant &&
    state === "answered" &&
    (type === "select_one" || type === "date" || appearance.includes("partial-date"));
  return nodes.filter(tells).slice(0, 2);
}

/** The topmost node above, and how many lie between. */
function placeOf(node: RecordNode, byRef: ReadonlyMap<string, RecordNode>): [RecordNode, number] {
  let top = node;
  let depth = -1;
  for (let above = byRef.get(top.parent ?? ""); above; above = byRef.get(above.parent ?? "")) {
    top = above;
    depth += 1;
  }
  return [top, Math.max(0, depth)];
}

/** Drops headings below which nothing is left. A repeat without entries says so, and stays. */
function withoutBareHeadings(
  lines: readonly RecordLine[],
  which: "all" | "answered",
): readonly RecordLine[] {
  const kept: RecordLine[] = [];
  for (const line of lines.toReversed()) {
    const below = kept.at(-1);
    const holdsSomething = below !== undefined && below.depth > line.depth;
    const saysNone = line.isEmpty && which === "all";
    if (line.kind === "question" || holdsSomething || saysNone) kept.push(line);
  }
  return kept.reverse();
}
