// An interview as the keeper gives it to a coordinator: two sections, one repeat, a few states.

import type { InterviewView } from "../../../shared/contract/interviews.ts";
import type { RecordNode } from "../../../shared/interviews/outline.ts";
import type { ShownText } from "../../../shared/questionnaire/live/view.ts";
import { device } from "../open-notebook.tsx";

export const id = (digit: number) => String(digit).repeat(32) as InterviewView["interview"];

export const text = (words: string): ShownText => ({
  parts: [{ kind: "text", text: words, weight: "plain" }],
  fallback: null,
});

export function node(ref: string, given: Partial<RecordNode> & { said?: string } = {}): RecordNode {
  const { said, ...rest } = given;
  const name = ref.split("/").at(-1) ?? ref;
  return {
    ref,
    parent: ref.includes("/") ? ref.slice(0, ref.lastIndexOf("/")) : null,
    kind: "question",
    path: `/data/${ref}`,
    name,
    type: "text",
    row: 1,
    relevant: true,
    required: false,
    readonly: false,
    valid: true,
    violation: null,
    value: said ?? "",
    state: said === undefined ? "not-asked" : "answered",
    reason: null,
    setAside: null,
    choices: null,
    label: text(name) as RecordNode["label"],
    hint: null,
    guidance: null,
    message: null,
    appearance: [],
    parameters: {},
    sensitive: "low",
    position: null,
    mayChange: false,
    ...rest,
  };
}

const choice = (name: string, words: string) =>
  ({ name, label: text(words), state: null }) as NonNullable<RecordNode["choices"]>[number];

const governorates = [choice("SY12", "درعا"), choice("SY01", "دمشق")];

export const nodes: readonly RecordNode[] = [
  node("m0", { kind: "group", label: text("الجلسة") as RecordNode["label"] }),
  node("m0/consent_note", { kind: "note" }),
  node("m0/place", { type: "select_one", said: "SY12", choices: governorates }),
  node("m0/uses", { type: "select_multiple", said: "SY12 SY01", choices: governorates }),
  node("m0/when", { appearance: ["partial-date"], said: "2018-11~" }),
  node("m0/start_time", { kind: "hidden", said: "2026-11-20T09:15:00" }),
  node("m0/unit", { state: "dont-know" }),
  node("m0/reason", { state: "skipped", reason: "too-painful" }),
  node("m0/closed", { relevant: false, setAside: "كنت هناك" }),
  node("m0/hidden_away", { relevant: false }),
  node("m7", { kind: "group", label: text("الاحتجاز") as RecordNode["label"] }),
  node("m7/detention", { kind: "repeat", label: text("فترة احتجاز") as RecordNode["label"] }),
  node("m7/detention[k3f9]", { kind: "entry", parent: "m7/detention", position: 1 }),
  node("m7/detention[k3f9]/det_place", {
    parent: "m7/detention[k3f9]",
    type: "select_one",
    said: "SY01",
    choices: governorates,
    sensitive: "high",
  }),
  node("m7/detention[k3f9]/det_account", {
    parent: "m7/detention[k3f9]",
    said: "I was taken at a checkpoint.",
  }),
  node("m7/incident", { kind: "repeat", label: text("حادثة") as RecordNode["label"] }),
  node("m8", { kind: "group", relevant: false }),
  node("m8/never", { relevant: false }),
];

export const languages = [
  { name: "English (en)", tag: "en", direction: "ltr" },
  { name: "Arabic (ar)", tag: "ar", direction: "rtl" },
] as const;

export function view(digit: number, given: Partial<InterviewView> = {}): InterviewView {
  return {
    interview: id(digit),
    code: `DF3-K7Q2${digit}`,
    stage: "finished",
    readOnly: "other-device",
    form: {
      hash: "f".repeat(64) as InterviewView["form"]["hash"],
      title: "مقابلة العائدين",
      version: "2026112201",
    },
    languages: [...languages],
    language: "Arabic (ar)",
    at: null,
    nodes: [...nodes],
    problems: [],
    orphans: [],
    notes: [],
    confirmed: [],
    stated: { "m0/when": "umalqura:1440-03" },
    files: [],
    erased: [],
    revisions: [],
    consent: "given",
    saved: "2026-11-20T11:40:00+03:00",
    ...given,
  };
}

export function row(digit: number, given = {}) {
  return {
    interview: id(digit),
    code: `DF3-K7Q2${digit}`,
    stage: "finished",
    form: view(digit).form,
    device: device("R"),
    deviceName: "باحثة-R",
    opened: "2026-11-20T09:15:00+03:00",
    changed: "2026-11-20T11:40:00+03:00",
    answered: 41,
    relevant: null,
    problems: null,
    consent: "given",
    versions: 1,
    ...given,
  };
}
