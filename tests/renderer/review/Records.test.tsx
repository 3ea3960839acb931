import { expect, test } from "vitest";
import { Records } from "../../../renderer/review/Records.tsx";
import { drawOpen, fail, ok } from "../open-notebook.tsx";
import {
  click,
  find,
  findAll,
  focus,
  press,
  pretendKeeper,
  settle,
  textOf,
  type,
} from "../world.tsx";
import { id, row } from "./small-record.ts";

interface Wish {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

function keeperWith(rows: readonly ReturnType<typeof row>[]) {
  return pretendKeeper({
    "interviews.list": (input) => {
      const { search, offset, limit } = input as unknown as Wish;
      const fitting = rows.filter(({ code }) => code.includes(search.toUpperCase()));
      return ok({ total: fitting.length, rows: fitting.slice(offset, offset + limit) });
    },
  });
}

test("every record shows who held it, its consent, and whether two versions wait", async () => {
  keeperWith([
    row(1, { versions: 2 }),
    row(2, { deviceName: null, consent: "refused", relevant: 60 }),
    row(3, { device: null, stage: "in-parcel" }),
  ]);
  await drawOpen(<Records search="" />);
  const [, first, second, third] = findAll("row").map(textOf);
  for (const said of ["DF3-K7Q21", "بنسختين", "باحثة-R", "أُعطيت", "41"])
    expect(first).toContain(said);
  for (const said of ["جهاز غير معروف", "رُفضت", "41"]) expect(second).toContain(said);
  for (const said of ["هذا الجهاز", "في رزمة"]) expect(third).toContain(said);
  expect(textOf(find("banner"))).toContain("3 مقابلات");
});

test("Enter opens a record, and the list knows what it was searched for", async () => {
  const keeper = keeperWith([row(1), row(2), row(3)]);
  const { went } = await drawOpen(<Records search="" />, { locale: "en-GB" });
  press("KeyF", { key: "ب", ctrlKey: true });
  const field = find("textbox", "Search for a code");
  expect(document.activeElement).toBe(field);
  type(field, "q22");
  await settle();
  expect(keeper.asked.at(-1)).toEqual([
    "interviews.list",
    { stage: null, search: "q22", offset: 0, limit: 100 },
  ]);
  expect(findAll("rowheader")).toHaveLength(1);
  focus(find("rowheader", "DF3-K7Q22"));
  press("Enter");
  expect(went).toEqual([{ screen: "record", interview: id(2), search: "q22" }]);
});

test("coming back shows the same list", async () => {
  keeperWith([row(1), row(2)]);
  await drawOpen(<Records search="Q21" />);
  expect((find("textbox", "البحث عن رمز") as HTMLInputElement).value).toBe("Q21");
  expect(findAll("rowheader")).toHaveLength(1);
});

test("a word that fits nothing says so, and the field stays", async () => {
  keeperWith([row(1)]);
  await drawOpen(<Records search="" />);
  type(find("textbox", "البحث عن رمز"), "zzz");
  await settle();
  expect(textOf()).toContain("لا رمز يطابق ما كُتب.");
  find("textbox", "البحث عن رمز");
});

test("without any record the next step is the inbox", async () => {
  keeperWith([]);
  const { went } = await drawOpen(<Records search="" />, { locale: "en-GB" });
  expect(textOf()).toContain("No interviews are here yet.");
  click(find("button", "Go to the inbox"));
  expect(went).toEqual([{ screen: "inbox" }]);
});

test("a failing disk is said, and the screen stays", async () => {
  pretendKeeper({ "interviews.list": () => fail("disk-failing") });
  await drawOpen(<Records search="" />);
  expect(textOf(find("alert"))).toContain("القرص يتعطّل");
});

test("records that could not be read are asked for again", async () => {
  let answer: unknown = fail("disk-failing");
  pretendKeeper({ "interviews.list": () => answer });
  await drawOpen(<Records search="" />, { locale: "en-GB" });
  answer = ok({ total: 1, rows: [row(1)] });
  click(find("button", "Try again"));
  await settle();
  expect(textOf()).not.toContain("disk-failing");
  expect(textOf()).toContain("DF3-K7Q21");
});
