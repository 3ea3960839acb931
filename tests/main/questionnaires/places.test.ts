import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readGazetteer } from "../../../main/questionnaires/read-gazetteer.ts";
import { fail } from "../../../shared/result.ts";
import { expectOk, newHouse } from "../small-house.ts";
import { temporaryDir } from "../vault/small-world.ts";

const simple = [
  "code,name_en,name_ar,parent",
  "SY12,Dar'a,درعا,",
  "SY1203,Izra',إزرع,SY12",
  "SY120303,Nawa,نوى,SY1203",
  "SY120304,Sheikh Miskin,الشيخ مسكين,SY1203",
];
const asOcha = [
  "\uFEFFadmin3Name_en;admin3Name_ar;admin3Pcode;admin2Name_en;admin2Name_ar;admin2Pcode;admin1Name_en;admin1Name_ar;admin1Pcode;admin0Pcode;validOn",
  "Nawa;نوى;SY120303;Izra';إزرع;SY1203;Dar'a;درعا;SY12;SY;2023",
  "Sheikh Miskin;الشيخ مسكين;SY120304;Izra';إزرع;SY1203;Dar'a;درعا;SY12;SY;2023",
];
const oldOcha = ["ADM1_PCODE,ADM1_EN,ADM1_AR", "SY12,Dar'a,درعا"];

const read = (lines: readonly string[]) => readGazetteer(Buffer.from(lines.join("\r\n")), "places");
const told = (lines: readonly string[]) =>
  read(lines).problems.map(({ row, column, code }) => [row, column, code]);

const write = (lines: readonly string[], path = join(temporaryDir(), "places.csv")) => {
  writeFileSync(path, lines.join("\n"));
  return path;
};

async function houseWith(lines: readonly string[]) {
  const house = await newHouse("ندى");
  const { questionnaires } = house.rooms;
  const { hash } = expectOk(await questionnaires.readPlaces(write(lines)));
  expectOk(questionnaires.keepPlaces({ hash }));
  const find = (text: string, within: string | null = null) =>
    expectOk(questionnaires.findPlaces({ text, within })).places;
  return {
    ...house,
    questionnaires,
    find,
    codes: (text: string) => find(text).map(({ code }) => code),
  };
}

test("the two ways to write a list of places say the same", () => {
  const { places, problems } = read(simple);
  expect(problems).toEqual([]);
  expect(places.map(({ code, parent, level }) => [code, parent, level])).toEqual([
    ["SY12", null, 1],
    ["SY1203", "SY12", 2],
    ["SY120303", "SY1203", 3],
    ["SY120304", "SY1203", 3],
  ]);
  expect(read(asOcha)).toEqual({ places, finer: 0, problems: [] });
  expect(read(oldOcha).places).toEqual(places.slice(0, 1));
});

test("whatever is finer than a sub-district is left out and counted", () => {
  const { places, finer } = read([...simple, "C4231,Tasil farm,مزرعة,SY120303"]);
  expect(places.map(({ code }) => code)).not.toContain("C4231");
  expect(finer).toBe(1);
});

test("everything that is wrong with a list is told at once, with its row and column", () => {
  const wrong = [
    ...simple,
    ",No code,بلا رمز,SY12",
    "SY 13,As-Sweida,السويداء,",
    "SY14,,,",
    "SY15,Hidden,در\u202Eعا,",
    `SY16,${"x".repeat(121)},طويل,`,
    "SY12,Another,أخرى,",
    "SY17,Lost,ضائع,SY99",
    "A,In itself,في نفسه,B",
    "B,In itself,في نفسه,A",
  ];
  expect(told(wrong)).toEqual([
    [6, "code", "place-code-missing"],
    [7, "code", "place-code-bad"],
    [8, "code", "place-name-missing"],
    [9, "name_ar", "place-name-unsafe"],
    [10, "name_en", "cell-too-long"],
    [11, "code", "place-differs"],
    [12, "code", "place-parent-unknown"],
    [13, "code", "place-parent-unknown"],
    [14, "code", "place-parent-unknown"],
  ]);
  expect(read(wrong).places).toEqual([]);
});

test("a mistyped column is named beside the one that was meant", () => {
  const { problems } = read(["code,nmae_en,parent", "SY12,Dar'a,"]);
  expect(problems.map(({ code, details }) => [code, details])).toMatchObject([
    ["unknown-column", { column: "nmae_en", nearest: "name_en" }],
    ["place-column-missing", { column: "name_ar" }],
  ]);
  expect(told(["admin3Pcode,admin3Name_ar", "SY120303,نوى"])).toEqual([
    [1, "", "place-column-missing"],
  ]);
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["a header alone", Buffer.from("code,name_en\n")],
  ["another alphabet's bytes", Buffer.from([0x63, 0x6f, 0xc7, 0x0a, 0xff])],
  ["a quotation mark that is not closed", Buffer.from('code,name_en\nSY1,"Dar')],
  ["zeros", Buffer.alloc(100_000)],
  ["far too many rows", Buffer.from(`code,name_en\n${"a,b\n".repeat(200_000)}`)],
])("of %s nothing is taken, and it is said", (_, bytes) => {
  const { places, problems } = readGazetteer(bytes, "places");
  expect(places).toEqual([]);
  expect(problems.some(({ severity }) => severity === "error")).toBe(true);
});

