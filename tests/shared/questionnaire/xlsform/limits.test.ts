import { expect, test } from "vitest";
import { compile, type Sheets } from "../../../../shared/questionnaire/index.ts";
import { sha256 } from "../scenario.ts";

const tools = { sha256, fallbackId: "form", orOther: {} };

const sheets = (
  survey: readonly (readonly string[])[],
  choices?: readonly (readonly string[])[],
): Sheets => [
  { name: "survey", rows: survey.map((cells, at) => ({ row: at + 1, cells })) },
  ...(choices
    ? [{ name: "choices", rows: choices.map((cells, at) => ({ row: at + 1, cells })) }]
    : []),
];

/**
 * Compiles a hostile form, which must end by itself and in its own sentence. One that hung us would
 * run into the runner's patience; how long each takes is measured by the proof `questionnaires`.
 */
function refuse(source: Sheets): string[] {
  const { definition, problems } = compile(source, [], tools);
  expect(definition).toBeNull();
  return [
    ...new Set(problems.filter(({ severity }) => severity === "error").map(({ code }) => code)),
  ];
}

const header = ["type", "name", "label", "relevant", "calculation"];

test.each<[string, () => Sheets, string]>([
  [
    "six thousand rows",
    () => sheets([header, ...Array.from({ length: 6_000 }, (_, at) => ["text", `q${at}`, "س"])]),
    "form-too-large",
  ],
  [
    "sixty thousand choices",
    () =>
      sheets(
        [header, ["select_one l", "q", "س"]],
        [
          ["list_name", "name", "label"],
          ...Array.from({ length: 60_000 }, (_, at) => ["l", `c${at}`, "س"]),
        ],
      ),
    "form-too-large",
  ],
  [
    "groups ten thousand deep",
    () =>
      sheets([
        header,
        ...Array.from({ length: 10_000 }, (_, at) => ["begin_group", `g${at}`, "م"]),
      ]),
    "group-too-deep",
  ],
  [
    "a thousand columns",
    () =>
      sheets([
        [...header, ...Array.from({ length: 1_000 }, (_, at) => `note${at}`)],
        ["text", "a", "س"],
      ]),
    "form-too-large",
  ],
  [
    "a hundred languages",
    () =>
      sheets([
        ["type", "name", ...Array.from({ length: 100 }, (_, at) => `label::L${at}`)],
        ["text", "a", "س"],
      ]),
    "form-too-large",
  ],
  [
    "a cell as long as a book",
    () => sheets([header, ["text", "a", "س".repeat(40_000)]]),
    "cell-too-long",
  ],
  [
    "five thousand rows that wait for each other in one circle",
    () =>
      sheets([
        header,
        ...Array.from({ length: 4_999 }, (_, at) => [
          "calculate",
          `c${at}`,
          "",
          "",
          `\${c${(at + 1) % 4_999}} + 1`,
        ]),
      ]),
    "cycle",
  ],
  [
    "expressions that look at everything, everywhere",
    () =>
      sheets([
        header,
        ...Array.from({ length: 3_000 }, (_, at) => [
          "text",
          `q${at}`,
          "س",
          Array(40).fill("count(//*) > 1").join(" or "),
        ]),
      ]),
    "form-too-large",
  ],
])("%s are refused within two seconds", (_, source, code) => {
  expect(refuse(source())).toContain(code);
});

test("a chain of five thousand calculations is settled without exhausting anything", () => {
  const rows = Array.from({ length: 4_990 }, (_, at) => [
    "calculate",
    `c${at}`,
    "",
    "",
    at === 0 ? "1" : `\${c${at - 1}} + 1`,
  ]);
  const { definition } = compile(sheets([header, ...rows]), [], tools);
  expect(definition?.nodes).toHaveLength(4_990);
});

test("names that every object inherits are names like any other", () => {
  const { definition } = compile(
    sheets(
      [
        header,
        ["select_one constructor", "toString", "س", ""],
        ["text", "hasOwnProperty", "س", "${toString} = 'valueOf'"],
      ],
      [
        ["list_name", "name", "label", "constructor"],
        ["constructor", "valueOf", "س", "x"],
      ],
    ),
    [],
    tools,
  );
  expect(definition?.nodes.map(({ name }) => name)).toEqual(["toString", "hasOwnProperty"]);
});
