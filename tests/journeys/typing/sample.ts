// The invented interviews, as a researcher has them in mind: what to say at which question.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { InterviewView } from "../../../shared/contract/interviews.ts";

type Answer = string | number | readonly string[];
type Node = InterviewView["nodes"][number];

export interface Sample {
  readonly title: string;
  readonly answers: { readonly [question: string]: Answer };
  readonly repeats: { readonly [repeat: string]: readonly { readonly [name: string]: Answer }[] };
  /** By question, or by `repeat.place.question`, counted from zero. */
  readonly states: {
    readonly [question: string]: { readonly state: Node["state"]; readonly reason?: string };
  };
}

/** What is said to one question: words, several choices, a state; or nothing. */
export type Saying =
  | { readonly kind: "answer"; readonly codes: readonly string[] }
  | { readonly kind: "state"; readonly state: Node["state"]; readonly reason: string | null }
  | { readonly kind: "nothing" };

const file = resolve(
  import.meta.dirname,
  "../../../questionnaires/returnee-interview/samples.json",
);

export function sampleNumber(index: number): Sample {
  const { interviews } = JSON.parse(readFileSync(file, "utf8")) as { interviews: Sample[] };
  const sample = interviews[index];
  if (!sample) throw new Error(`there is no sample ${index}`);
  return sample;
}

/** What this person says to a question; `nodes` tell in which entry of a repeat it stands. */
export function sayingOf(sample: Sample, node: Node, nodes: readonly Node[]): Saying {
  const entry = entryOf(node, nodes);
  const repeat = entry && nodes.find(({ ref }) => ref === entry.parent)?.name;
  const place = (entry?.position ?? 0) - 1;
  const key = repeat === undefined ? node.name : `${repeat}.${place}.${node.name}`;
  const answers = repeat === undefined ? sample.answers : sample.repeats[repeat]?.[place];
  const given = sample.states[key];
  if (given) return { kind: "state", state: given.state, reason: given.reason ?? null };
  const answer = answers?.[node.name];
  if (answer === undefined) return { kind: "nothing" };
  const codes = (Array.isArray(answer) ? answer : [answer]).map(String);
  // Where the list has a code for not knowing, a person presses the button that says so.
  const state = codes.length === 1 && node.choices?.find(({ name }) => name === codes[0])?.state;
  return state ? { kind: "state", state, reason: null } : { kind: "answer", codes };
}

/** Everything in which an interview differs from its sample, in words; empty when it is the same. */
export function differences(sample: Sample, nodes: readonly Node[]): string[] {
  const asked = nodes.filter(({ kind, relevant }) => kind === "question" && relevant);
  const wrong: string[] = [];
  for (const node of asked) {
    // The program gives the code of an interview by itself.
    if (node.appearance.includes("auto-code")) continue;
    const saying = sayingOf(sample, node, nodes);
    const wanted = wantedOf(saying, node);
    const found = { state: node.state, reason: node.reason, value: inOrder(node, node.value) };
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      wrong.push(`${node.ref}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
  // And whatever was to be said has been asked.
  const names = new Set(asked.map(({ name }) => name));
  for (const name of Object.keys(sample.answers))
    if (!names.has(name)) wrong.push(`${name}: unasked`);
  for (const [repeat, entries] of Object.entries(sample.repeats)) {
    const there = nodes.filter(
      ({ kind, relevant, parent }) =>
        kind === "entry" && relevant && nodes.find(({ ref }) => ref === parent)?.name === repeat,
    );
    if (there.length !== entries.length)
      wrong.push(`${repeat}: ${there.length} entries instead of ${entries.length}`);
  }
  return wrong;
}

function wantedOf(saying: Saying, node: Node) {
  if (saying.kind === "nothing") return { state: "not-asked", reason: null, value: "" };
  if (saying.kind === "answer")
    return { state: "answered", reason: null, value: inOrder(node, saying.codes.join(" ")) };
  const code = node.choices?.find(({ state }) => state === saying.state)?.name ?? "";
  return { state: saying.state, reason: saying.reason, value: code };
}

/** Choices stand in the order of the list, whatever the order of ticking. */
function inOrder({ choices }: Node, value: string): string {
  return choices ? value.split(" ").toSorted().join(" ") : value;
}

function entryOf(node: Node, nodes: readonly Node[]): Node | undefined {
  const holder = nodes.find(({ ref }) => ref === node.parent);
  if (!holder || holder.kind === "entry") return holder;
  return entryOf(holder, nodes);
}
