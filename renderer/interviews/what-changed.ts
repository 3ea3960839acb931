import { isWithin } from "../../shared/interviews/erase.ts";
import type { LiveProblem, NodeRef, NodeView } from "../../shared/questionnaire/live/view.ts";

/** Questions that an answer elsewhere opened; and how many given answers it set aside. */
export interface News {
  readonly opened: number;
  readonly closed: number;
}

export function newsOf(changed: readonly NodeView[], before: ReadonlyMap<NodeRef, NodeView>): News {
  const questions = changed.filter(({ kind }) => kind === "question");
  const opened = questions.filter(({ ref, relevant }) => relevant && !before.get(ref)?.relevant);
  const closed = questions.filter(({ ref, relevant }) => {
    const was = before.get(ref);
    return !relevant && was?.relevant && was.state !== "not-asked";
  });
  return { opened: opened.length, closed: closed.length };
}

/** The questions by which a person refuses, by name, in any questionnaire that asks them. */
const refusals: readonly string[] = ["refused_sections", "consent_participate"];

/** Sections that an answer has refused and in which something had been said. */
export function sectionsRefused(
  by: NodeRef,
  changed: readonly NodeView[],
  before: ReadonlyMap<NodeRef, NodeView>,
): readonly NodeRef[] {
  if (!refusals.includes(before.get(by)?.name ?? "")) return [];
  const now = new Map(changed.map((node) => [node.ref, node]));
  const topOf = (node: NodeView): NodeView => {
    const above = node.parent === null ? undefined : before.get(node.parent);
    return above ? topOf(above) : node;
  };
  const tops = changed.flatMap((node) => {
    const was = before.get(node.ref);
    const wasSaid = was?.kind === "question" && was.relevant && was.state !== "not-asked";
    if (!wasSaid || node.relevant || node.appearance.includes("auto-code")) return [];
    const top = topOf(node);
    const isSection = top.kind === "group" || top.kind === "repeat";
    return isSection && now.get(top.ref)?.relevant === false ? [top.ref] : [];
  });
  return [...new Set(tops)];
}

/** Those that are as they were stay the same objects, for whoever draws them. */
export function softOnes(
  problems: readonly LiveProblem[],
  before: ReadonlyMap<NodeRef, LiveProblem>,
): ReadonlyMap<NodeRef, LiveProblem> {
  const soft = problems.filter(({ kind }) => kind === "soft");
  return new Map(
    soft.map((problem) => {
      const old = before.get(problem.ref);
      return [problem.ref, old && JSON.stringify(old) === JSON.stringify(problem) ? old : problem];
    }),
  );
}

/** Whether a place is one of these, or lies in one. */
export function isAtOrBelow(ref: NodeRef, tops: readonly NodeRef[]): boolean {
  return tops.some((top) => isWithin(ref, top));
}

/** `m7/detention[k3f9]` is an entry of `m7/detention`. */
export function repeatOf(entry: NodeRef): NodeRef {
  return entry.slice(0, entry.lastIndexOf("["));
}
