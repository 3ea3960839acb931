import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import {
  countQuestions,
  type Definition,
  type LiveForm,
  type NodeView,
  open,
} from "../../../shared/questionnaire/index.ts";
import { builtInFolder, builtInForm } from "./built-in.ts";
import { taken, testWorld } from "./scenario.ts";

type Given = string | number | readonly string[];
interface Sample {
  readonly title: string;
  readonly answers: { readonly [item: string]: Given };
  readonly repeats: { readonly [repeat: string]: readonly { readonly [item: string]: Given }[] };
  readonly states: { readonly [item: string]: { readonly state: never; readonly reason?: string } };
}
interface PathCase {
  readonly title: string;
  readonly answers: { readonly [item: string]: Given };
  readonly relevant: readonly string[];
  readonly not_relevant: readonly string[];
  readonly violations: readonly string[];
}
interface DeadlineCase {
  readonly answers: { readonly [item: string]: Given };
  readonly in_time: string;
}

const samples: {
  readonly interviews: readonly Sample[];
  readonly path_cases: readonly PathCase[];
  readonly deadline_cases: readonly DeadlineCase[];
} = JSON.parse(readFileSync(`${builtInFolder}/samples.json`, "utf8"));

let definition: Definition;
beforeAll(async () => {
  definition = await builtInForm();
});

const openForm = () => open(definition, undefined, testWorld());
const text = (given: Given) => (Array.isArray(given) ? given.join(" ") : String(given));
const named = (form: LiveForm, name: string) =>
  form.nodes().find((node) => node.name === name && node.kind !== "entry") as NodeView;

/** Gives answers in the order of the form, each as soon as its question is reached. */
function answer(
  form: LiveForm,
  nodes: readonly NodeView[],
  answers: { readonly [item: string]: Given },
) {
  const order = nodes.filter((node) => node.kind === "question" && node.name in answers);
  for (const { ref, name } of order) taken(form.set(ref, text(answers[name] ?? "")));
}

test("the built-in questionnaire has two hundred questions and their companions, in two languages", () => {
  expect(countQuestions(definition)).toBe(262);
  expect(
    definition.nodes.filter((node) => node.kind === "repeat").map((node) => node.name),
  ).toEqual(["step", "detention", "incident", "other_person"]);
  expect(definition.languages).toEqual([
    { name: "English (en)", tag: "en", direction: "ltr" },
    { name: "Arabic (ar)", tag: "ar", direction: "rtl" },
  ]);
  expect(definition.defaultLanguage).toBe("Arabic (ar)");
  expect(Object.keys(definition.lists)).toHaveLength(76);
});

test("every question says how sensitive it is", () => {
  const degrees = definition.nodes
    .filter((node) => node.kind === "question" || node.type === "calculate")
    .map((node) => node.sensitive);
  expect(degrees.filter((degree) => degree === "high")).toHaveLength(119);
});

test.each(samples.path_cases)("$title", ({ answers, relevant, not_relevant, violations }) => {
  const form = openForm();
  // In the order of the case: some of its answers are contradictions on purpose.
  for (const [name, given] of Object.entries(answers))
    taken(form.set(named(form, name).ref, text(given)));
  for (const name of relevant) expect(named(form, name).relevant, name).toBe(true);
  for (const name of not_relevant) expect(named(form, name).relevant, name).toBe(false);
  const broken = form.problems().filter((problem) => problem.kind === "constraint");
  expect(broken.map(({ ref }) => form.node(ref)?.name)).toEqual(violations);
});

test.each(samples.deadline_cases)(
  "who surrendered on $surrender_date and crossed the border: $crossed_border, came in time: $in_time",
  ({ answers, in_time }) => {
    const form = openForm();
    for (const [name, given] of Object.entries(answers))
      taken(form.set(named(form, name).ref, text(given)));
    expect(named(form, "in_time").value).toBe(in_time);
  },
);

test.each(samples.interviews)("the interview “$title” is taken whole", (sample) => {
  const form = openForm();
  answer(form, form.nodes(), sample.answers);
  for (const [repeat, entries] of Object.entries(sample.repeats)) {
    const list = named(form, repeat);
    entries.forEach((entry, at) => {
      const made =
        form.children(list.ref)[at]?.ref ?? taken(form.addEntry(list.ref)).added[0] ?? "";
      answer(form, form.children(made), entry);
    });
    for (const spare of form.children(list.ref).slice(entries.length))
      taken(form.removeEntry(spare.ref));
  }
  for (const [item, { state, reason }] of Object.entries(sample.states)) {
    const [repeat = "", index, name] = item.split(".");
    const inEntry = index !== undefined && name !== undefined;
    const entry = inEntry ? form.children(named(form, repeat).ref)[Number(index)]?.ref : undefined;
    const node = inEntry
      ? form.children(entry ?? "").find((child) => child.name === name)
      : named(form, item);
    taken(form.setState(node?.ref ?? "", state, reason));
  }
  for (const list of form.nodes().filter((node) => node.kind === "repeat"))
    if (!(list.name in sample.repeats))
      for (const spare of form.children(list.ref))
        if (spare.mayChange) taken(form.removeEntry(spare.ref));

  expect(form.problems().map(({ ref, kind }) => `${ref}: ${kind}`)).toEqual([]);
  for (const [name, given] of Object.entries(sample.answers)) {
    const node = named(form, name);
    const codes = (value: string) => value.split(" ").sort().join(" ");
    if (Array.isArray(given)) expect(codes(node.value), name).toBe(codes(text(given)));
    else expect(node.value, name).toBe(text(given));
  }
});