test("a list is shown before it is taken over, and replaces the one before as a whole", async () => {
  const { questionnaires, codes, rooms } = await houseWith(simple);
  const changed = write([
    simple[0] ?? "",
    "SY12,Dar'a,درعا المحافظة,",
    "SY14,Quneitra,القنيطرة,",
    "SY1203,Izra',إزرع,SY12",
    "SY120303,Nawa,نوى,SY1203",
  ]);
  const { problems: _, hash, ...counts } = expectOk(await questionnaires.readPlaces(changed));
  expect(counts).toEqual({
    outcome: "read",
    places: 4,
    added: 1,
    removed: 1,
    renamed: 1,
    finer: 0,
  });
  expect(expectOk(questionnaires.places()).gazetteer).toMatchObject({ places: 4 });
  expect(codes("مسكين")).toEqual(["SY120304"]);

  const { gazetteer } = expectOk(questionnaires.keepPlaces({ hash }));
  expect(gazetteer).toMatchObject({ hash, places: 4 });
  expect(codes("مسكين")).toEqual([]);
  expect(codes("قنيطره")).toEqual(["SY14"]);
  expect(questionnaires.keepPlaces({ hash })).toEqual(fail({ kind: "places-not-read" }));
  expect(expectOk(await questionnaires.readPlaces(changed)).outcome).toBe("already-here");
  const { entries } = expectOk(rooms.vault.journal({ before: null, limit: 9 }));
  expect(entries.filter(({ kind }) => kind === "places-imported")).toHaveLength(2);
});

test("a list with an error changes nothing, and neither does a closed dialog", async () => {
  const { questionnaires, codes } = await houseWith(simple);
  const before = questionnaires.places();
  const refused = expectOk(await questionnaires.readPlaces(write([...simple, "SY12,Other,,"])));
  expect([refused.outcome, refused.hash]).toEqual(["refused", ""]);
  expect(expectOk(await questionnaires.readPlaces("/nowhere/places.csv")).outcome).toBe("refused");
  expect(await questionnaires.readPlaces(undefined)).toEqual(fail({ kind: "cancelled" }));
  expect(questionnaires.places()).toEqual(before);
  expect(codes("نوى")).toEqual(["SY120303"]);
});

test("a place is found by its name in either language, however it is spelled, and by its code", async () => {
  const { find, codes } = await houseWith(simple);
  expect(codes("ازرع")).toEqual(["SY1203"]);
  expect(codes("نوي")).toEqual(["SY120303"]);
  expect(codes("NAWA")).toEqual(["SY120303"]);
  expect(codes("sy١٢٠٣٠٤")).toEqual(["SY120304"]);
  expect(codes("miskin")).toEqual(["SY120304"]);
  expect(codes("لا مكان كهذا")).toEqual([]);
  expect(find("نوى")[0]).toEqual({
    code: "SY120303",
    names: { ar: "نوى", en: "Nawa" },
    within: [
      { ar: "إزرع", en: "Izra'" },
      { ar: "درعا", en: "Dar'a" },
    ],
  });
});

test("the search can be narrowed to a governorate, and never gives more than fifty", async () => {
  const many = Array.from({ length: 200 }, (_, at) => `SY13${at},Town ${at},بلدة ${at},SY13`);
  const { find } = await houseWith([...simple, "SY13,As-Sweida,السويداء,", ...many]);
  expect(find("بلدة")).toHaveLength(50);
  expect(find("بلدة", "SY12")).toEqual([]);
  expect(find("", "SY12").map(({ code }) => code)).toEqual(["SY1203", "SY120303", "SY120304"]);
  expect(find("")[0]?.code).toBe("SY12");
});

test("the name that was typed comes before fifty that begin with it", async () => {
  const many = Array.from({ length: 80 }, (_, at) => `SY11${at},Nawa ${at},نوى ${at},SY11`);
  const { codes } = await houseWith([...simple, "SY11,Ar-Raqqa,الرقة,", ...many]);
  expect(codes("نوى")[0]).toBe("SY120303");
  expect(codes("نوى")).toHaveLength(50);
  expect(codes("SY120303")).toEqual(["SY120303"]);
});

