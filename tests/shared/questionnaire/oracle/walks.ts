// Random walks in step through both engines.

import { vi } from "vitest";
import { chanceFrom } from "../../../../shared/questionnaire/expression/chance.ts";
import { type Definition, type LiveForm, open } from "../../../../shared/questionnaire/index.ts";
import { testWorld } from "../scenario.ts";
import {
  differences,
  lookAtOurs,
  restoredDifferently,
  submissionsDiffer,
  template,
  type Volatile,
} from "./compare.ts";
import type { Oracle, OracleForm } from "./oracle.ts";
import { chooseStep, materialOf, type WalkStep } from "./steps.ts";

/** One form in both engines. */
export interface Pair {
  readonly definition: Definition;
  readonly oracle: Oracle;
  readonly volatile: Volatile;
}

/** Where the engines differed, and the shortest walk that shows it. */
export interface Difference {
  readonly steps: readonly WalkStep[];
  readonly after: WalkStep | null;
  readonly what: readonly string[];
}

/** The steps and what they led to, as a failing test prints them. */
export const story = ({ steps, what }: Difference) =>
  [...steps.map((step) => JSON.stringify(step)), ...what].join("\n");

export interface WalkResult {
  readonly difference: Difference | null;
  readonly steps: number;
  readonly compared: number;
}

/**
 * Lets both engines begin at the same instant, or every answer about today would be two answers; in
 * UTC, because ODK's engine counts days in the machine's own zone.
 */
export function stopClock() {
  vi.stubEnv("TZ", "UTC");
  vi.useFakeTimers({ toFake: ["Date"], now: testWorld().now().getTime() });
}

/**
 * Puts one form into both engines, and finds out what in it is volatile: one walk in two interviews
 * of the oracle's, the second with other chances and in another language.
 */
export async function pairOf(definition: Definition, oracle: Oracle): Promise<Pair> {
  const [one, other] = [oracle.open(), oracle.open()];
  const last = definition.languages.at(-1)?.name;
  if (definition.languages.length > 1 && last) other.setLanguage(last);
  const volatile = new Set<string>();
  const compare = () => {
    const seen = other.look();
    for (const [path, { value, choices }] of one.look()) {
      const theirs = seen.get(path);
      if (theirs?.value !== value || String(theirs.choices) !== String(choices))
        volatile.add(template(path));
    }
  };
  compare();
  const form = open(definition, undefined, testWorld({ zone: "UTC" }));
  const chance = chanceFrom("volatile");
  const material = materialOf(definition);
  for (let at = 0; at < 20; at++) {
    const step = chooseStep(form, material, chance);
    if (!step || "language" in step || !takeOurs(form, step)) continue;
    for (const each of [one, other]) takeTheirs(each, step);
    compare();
  }
  return { definition, oracle, volatile };
}

/** Walks once through both engines from a seed; stops at the first difference, and shortens it. */
export async function walkTogether(
  pair: Pair,
  seed: string,
  length: number,
  first: readonly WalkStep[] = [],
): Promise<WalkResult> {
  const chance = chanceFrom(seed);
  const material = materialOf(pair.definition);
  const chosen: WalkStep[] = [];
  const choose = (form: LiveForm, at: number) => first[at] ?? chooseStep(form, material, chance);
  const result = await take(pair, (form, at) => {
    if (at >= first.length + length) return undefined;
    const step = choose(form, at);
    if (step) chosen.push(step);
    return step;
  });
  if (!result.difference) return result;
  const shortest = await shorten(pair, chosen);
  return { ...result, difference: shortest ?? result.difference };
}

/** Leaves out every step without which the engines still differ. */
async function shorten(pair: Pair, chosen: readonly WalkStep[]): Promise<Difference | null> {
  let steps = chosen;
  let found = await replay(pair, steps);
  for (let at = steps.length - 2; at >= 0; at--) {
    const fewer = steps.filter((_, index) => index !== at);
    const still = await replay(pair, fewer);
    if (still) [steps, found] = [fewer, still];
  }
  return found;
}

const replay = async (pair: Pair, steps: readonly WalkStep[]): Promise<Difference | null> =>
  (await take(pair, (_, at) => steps[at])).difference;

async function take(
  { definition, oracle, volatile }: Pair,
  next: (form: LiveForm, at: number) => WalkStep | undefined,
): Promise<WalkResult> {
  const ours = open(definition, undefined, testWorld({ zone: "UTC" }));
  const theirs = oracle.open();
  const taken: WalkStep[] = [];
  let compared = 0;
  const differ = (what: readonly string[], after: WalkStep | null) =>
    what.length > 0 ? { steps: taken, after, what } : null;
  const compare = (after: WalkStep | null) => {
    const look = lookAtOurs(ours);
    compared += look.size;
    return differ(differences(look, theirs.look(), ours, volatile), after);
  };
  let difference = compare(null);
  for (let at = 0; !difference; at++) {
    const step = next(ours, at);
    if (!step) break;
    taken.push(step);
    // What we refuse is the first of the decided differences: the oracle bends it.
    if (!takeOurs(ours, step)) continue;
    takeTheirs(theirs, step);
    difference = compare(step);
  }
  ours.finish();
  const submission = ours.submission();
  difference ??= differ(
    submissionsDiffer(submission, await theirs.submission(), ours, volatile),
    null,
  );
  if (!difference) {
    const restored = (await oracle.restore(submission)).look();
    difference = differ(restoredDifferently(ours, restored, volatile), null);
  }
  return { difference, steps: taken.length, compared };
}

/** Does one step in our engine; says whether it was taken. */
export function takeOurs(form: LiveForm, step: WalkStep): boolean {
  const ref = (path: string) => form.nodes().find((node) => node.path === path)?.ref ?? "";
  if ("set" in step) return form.set(ref(step.set), step.value).ok;
  if ("add" in step) return form.addEntry(ref(step.add)).ok;
  if ("remove" in step) return form.removeEntry(ref(step.remove)).ok;
  return form.setLanguage(step.language).ok;
}

export function takeTheirs(form: OracleForm, step: WalkStep) {
  if ("set" in step) form.set(step.set, step.value);
  else if ("add" in step) form.addEntry(step.add);
  else if ("remove" in step) form.removeEntry(step.remove);
  else form.setLanguage(step.language);
}
