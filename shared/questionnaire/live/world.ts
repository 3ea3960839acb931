import { own } from "../definition/definition.ts";
import { calendarOf } from "../expression/calendar.ts";
import { chanceFrom } from "../expression/chance.ts";
import { compilePattern, type Matcher } from "../expression/regex.ts";
import { Overrun, type Surroundings } from "../expression/scope.ts";
import type { Item } from "../expression/value.ts";
import type { Plan } from "./plan.ts";
import { lookUp, tableNamed } from "./tables.ts";
import type { LiveNode, Tree } from "./tree.ts";

/** What an interview takes from outside, so that a test can hand it another clock and other chances. */
export interface World {
  readonly now: () => Date;
  /** IANA name of the zone in which this interview counts its days. */
  readonly zone: string;
  /** Seed of the form's random numbers, fixed for the interview. */
  readonly seed: string;
  /** How many times this interview was opened again after it had been finished; left out: never. */
  readonly revision?: number;
  readonly staffCode: string;
  readonly deviceCode: string;
  /** A key for a new entry: 4 to 12 of `[0-9a-z]`, never given before in this interview. */
  readonly newKey: () => string;
  /** SHA-2: `sha-256`, `sha-384` or `sha-512`. */
  readonly digest: (algorithm: string, bytes: Uint8Array) => Uint8Array;
}

/** The steps a round may still take, and the instant at which it happens. */
export interface Meter {
  budget: number;
  now: number;
}

/** Gives expressions what they may ask of the interview and the world. */
export function surroundingsOf(plan: Plan, tree: Tree, world: World, meter: Meter): Surroundings {
  const { definition } = plan;
  const chances = new Map<Item, () => number>();
  const patterns = new Map<string, Matcher | null>();
  const tables = new Map<string, Item | undefined>();
  const refOf = (item: Item) => (item as LiveNode).ref ?? "";
  return {
    top: tree.top,
    calendar: calendarOf(world.zone),
    id: definition.id,
    version: definition.version,
    now: () => meter.now,
    random: (owner) => {
      const chance = chances.get(owner) ?? chanceFrom(`${world.seed}\n${refOf(owner)}`);
      chances.set(owner, chance);
      return chance();
    },
    seedFor: (owner) =>
      Math.floor(chanceFrom(`${world.seed}\norder of ${refOf(owner)}`)() * 2_147_483_646) + 1,
    spend: (steps) => {
      meter.budget -= steps;
      if (meter.budget < 0) throw new Overrun();
    },
    misread: () => {},
    choiceLabel: (code, question) => labelOf(plan, code, question as LiveNode),
    textById: (id) => textById(plan, id),
    table: (name) => {
      if (!tables.has(name)) tables.set(name, tableNamed(definition, name));
      return tables.get(name);
    },
    lookUp: (table, column, keyColumn, key) => {
      const found = own(definition.tables, table.replace(/\.csv$/i, ""));
      return found ? lookUp(found, column, keyColumn, key) : "";
    },
    stateOf: (item) => (item as LiveNode).state ?? "",
    property: (name) => {
      if (name === "deviceid") return world.deviceCode;
      return name === "username" ? world.staffCode : "";
    },
    digest: world.digest,
    matches: (pattern, text) => {
      let matcher = patterns.get(pattern);
      if (matcher === undefined) {
        const compiled = compilePattern(pattern);
        matcher = compiled.ok ? compiled.value : null;
        if (patterns.size > 500) patterns.clear();
        patterns.set(pattern, matcher);
      }
      return matcher?.(text) ?? false;
    },
  };
}

/** The label in the default language, because what is computed is stored and must not change. */
function labelOf(plan: Plan, code: string, question: LiveNode): string {
  // What the entries of a repeat are called is both the code and its label.
  if (question.row?.source) return question.offered?.codes.has(code) ? code : "";
  const choice = question.row?.byCode.get(code);
  if (!choice) return "";
  const { defaultLanguage } = plan.definition;
  return own(choice.label, defaultLanguage) ?? Object.values(choice.label)[0] ?? choice.name;
}

/** `/data/group/question:label`, or `list-3` for the fourth choice of a list, as other tools name them. */
function textById({ definition }: Plan, id: string): string {
  const ofRow = /^\/[^/]+\/(.+):(label|hint)$/.exec(id);
  if (ofRow) {
    const node = definition.nodes.find((each) => each.path === ofRow[1]);
    const texts = ofRow[2] === "label" ? node?.label : node?.hint;
    return (texts && own(texts, definition.defaultLanguage)) ?? "";
  }
  const ofChoice = /^(.+)-(\d+)$/.exec(id);
  const list = ofChoice && own(definition.lists, ofChoice[1] ?? "");
  const label = list?.choices[Number(ofChoice?.[2])]?.label;
  return (label && own(label, definition.defaultLanguage)) ?? "";
}
