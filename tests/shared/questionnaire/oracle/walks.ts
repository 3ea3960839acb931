// Random walks in step through both engines.

import { chanceFrom } from "../../../../shared/questionnaire/expression/chance.ts";
import {
  type Definition,
  type LiveForm,
  type NodeView,
  open,
} from "../../../../shared/questionnaire/index.ts";
import { testWorld } from "../scenario.ts";
import { decided } from "./decided.ts";
import type { Oracle, OracleForm, Seen, SeenNode } from "./oracle.ts";

export type WalkStep =
  | { readonly set: string; readonly value: string }
  | { readonly add: string }
  | { readonly remove: string }
  | { readonly language: string };

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

/** Walks once through both engines from a seed; stops at the first difference, and shortens it. */
export async function walkTogether(
  definition: Definition,
  oracle: Oracle,
  seed: string,
  length: number,
  first: readonly WalkStep[] = [],
): Promise<WalkResult> {
  const chance = chanceFrom(seed);
  const material = materialOf(definition);
  const chosen: WalkStep[] = [];
  const choose = (form: LiveForm, at: number) => first[at] ?? chooseStep(form, material, chance);
  const result = await take(definition, oracle, (form, at) => {
    if (at >= first.length + length) return undefined;
    const step = choose(form, at);
    if (step) chosen.push(step);
    return step;
  });
  if (!result.difference) return result;
  const shortest = await shorten(definition, oracle, chosen);
  return { ...result, difference: shortest ?? result.difference };
}

/** Leaves out every step without which the engines still differ. */
async function shorten(
  definition: Definition,
  oracle: Oracle,
  chosen: readonly WalkStep[],
): Promise<Difference | null> {
  let steps = chosen;
  let found = await replay(definition, oracle, steps);
  for (let at = steps.length - 2; at >= 0; at--) {
    const fewer = steps.filter((_, index) => index !== at);
    const still = await replay(definition, oracle, fewer);
    if (still) [steps, found] = [fewer, still];
  }
  return found;
}

export async function replay(
  definition: Definition,
  oracle: Oracle,
  steps: readonly WalkStep[],
): Promise<Difference | null> {
  return (await take(definition, oracle, (_, at) => steps[at])).difference;
}

async function take(
  definition: Definition,
  oracle: Oracle,
  next: (form: LiveForm, at: number) => WalkStep | undefined,
): Promise<WalkResult> {
  const ours = open(definition, undefined, testWorld());
  const theirs = oracle.open();
  const taken: WalkStep[] = [];
  let compared = 0;
  const compare = async (after: WalkStep | null): Promise<Difference | null> => {
    const look = lookAtOurs(ours);
    compared += look.size;
    const what = differences(look, theirs.look(), ours);
    return what.length > 0 ? { steps: taken, after, what } : null;
  };
  let difference = await compare(null);
  for (let at = 0; !difference; at++) {
    const step = next(ours, at);
    if (!step) break;
    taken.push(step);
    // What we refuse is the first of the decided differences: the oracle bends it.
    if (!takeOurs(ours, step)) continue;
    takeTheirs(theirs, step);
    difference = await compare(step);
  }
  if (!difference) {
    const [a, b] = [elementsOf(ours.submission()), elementsOf(await theirs.submission())];
    const what = a
      .filter((each, at) => plain(each) !== plain(b[at] ?? ""))
      .map((each) => `submission: ${each}`);
    if (what.length > 0 || a.length !== b.length) difference = { steps: taken, after: null, what };
  }
  return { difference, steps: taken.length, compared };
}

function takeOurs(form: LiveForm, step: WalkStep): boolean {
  const ref = (path: string) => form.nodes().find((node) => node.path === path)?.ref ?? "";
  if ("set" in step) return form.set(ref(step.set), step.value).ok;
  if ("add" in step) return form.addEntry(ref(step.add)).ok;
  if ("remove" in step) return form.removeEntry(ref(step.remove)).ok;
  return form.setLanguage(step.language).ok;
}

function takeTheirs(form: OracleForm, step: WalkStep) {
  if ("set" in step) form.set(step.set, step.value);
  else if ("add" in step) form.addEntry(step.add);
  else if ("remove" in step) form.removeEntry(step.remove);
  else form.setLanguage(step.language);
}

function lookAtOurs(form: LiveForm): Seen {
  const seen = new Map<string, SeenNode>();
  for (const node of form.nodes()) {
    if (node.kind === "repeat") continue;
    const { path, relevant, required, readonly, valid, value, choices } = node;
    const names = choices?.map((choice) => choice.name) ?? null;
    seen.set(path, { relevant, required, readonly, valid, value, choices: names });
  }
  return seen;
}

function differences(ours: Seen, theirs: Seen, form: LiveForm): string[] {
  const what: string[] = [];
  const views = new Map(form.nodes().map((node) => [node.path, node]));
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(path), theirs.get(path)];
    const view = views.get(path);
    if (!a || !b || !view) what.push(`${path}: only ${a ? "ours" : "theirs"}`);
    else if (a.relevant !== b.relevant) what.push(`${path}: relevant ${a.relevant}/${b.relevant}`);
    else if (a.relevant && !isVolatile(view)) what.push(...propertiesThatDiffer(path, a, b, view));
  }
  return what;
}