test("namesakes in two governorates, and names that differ in a hamza, are both found as they are", async () => {
  const { find } = await houseWith([
    ...simple,
    "SY14,Quneitra,القنيطرة,",
    "SY1401,Nawa,نوى,SY14",
    "SY1402,Izra,ازرع,SY14",
  ]);
  const told = (text: string, within: string | null = null) =>
    find(text, within).map(({ code, names, within }) => [code, names.ar, within.at(-1)?.ar]);
  expect(told("نوى")).toEqual([
    ["SY1401", "نوى", "القنيطرة"],
    ["SY120303", "نوى", "درعا"],
  ]);
  expect(told("إزرع")).toEqual(told("ازرع"));
  expect(told("ازرع")).toEqual([
    ["SY1203", "إزرع", "درعا"],
    ["SY1402", "ازرع", "القنيطرة"],
  ]);
  expect(told("نوى", "SY14")).toEqual([["SY1401", "نوى", "القنيطرة"]]);
});

test("governorates to choose from are those in which something lies, unless nobody could choose", async () => {
  const { questionnaires } = await houseWith([...simple, "SY13,As-Sweida,السويداء,"]);
  const { governorates } = expectOk(questionnaires.places());
  expect(governorates).toEqual([{ code: "SY12", names: { ar: "درعا", en: "Dar'a" } }]);

  const pairs = Array.from({ length: 101 }, (_, at) => [`G${at},Gov ${at},,`, `P${at},P,,G${at}`]);
  const list = [simple[0] ?? "", ...pairs.flat()];
  const crowded = await houseWith(list);
  expect(expectOk(crowded.questionnaires.places()).governorates).toEqual([]);
  expect(crowded.find("P", "G7").map(({ code }) => code)).toEqual(["P7"]);
  const bearable = await houseWith(list.slice(0, -2));
  expect(expectOk(bearable.questionnaires.places()).governorates).toHaveLength(100);
});

test.each([
  ["a stroke that lengthens letters", "\u0640", "place-name-missing"],
  ["a mark", "\u064B", "place-name-missing"],
  ["a blank that does not break", "\u00A0", "place-name-missing"],
  ["a blank sign of Braille", "\u2800", "place-name-unsafe"],
  ["a filler of Hangul", "\u3164", "place-name-unsafe"],
])("%s alone is no name", (_, sign, code) => {
  expect(told([...simple, `SY2,,${sign},`])[0]).toEqual([
    6,
    code === "place-name-missing" ? "code" : "name_ar",
    code,
  ]);
});

test("no number of columns to look at hides what is wrong", () => {
  const columns = Array.from({ length: 3_000 }, (_, at) => `x${at}`);
  const { places, problems } = read([
    [...columns, "code", "name_ar"].join(","),
    `${",".repeat(3_000)}SY12,در\u202Eعا`,
  ]);
  expect(places).toEqual([]);
  expect(problems.at(-1)).toMatchObject({ severity: "error", code: "place-name-unsafe", row: 2 });
});

test("whatever turns the direction of a line is refused, wherever it stands", () => {
  for (const sign of ["\u200E", "\u200F", "\u061C", "\u202B", "\u202E", "\u2066", "\u2069"]) {
    expect(told([...simple, `SY2,X${sign},درعا,`])).toEqual([[6, "name_en", "place-name-unsafe"]]);
    expect(told([...simple, `SY${sign}2,X,درعا,`])).toEqual([[6, "code", "place-code-bad"]]);
    expect(told([...simple, `SY2,X,درعا,SY${sign}12`])[0]?.[2]).toBe("place-parent-unknown");
  }
});

test("fifty thousand places are read, kept and searched, and as many errors are told in bounds", async () => {
  const rows = Array.from({ length: 49_996 }, (_, at) => `P${at},Place ${at},قرية ${at},SY12`);
  const { find, questionnaires } = await houseWith([...simple, ...rows]);
  expect(expectOk(questionnaires.places()).gazetteer).toMatchObject({ places: 50_000 });
  expect(find("قريه 49995").map(({ code }) => code)).toEqual(["P49995"]);
  expect(find("قريه 49995", "SY12")).toHaveLength(1);
  expect(find("قريه 49995", "SY1203")).toEqual([]);
  const wrong = rows.map((row) => row.replace("SY12", "nowhere"));
  expect(told([...simple, ...wrong]).length).toBeLessThanOrEqual(2_000);
});

test("a chain of places that is far too long, and a ring of them, are told and end", () => {
  const chain = Array.from(
    { length: 5_000 },
    (_, at) => `C${at},N,,${at === 0 ? "" : `C${at - 1}`}`,
  );
  expect(read([simple[0] ?? "", ...chain]).places).toEqual([]);
  const ring = Array.from({ length: 5_000 }, (_, at) => `C${at},N,,C${(at + 1) % 5_000}`);
  expect(read([simple[0] ?? "", ...ring]).places).toEqual([]);
});
