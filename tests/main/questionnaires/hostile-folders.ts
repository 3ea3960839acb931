// Folders made to hurt, by hand, and the first errors that their author is told of each.
import type { Hostile } from "./hostile-workbooks.ts";

/** Files of a folder by their names. */
export interface Folder {
  readonly [name: string]: string | Buffer;
}

const header = "type,name,label\n";
const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");
const calculation = (expression: string): Folder => ({
  "survey.csv": `type,name,label,calculation\ntext,a,ا,\ncalculate,c,,"${expression}"\n`,
});

export const hostileFolders: readonly Hostile<Folder>[] = [
  ["a folder without anything", () => ({}), ["survey 0 sheet-missing"]],
  [
    "a sheet of nothing but commas",
    () => ({ "survey.csv": ",".repeat(20_000_000) }),
    ["survey 0 form-unreadable too-many-cells"],
  ],
  [
    "a sheet of nothing but line ends",
    () => ({ "survey.csv": "\n".repeat(20_000_000) }),
    ["survey 0 form-unreadable too-many-cells"],
  ],
  [
    "a sheet of nothing but quotation marks",
    () => ({ "survey.csv": '"'.repeat(5_000_001) }),
    ["survey 1 form-unreadable bad-quote"],
  ],
  [
    "a cell that never ends",
    () => ({ "survey.csv": `${header}text,a,"${"x".repeat(5_000_000)}` }),
    ["survey 2 form-unreadable bad-quote"],
  ],
  [
    "a cell longer than a cell",
    () => ({ "survey.csv": `${header}text,a,${"x".repeat(32_768)}` }),
    ["survey 2 cell-too-long"],
  ],
  [
    "letters of two bytes",
    () => ({ "survey.csv": Buffer.from(header, "utf16le") }),
    ["survey 1 type type-missing"],
  ],
  [
    "more than 20 MiB",
    () => ({ "survey.csv": Buffer.alloc(21 * 1024 * 1024, "a") }),
    ["survey 0 file-too-large"],
  ],
  [
    "more rows than a form has",
    () => ({ "survey.csv": header + lines(6000, (at) => `text,q${at},x`) }),
    ["survey 0 form-too-large rows"],
  ],
  [
    "the same name in every row",
    () => ({ "survey.csv": header + lines(4000, () => "text,a,x") }),
    [
      "survey 3 name duplicate-name",
      "survey 4 name duplicate-name",
      "survey 5 name duplicate-name",
    ],
  ],
  [
    "more choices than a form has",
    () => ({
      "survey.csv": `${header}select_one l,a,x`,
      "choices.csv": `list_name,name\n${lines(50_001, (at) => `l,c${at}`)}`,
    }),
    ["choices 0 form-too-large choices"],
  ],
  [
    "more columns than a form has",
    () => ({
      "survey.csv": `type,name,${lines(600, (at) => `bind::odk:a${at}`).replaceAll("\n", ",")}\ntext,a\n`,
    }),
    ["survey 1 form-too-large columns"],
  ],
  [
    "more languages than a form has",
    () => ({
      "survey.csv": `type,name,${lines(70, (at) => `label::L${at}`).replaceAll("\n", ",")}\ntext,a\n`,
    }),
    ["survey 1 form-too-large languages"],
  ],
  [
    "groups too deep",
    () => ({
      "survey.csv": `${header}${lines(2000, (at) => `begin_group,g${at},x`)}\n${lines(2000, () => "end_group,,")}`,
    }),
    ["survey 18 type group-too-deep"],
  ],
  [
    "repeats too deep",
    () => ({ "survey.csv": header + lines(10, (at) => `begin_repeat,g${at},x`) }),
    [
      "survey 2 type unclosed-group repeat",
      "survey 3 type unclosed-group repeat",
      "survey 4 type unclosed-group repeat",
    ],
  ],
  [
    "groups that only end",
    () => ({ "survey.csv": header + lines(3000, () => "end_group,,") }),
    [
      "survey 2 type unopened-group group",
      "survey 3 type unopened-group group",
      "survey 4 type unopened-group group",
    ],
  ],
  [
    "a thousand questions that wait for each other",
    () => ({
      "survey.csv": `type,name,calculation\n${lines(1000, (at) => `calculate,q${at},\${q${(at + 1) % 1000}}`)}`,
    }),
    ["survey 2 calculation cycle"],
  ],
  [
    "brackets too deep",
    () => calculation(`${"(".repeat(4000)}1${")".repeat(4000)}`),
    ["survey 3 calculation expression-too-large"],
  ],
  [
    "an expression too long",
    () => calculation(`1${"+1".repeat(6000)}`),
    ["survey 3 calculation expression-too-large"],
  ],
  [
    "minus signs without end",
    () => calculation(`${"-".repeat(9000)}1`),
    ["survey 3 calculation expression-too-large"],
  ],
  [
    "an expression that is cut off",
    () => calculation("concat('a', "),
    ["survey 3 calculation expression-unfinished"],
  ],
  [
    "a pattern that could take for ever",
    () => calculation("regex('aaaa', '^(a+)+$\\1')"),
    ["survey 3 calculation bad-pattern back-reference"],
  ],
  [
    "a pattern of a million copies",
    () => calculation("regex('a', '^((a{1000}){1000}){1000}$')"),
    ["survey 3 calculation bad-pattern too-large"],
  ],
  [
    "a function nobody has",
    () => calculation("constructor(1)"),
    ["survey 3 calculation unknown-function"],
  ],
  [
    "a reference to what every object has",
    () => calculation("${__proto__}"),
    ["survey 3 calculation unknown-reference"],
  ],
  [
    "a form that looks at itself everywhere",
    () => ({
      "survey.csv": `type,name,calculation\n${lines(3000, (at) => `calculate,q${at},count(//*)`)}`,
    }),
    ["survey 0 form-too-large expressions"],
  ],
  [
    "a name that every object has",
    () => ({ "survey.csv": `${header}text,__proto__,x` }),
    ["survey 2 name bad-name"],
  ],
  [
    "names that are none",
    () => ({ "survey.csv": `${header}text,a b,x\ntext,../x,x\ntext,1,x\ntext,<a>,x` }),
    ["survey 2 name bad-name", "survey 3 name bad-name", "survey 4 name bad-name"],
  ],
  [
    "files that lead out of the form",
    () => ({
      "survey.csv": `${header.trim()},image\ntext,a,x,../../etc/passwd\nselect_one_from_file ../x.csv,b,x,`,
    }),
    ["survey 2 image unsafe-path", "survey 3 type unsafe-path"],
  ],
  [
    "a table of too many rows",
    () => ({
      "survey.csv": `${header}select_one_from_file t.csv,a,x`,
      "t.csv": `name,label\n${"a,b\n".repeat(200_002)}`,
    }),
    ["t 0 file-too-large", "survey 2 type table-missing"],
  ],
  [
    "a namespace that nobody declared",
    () => ({ "survey.csv": "type,name,label,bind::evil:x\ntext,a,x,1" }),
    ["survey 2 bind::evil:x undeclared-prefix"],
  ],
  [
    "namespaces that are none",
    () => ({ "survey.csv": `${header}text,a,x`, "settings.csv": 'namespaces\n"x=<a> y="' }),
    ["settings 2 namespaces bad-namespaces"],
  ],
  [
    "signs that turn the line around",
    () => ({ "survey.csv": `${header}te\u202ext,a\u2066,x\ntxet\u202e,b,x` }),
    ["survey 3 type type-unknown nearest"],
  ],
  [
    "characters that are no text",
    () => ({ "survey.csv": `${header}text,a\u0000b,x\n` }),
    ["survey 2 name bad-name"],
  ],
];
