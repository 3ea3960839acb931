import { expect, test } from "vitest";
import type { Note } from "../../../shared/contract/interviews.ts";
import { outlineOf } from "../../../shared/interviews/outline.ts";
import { node, nodes } from "./small-record.ts";

const shape = (which: "all" | "answered", given = nodes, notes: readonly Note[] = []) =>
  outlineOf(given, which, notes).map(({ ref, asked, answered, lines }) => ({
    ref,
    counts: [answered, asked],
    lines: lines.map(({ kind, node: { ref: at }, depth }) => `${depth} ${kind} ${at}`),
  }));

test("sections hold what applies, and what was said before it was closed", () => {
  expect(shape("all")).toEqual([
    {
      ref: "m0",
      counts: [5, 5],
      lines: [
        "0 question m0/place",
        "0 question m0/uses",
        "0 question m0/when",
        "0 question m0/unit",
        "0 question m0/reason",
        "0 question m0/closed",
      ],
    },
    {
      ref: "m7",
      counts: [2, 2],
      lines: [
        "0 repeat m7/detention",
        "1 entry m7/detention[k3f9]",
        "2 question m7/detention[k3f9]/det_place",
        "2 question m7/detention[k3f9]/det_account",
        "0 repeat m7/incident",
      ],
    },
  ]);
});

test("without the unanswered, headings with nothing below them are gone and counts stay", () => {
  const some = [...nodes, node("m7/open_question")];
  const [, detention] = shape("answered", some);
  expect(detention?.counts).toEqual([2, 3]);
  expect(detention?.lines).toEqual([
    "0 repeat m7/detention",
    "1 entry m7/detention[k3f9]",
    "2 question m7/detention[k3f9]/det_place",
    "2 question m7/detention[k3f9]/det_account",
  ]);
});

test("a section in which nothing was recorded stays, so that nobody thinks it was lost", () => {
  const empty = [node("m1", { kind: "group" }), node("m1/one")];
  expect(shape("answered", empty)).toEqual([{ ref: "m1", counts: [0, 1], lines: [] }]);
});

test("an entry is told from the others by its own first choices and dates", () => {
  const entry = outlineOf(nodes, "all", [])
    .flatMap(({ lines }) => lines)
    .find(({ kind }) => kind === "entry");
  expect(entry?.telling.map(({ name }) => name)).toEqual(["det_place"]);
});

test("a question with a note is shown wherever it stands, with the note and no answer counted", () => {
  const at = "2026-11-20T10:00:00+03:00";
  const note = (question: string) =>
    ({ question, mark: "note", text: "تردّد", at, aside: null }) as const;
  const given = [
    node("m1", { kind: "group" }),
    node("m1/one"),
    node("m1/two", { relevant: false }),
  ];
  const notes = [note("m1/one"), note("m1/two")];
  expect(shape("answered", given, notes)).toEqual([
    { ref: "m1", counts: [0, 1], lines: ["0 question m1/one", "0 question m1/two"] },
  ]);
  const [section] = outlineOf(given, "answered", notes);
  expect(section?.lines.map((line) => line.notes.length)).toEqual([1, 1]);
});
