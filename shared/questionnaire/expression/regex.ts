import { fail, ok, type Result } from "../../result.ts";
import { BadPattern, type Pattern, type PatternFault, readPattern, type Test } from "./pattern.ts";

/**
 * Patterns of forms, matched in linear time: a hostile pattern can be refused, never hang.
 *
 * The dialect is what ODK documents and its users write: literals, `.`, classes with ranges and
 * `\d \w \s \p{…}`, groups, `|`, `* + ? {m,n}` (also lazy, which changes nothing in a whole match),
 * `^` and `$`. Back-references and look-around are faults, because no automaton can do them.
 * Source: Thompson's construction, with its states kept as a lazily built table.
 */
export function compilePattern(pattern: string): Result<Matcher, PatternFault> {
  try {
    const tree = readPattern(pattern);
    const states: State[] = [];
    const plan = { states, parts: 0 };
    const start = build(tree, plan, add(plan, { kind: "end" }));
    return ok(matcher(states, start));
  } catch (error) {
    if (error instanceof BadPattern) return fail(error.fault);
    throw error;
  }
}

/** Says whether a whole text is what the pattern describes. */
export type Matcher = (text: string) => boolean;

/** More states or parts than this is no pattern of a form. */
const mostStates = 1_500;
const mostParts = 20_000;
/** Remembered crowds are dropped when there are more, so that memory stays small. */
const mostCrowds = 1_000;

type State =
  | { readonly kind: "one"; readonly test: Test; readonly to: number }
  | { readonly kind: "split"; readonly to: number[] }
  | { readonly kind: "start" | "finish"; readonly to: number }
  | { readonly kind: "end" };

interface Plan {
  readonly states: State[];
  parts: number;
}

function add(plan: Plan, state: State): number {
  if (plan.states.length >= mostStates) throw new BadPattern("too-large", 0);
  return plan.states.push(state) - 1;
}

/** Builds the states of a pattern backwards, from where they lead to. */
function build(pattern: Pattern, plan: Plan, to: number): number {
  if (++plan.parts > mostParts) throw new BadPattern("too-large", 0);
  switch (pattern.kind) {
    case "one":
      return add(plan, { kind: "one", test: pattern.test, to });
    case "start":
    case "finish":
      return add(plan, { kind: pattern.kind, to });
    case "row":
      return pattern.of.reduceRight((next, part) => build(part, plan, next), to);
    case "choice":
      return add(plan, { kind: "split", to: pattern.of.map((part) => build(part, plan, to)) });
    case "times": {
      let next = to;
      if (pattern.most === Number.POSITIVE_INFINITY) {
        const ways: number[] = [];
        next = add(plan, { kind: "split", to: ways });
        ways.push(build(pattern.of, plan, next), to);
      } else
        for (let more = pattern.most - pattern.least; more > 0; more--)
          next = add(plan, { kind: "split", to: [build(pattern.of, plan, next), to] });
      for (let times = pattern.least; times > 0; times--) next = build(pattern.of, plan, next);
      return next;
    }
  }
}

/** All states the automaton can be in at once, with where each character has led so far. */
interface Crowd {
  readonly states: readonly number[];
  readonly after: Map<number, Crowd>;
  /** Whether the text may end here. */
  readonly ends: boolean;
}

function matcher(states: readonly State[], start: number): Matcher {
  let crowds = new Map<string, Crowd>();
  const gather = (from: readonly number[], atStart: boolean): Crowd => {
    const here = reach(states, from, atStart, false);
    const key = `${atStart ? "^" : ""}${here.join()}`;
    const known = crowds.get(key);
    if (known) return known;
    const last = reach(states, from, atStart, true);
    const ends = last.some((state) => states[state]?.kind === "end");
    const crowd = { states: here, after: new Map<number, Crowd>(), ends };
    if (crowds.size >= mostCrowds) crowds = new Map();
    crowds.set(key, crowd);
    return crowd;
  };
  return (text) => {
    let crowd = gather([start], true);
    if (text === "") return crowd.ends;
    for (const character of text) {
      const point = character.codePointAt(0) ?? 0;
      let next = crowd.after.get(point);
      if (!next) {
        const to: number[] = [];
        for (const index of crowd.states) {
          const state = states[index];
          if (state?.kind === "one" && state.test(point)) to.push(state.to);
        }
        next = gather(to, false);
        crowd.after.set(point, next);
      }
      if (next.states.length === 0 && !next.ends) return false;
      crowd = next;
    }
    return crowd.ends;
  };
}

/** Follows what costs no character. `^` passes only at the start, `$` only at the end. */
function reach(
  states: readonly State[],
  from: readonly number[],
  atStart: boolean,
  atEnd: boolean,
): readonly number[] {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    const state = states[index];
    if (state?.kind === "split") waiting.push(...state.to);
    if (state?.kind === "start" && atStart) waiting.push(state.to);
    if (state?.kind === "finish" && atEnd) waiting.push(state.to);
  }
  return [...seen].sort((a, b) => a - b);
}