/** The time at which an interview began is another in each engine. */
const isVolatile = (view: NodeView) => ["start", "end", "today", "deviceid"].includes(view.type);

function propertiesThatDiffer(path: string, a: SeenNode, b: SeenNode, view: NodeView): string[] {
  const properties = ["required", "readonly", "valid", "value", "choices"] as const;
  return properties
    .filter((property) => JSON.stringify(a[property]) !== JSON.stringify(b[property]))
    .filter(
      (property) => (view.kind !== "group" && view.kind !== "entry") || property === "readonly",
    )
    .filter((property) => !decided.some(({ covers }) => covers(view, property, a, b)))
    .map((property) => `${path}: ${property} ${String(a[property])} / ${String(b[property])}`);
}

/** The submission's form of the decided difference about places. */
const plain = (element: string) =>
  element.startsWith("point=") ? element.replace(/\.0(?= |$)/g, "") : element;

/** Elements and their values in order, without what names the instance or the time. */
function elementsOf(xml: string): readonly string[] {
  const body = xml.replace(/^<[^>]*>/, "").replace(/<(\w+:)?meta[ >].*$/s, "");
  return [...body.matchAll(/<([^/!?][^>\s/]*)[^>]*?\/?>([^<]*)/g)]
    .map(([, name, value]) => `${name}=${value}`)
    .filter((each) => !/^(start|end)_time=/.test(each));
}

interface Material {
  readonly numbers: readonly number[];
  readonly words: readonly string[];
}

/** Numbers and words of the form's own expressions: that is where its borders lie. */
function materialOf({ nodes }: Definition): Material {
  const numbers = new Set<number>([0, 1, 2]);
  const words = new Set<string>(["نوى", "درعا البلد", "x"]);
  for (const { logic } of nodes)
    for (const text of [logic.relevant, logic.constraint, logic.calculation, logic.required]) {
      for (const [, word = ""] of (text ?? "").matchAll(/'([^']*)'/g)) words.add(word);
      for (const [number] of (text ?? "").replace(/'[^']*'/g, "").matchAll(/\b\d{1,9}\b/g))
        for (const near of [-1, 0, 1]) numbers.add(Number(number) + near);
    }
  return { numbers: [...numbers], words: [...words].filter((word) => word.trim() !== "") };
}

function chooseStep(
  form: LiveForm,
  material: Material,
  chance: () => number,
): WalkStep | undefined {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)];
  const nodes = form.nodes();
  const dice = chance();
  const changeable = nodes.filter((node) => node.mayChange);
  if (dice < 0.06) {
    const repeat = pick(changeable.filter((node) => node.kind === "repeat"));
    if (repeat) return { add: repeat.path };
  }
  if (dice < 0.1) {
    const entry = pick(changeable.filter((node) => node.kind === "entry"));
    if (entry) return { remove: entry.path };
  }
  if (dice < 0.12 && form.languages.length > 1) {
    const language = pick(form.languages);
    if (language) return { language: language.name };
  }
  const question = pick(
    nodes.filter((node) => node.kind === "question" && node.relevant && !node.readonly),
  );
  if (!question) return undefined;
  const value = chance() < 0.07 ? "" : chooseValue(question, material, chance, pick);
  return { set: question.path, value };
}

function chooseValue(
  question: NodeView,
  material: Material,
  chance: () => number,
  pick: <T>(from: readonly T[]) => T | undefined,
): string {
  const codes = question.choices?.map((choice) => choice.name) ?? [];
  switch (question.type) {
    case "select_one":
      return pick(codes) ?? "";
    case "select_multiple": {
      const few = Math.min(0.5, 2 / Math.max(1, codes.length));
      return codes.filter(() => chance() < few).join(" ");
    }
    case "rank":
      return codes
        .map((code) => ({ code, at: chance() }))
        .sort((a, b) => a.at - b.at)
        .map(({ code }) => code)
        .join(" ");
    case "integer":
      return String(pick(material.numbers) ?? 0);
    case "decimal":
      return String((pick(material.numbers) ?? 0) + (pick([0, 0.5, 0.25]) ?? 0));
    case "date":
      return `20${pick(["18", "19", "26", "31"])}-${pick(["02", "11"])}-${pick(["01", "09", "28"])}`;
    case "range":
      return String(pick([0, 2, 4, 10]));
    case "time":
      return pick(["06:30:00.000", "18:00:00.000"]) ?? "";
    case "dateTime":
      return "2018-11-20T14:30:00.000+00:00";
    case "acknowledge":
      return "OK";
    case "geopoint":
      return pick(["32.6 36.1 0 0", "33.5 36.3 700 5"]) ?? "";
    case "text":
      if (question.appearance.includes("partial-date"))
        return `${pick(["2018", "2018-10-08", "2018-10", "2019-02", "2019-02-09", "2019-04-10"])}${pick(["", "~"])}`;
      return pick(["DF3-K7Q2", "P-4TK9Q", ...material.words]) ?? "";
    default:
      return "";
  }
}
