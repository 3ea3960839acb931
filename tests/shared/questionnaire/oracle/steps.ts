import { namesIn } from "../../../../shared/questionnaire/definition/texts.ts";
import type { Definition, LiveForm, NodeView } from "../../../../shared/questionnaire/index.ts";

/** One step of a walk through both engines, by XForms paths. */
export type WalkStep =
  | { readonly set: string; readonly value: string }
  | { readonly add: string }
  | { readonly remove: string }
  | { readonly language: string };

/** What a walk may answer with. */
export interface Material {
  readonly numbers: readonly number[];
  readonly words: readonly string[];
  /**
   * Names of questions by which entries are counted. They only grow: with a lower count ODK's engine
   * forgets what the last entries held, and ours does not.
   */
  readonly growing: ReadonlySet<string>;
  /**
   * Paths of repeats that hold a trigger. Of these only the last entry is removed: in the entries
   * after a removed one ODK's engine triggers nothing any more.
   */
  readonly triggering: ReadonlySet<string>;
}

/** Numbers and words of the form's own expressions: that is where its borders lie. */
export function materialOf({ nodes }: Definition): Material {
  const numbers = new Set<number>([0, 1, 2]);
  const words = new Set<string>(["نوى", "درعا البلد", "x"]);
  for (const { logic } of nodes)
    for (const text of [logic.relevant, logic.constraint, logic.calculation, logic.required]) {
      for (const [, word = ""] of (text ?? "").matchAll(/'([^']*)'/g)) words.add(word);
      for (const [number] of (text ?? "").replace(/'[^']*'/g, "").matchAll(/\b\d{1,9}\b/g))
        for (const near of [-1, 0, 1]) numbers.add(Number(number) + near);
    }
  return {
    numbers: [...numbers],
    words: [...words].filter((word) => word.trim() !== ""),
    growing: countingNames(nodes),
    triggering: new Set(
      nodes
        .filter((node) => node.kind === "repeat")
        .map(({ path }) => path)
        .filter((path) =>
          nodes.some((node) => node.path.startsWith(`${path}/`) && node.logic.trigger.length > 0),
        ),
    ),
  };
}

function countingNames(nodes: Definition["nodes"]): ReadonlySet<string> {
  const names = new Set(nodes.flatMap(({ logic }) => namesIn(logic.repeatCount ?? "")));
  // A set takes in what is added to it while it is walked through.
  for (const name of names)
    for (const node of nodes)
      if (node.name === name)
        for (const used of namesIn(node.logic.calculation ?? "")) names.add(used);
  return names;
}

/** The next step of a random walk; nothing when no question is open. */
export function chooseStep(
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
    const entries = changeable.filter((node) => node.kind === "entry");
    const entry = pick(entries.filter((node) => mayGo(node, entries, material)));
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
  if (material.growing.has(question.name))
    return { set: question.path, value: grown(question.value, chance) };
  const value = chance() < 0.07 ? "" : chooseValue(question, material, chance, pick);
  return { set: question.path, value };
}

function mayGo(entry: NodeView, entries: readonly NodeView[], { triggering }: Material): boolean {
  const path = entry.ref.replace(/\[[^\]]*\]/g, "");
  const later = entries.some(
    (other) => other.parent === entry.parent && (other.position ?? 0) > (entry.position ?? 0),
  );
  return !later || !triggering.has(path);
}

const grown = (value: string, chance: () => number) =>
  String(Math.min(Math.max(4, Number(value)), Number(value) + Math.floor(chance() * 3)));

function chooseValue(
  question: NodeView,
  material: Material,
  chance: () => number,
  pick: <T>(from: readonly T[]) => T | undefined,
): string {
  const codes = question.choices?.map((choice) => choice.name) ?? [];
  switch (question.type) {
    case "select_one":
    case "select_one_from_file":
      return pick(codes) ?? "";
    case "select_multiple":
    case "select_multiple_from_file": {
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
    case "range": {
      const { start = "1", end = "10", step = "1" } = question.parameters;
      const most = Math.floor((Number(end) - Number(start)) / Number(step));
      return String(Number(start) + Math.floor(chance() * (most + 1)) * Number(step));
    }
    case "time":
      return pick(["06:30:00.000", "18:00:00.000"]) ?? "";
    case "dateTime":
      return pick(["2018-11-20T14:30:00.000+00:00", "2027-03-05T04:05:06.007+00:00"]) ?? "";
    case "acknowledge":
    case "trigger":
      return "OK";
    case "geopoint":
      return pick(["32.6 36.1 0 0", "33.5 36.3 700 5"]) ?? "";
    case "text":
    case "barcode":
      if (question.appearance.includes("partial-date"))
        return `${pick(["2018", "2018-10-08", "2018-10", "2019-02", "2019-02-09", "2019-04-10"])}${pick(["", "~"])}`;
      return pick(["DF3-K7Q2", "P-4TK9Q", ...material.words]) ?? "";
    case "image":
    case "audio":
    case "video":
    case "file":
      return pick(["صورة.png", "ملف.bin"]) ?? "";
    default:
      return "";
  }
}
