import { useState } from "react";
import { expect, test } from "vitest";
import type { DisplayLocale } from "../../../renderer/i18n.ts";
import { PartialDate } from "../../../renderer/ui/PartialDate.tsx";
import { click, draw, find, findAll, leave, settle, textOf, type } from "../world.tsx";

async function ask(first: string, locale: DisplayLocale = "ar-SY-u-nu-latn") {
  const told: string[] = [];
  function Question() {
    const [value, setValue] = useState(first);
    const [stated, setStated] = useState<string>();
    return (
      <PartialDate
        label="متى بدأ الاحتجاز؟"
        value={value}
        stated={stated}
        onAnswer={async (next, said) => {
          told.push(said === undefined ? next : `${next} ${said}`);
          setStated(said);
          setValue(next);
          return true;
        }}
      />
    );
  }
  await draw(<Question />, locale);
  return told;
}

async function month(text: string) {
  type(find("combobox"), text);
  leave();
  await settle();
}

test("a year alone is a full answer", async () => {
  const told = await ask("");
  click(find("radio", "السنة فقط"));
  expect(findAll("combobox")).toHaveLength(0);
  type(find("textbox", "السنة"), "٢٠١٨");
  leave();
  await settle();
  expect(told).toEqual(["2018"]);
  expect(textOf()).toContain(
    "يُقرأ: 2018 · أبكر يوم 1 كانون الثاني 2018 · آخر يوم 31 كانون الأول 2018",
  );
});

test.each(["11", "١١", "تشرين الثاني", "نوفمبر", "November", "november"])(
  "the month is known as %s",
  async (name) => {
    const told = await ask("");
    type(find("textbox", "السنة"), "2018");
    await month(name);
    leave();
    await settle();
    expect(told).toEqual(["2018-11"]);
  },
);

test("a month that is none stays on the screen and is not guessed", async () => {
  const told = await ask("");
  type(find("textbox", "السنة"), "2018");
  await month("بعد رمضان");
  expect((find("combobox") as HTMLInputElement).value).toBe("بعد رمضان");
  expect(told).toEqual([]);
  expect(textOf()).toContain("ليس هذا في القائمة، لذلك لم يُحفظ");
});

test("about is a mark on the date and said in words", async () => {
  const told = await ask("2018-11");
  click(find("checkbox", "تقريباً"));
  await settle();
  expect(told).toEqual(["2018-11~"]);
  expect(textOf()).toContain("يُقرأ: تشرين الثاني 2018 تقريباً");
});

test("a lower precision keeps the other parts in the fields, and they are back with it", async () => {
  const told = await ask("2018-11-20");
  click(find("radio", "السنة فقط"));
  await settle();
  click(find("radio", "التاريخ الكامل"));
  await settle();
  expect(told).toEqual(["2018", "2018-11-20"]);
  expect((find("textbox", "اليوم") as HTMLInputElement).value).toBe("20");
});

test("a day that does not exist is not handed over, and is said after leaving", async () => {
  const told = await ask("2019-02-28");
  type(find("textbox", "اليوم"), "29");
  expect(textOf()).not.toContain("لا يوجد");
  leave();
  await settle();
  expect(told).toEqual([]);
  expect(textOf()).toContain("لا يوجد هذا اليوم في هذا الشهر. لم يُحفظ بعد وما زال على الشاشة.");
});

test("a part that is missing is said, and nothing is filled in", async () => {
  const told = await ask("");
  type(find("textbox", "السنة"), "2018");
  leave();
  await settle();
  expect(told).toEqual([]);
  expect(textOf()).toContain("ما زال جزء ناقصاً");
});

test("a stored date is shown in the digits and words of the person", async () => {
  await ask("2018-10", "ar-SY");
  expect((find("textbox", "السنة") as HTMLInputElement).value).toBe("٢٠١٨");
  expect((find("combobox") as HTMLInputElement).value).toBe("١٠ · تشرين الأول");
});

test("the same date in English", async () => {
  await ask("2018-10~", "en-GB");
  expect((find("combobox") as HTMLInputElement).value).toBe("10 · October");
  expect(textOf()).toContain(
    "Read as: about October 2018 · earliest 1 October 2018 · latest 31 October 2018",
  );
});

test("all fields emptied is an answer taken back", async () => {
  const told = await ask("2018");
  type(find("textbox", "السنة"), "");
  leave();
  await settle();
  expect(told).toEqual([""]);
});

test.each([
  ["ar-SY-u-nu-latn", "هجري", "يُقرأ: 6 صفر 1440 هـ (أم القرى) · يُحفظ: 15 تشرين الأول 2018 تقريباً."],
  ["en-GB", "Hijri", "Read as: 6 Safar 1440 AH (Umm al-Qura) · stored as about 15 October 2018."],
] as const)(
  "a Hijri date shows what it is about, and that is stored, in %s",
  async (locale, hijri, sentence) => {
    const told = await ask("", locale);
    click(find("radio", locale === "en-GB" ? "Full date" : "التاريخ الكامل"));
    click(find("radio", hijri));
    const [day, year] = findAll("textbox") as [HTMLElement, HTMLElement];
    type(day, "٦");
    await month("Safar");
    type(year, "١٤٤٠");
    leave();
    await settle();
    expect(told).toEqual(["2018-10-15~ umalqura:1440-02-06"]);
    expect(textOf()).toContain(sentence);
  },
);

test("looking at the Hijri calendar keeps the date that stands, and says so", async () => {
  const told = await ask("2018-11-20");
  click(find("radio", "هجري"));
  expect(textOf()).toContain("لا تاريخ هجرياً بعد؛ يبقى 20 تشرين الثاني 2018.");
  leave();
  await settle();
  expect(told).toEqual([]);
  click(find("radio", "ميلادي"));
  expect((find("textbox", "اليوم") as HTMLInputElement).value).toBe("20");
});
