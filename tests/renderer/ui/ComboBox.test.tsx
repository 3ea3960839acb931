import { useMemo, useState } from "react";
import { expect, test } from "vitest";
import { ComboBox } from "../../../renderer/ui/ComboBox.tsx";
import { PlaceAnswer } from "../../../renderer/ui/PlaceAnswer.tsx";
import { type Place, type PlaceList, PlacesContext } from "../../../renderer/ui/places.ts";
import {
  click,
  draw,
  find,
  findAll,
  focus,
  leave,
  nameOf,
  press,
  settle,
  textOf,
  type,
} from "../world.tsx";

const places = [
  { name: "SY1201", label: "خربة غزالة", detail: "درعا", code: "SY1201" },
  { name: "SY1202", label: "نوى", detail: "إزرع", code: "SY1202", aliases: ["Nawa"] },
  { name: "SY1203", label: "الحارّة", detail: "الصنمين", code: "SY1203" },
];

async function ask(first = "", options = places) {
  const told: string[] = [];
  function Question({ list }: { readonly list: typeof places }) {
    const [value, setValue] = useState(first);
    return (
      <ComboBox
        label="المكان"
        options={list}
        value={value}
        onAnswer={async (next) => {
          told.push(next);
          setValue(next);
          return true;
        }}
      />
    );
  }
  const drawn = await draw(<Question list={options} />);
  return { told, speak: (list: typeof places) => drawn.draw(<Question list={list} />) };
}

const field = () => find("combobox") as HTMLInputElement;

test("typing finds without hamza, marks and ta marbuta, and arrows and Enter choose", async () => {
  const { told } = await ask();
  type(field(), "الحاره");
  await settle();
  expect(findAll("option").map(nameOf).join()).toContain("الحارّة");
  press("ArrowDown", { key: "ArrowDown" });
  press("Enter");
  await settle();
  expect(told).toEqual(["SY1203"]);
  expect(field().value).toBe("الحارّة");
});

test("a full name is taken as its option on leaving", async () => {
  const { told } = await ask();
  type(field(), "nawa");
  leave();
  await settle();
  expect(told).toEqual(["SY1202"]);
  expect(field().value).toBe("نوى");
});

test("words that are not in the list stay, are not handed over, and are said so", async () => {
  const { told } = await ask("SY1202");
  type(field(), "قرية أمي");
  leave();
  await settle();
  expect(told).toEqual([]);
  expect(field().value).toBe("قرية أمي");
  expect(textOf()).toContain("ليس هذا في القائمة، لذلك لم يُحفظ. ما زال على الشاشة.");
});

test("an emptied field takes the answer back", async () => {
  const { told } = await ask("SY1202");
  type(field(), "");
  leave();
  await settle();
  expect(told).toEqual([""]);
});

test("another language of the list is shown at once", async () => {
  const { speak } = await ask("SY1202");
  speak(places.map((place) => ({ ...place, label: place.aliases?.[0] ?? place.label })));
  expect(field().value).toBe("Nawa");
});

test("a list without a match says so", async () => {
  await ask();
  type(field(), "حلب");
  await settle();
  expect(textOf()).toContain("لا شيء في القائمة يطابق ما كُتب.");
});

test("two of one name are not chosen between, and it is said why nothing is saved", async () => {
  const namesakes = [
    ...places,
    { name: "SY1401", label: "نوي", detail: "القنيطرة", code: "SY1401" },
  ];
  const { told } = await ask("", namesakes);
  type(field(), "نوى");
  leave();
  await settle();
  expect(told).toEqual([]);
  expect(textOf()).toContain("هذا الاسم موجود في القائمة، لكنه لا يُحفظ إلا بعد اختيار المقصود.");
});

type Row = readonly [code: string, name: string, district: string];
const rowsOf = (rows: readonly Row[]): readonly Place[] =>
  rows.map(([code, name, district]) => ({ code, name, otherName: null, within: [district] }));
const daraa = { code: "SY12", name: "درعا" };
const quneitra = { code: "SY14", name: "القنيطرة" };

/** A question for a place whose keeper finds what it is told to. */
async function askPlace(find: PlaceList["find"], first = "") {
  const told: string[] = [];
  function Question() {
    const [value, setValue] = useState(first);
    const [within, narrow] = useState<string | null>(null);
    const list = useMemo(
      () => ({ find, within, narrow, governorates: [daraa, quneitra] }),
      [within],
    );
    return (
      <PlacesContext value={list}>
        <PlaceAnswer
          label="المكان"
          value={value}
          onAnswer={async (next) => {
            told.push(next);
            setValue(next);
            return true;
          }}
          isReadOnly={false}
          isInvalid={false}
        />
      </PlacesContext>
    );
  }
  await draw(<Question />);
  await settle();
  return { told };
}

/** Answers of a keeper that come when they are released. */
function slowly(places: (text: string) => readonly Place[]) {
  const waiting = new Map<string, () => void>();
  const find = (text: string) =>
    new Promise<readonly Place[]>((resolve) => {
      waiting.set(text, () => resolve(places(text)));
    });
  const answer = async (text: string) => {
    waiting.get(text)?.();
    await settle();
  };
  return { find, answer };
}

test("places are found by the keeper, and a late answer to an older text is dropped", async () => {
  const { find: finds, answer } = slowly((text) =>
    rowsOf(text === "نو" ? [["SY1202", "نوى", "درعا"]] : [["SY9999", "نمر", "درعا"]]),
  );
  await askPlace(finds);
  type(field(), "ن");
  type(field(), "نو");
  await answer("نو");
  await answer("ن");
  expect(findAll("option").map(nameOf).join()).toContain("نوى");
  expect(findAll("option").map(nameOf).join()).not.toContain("نمر");
});

test("a full name that was left before the keeper answered is looked at when it has", async () => {
  const { find: finds, answer } = slowly(() => rowsOf([["SY1202", "نوى", "درعا"]]));
  const { told } = await askPlace(finds);
  type(field(), "نوى");
  leave();
  await settle();
  expect(told).toEqual([]);
  expect(textOf()).not.toContain("ليس هذا في القائمة");
  await answer("نوى");
  expect(told).toEqual(["نوى (SY1202)"]);
});

test("one of two namesakes is not taken because the other has not arrived yet", async () => {
  const { find: finds, answer } = slowly((text) =>
    rowsOf([
      ["SY1202", "نوى", "درعا"],
      ...(text === "نوى" ? [["SY1401", "نوى", "القنيطرة"] as const] : []),
    ]),
  );
  const { told } = await askPlace(finds);
  type(field(), "نو");
  await answer("نو");
  type(field(), "نوى");
  leave();
  await answer("نوى");
  expect(told).toEqual([]);
  expect(textOf()).toContain("إلا بعد اختيار المقصود");
});

test("the search is narrowed to a governorate by keyboard, and what is stored stays as it is", async () => {
  const asked: unknown[] = [];
  const { told } = await askPlace(async (text, within) => {
    asked.push([text, within]);
    const all: readonly Row[] = [
      ["SY1202", "نوى", "درعا"],
      ["SY1401", "نوى", "القنيطرة"],
    ];
    const holder = { SY12: "درعا", SY14: "القنيطرة" }[within ?? ""];
    return rowsOf(all.filter(([, , district]) => holder === undefined || district === holder));
  }, "نوى (SY1202)");
  const governorate = find("button", "البحث في محافظة");
  expect(textOf(governorate)).toBe("كل المحافظات");
  focus(governorate);
  press("Enter");
  await settle();
  for (const code of ["ArrowDown", "ArrowDown", "Enter"]) press(code);
  await settle();
  expect(textOf(find("button", "البحث في محافظة"))).toBe("القنيطرة");
  expect(asked.at(-1)).toEqual(["", "SY14"]);
  expect(field().value).toBe("نوى");
  expect(told).toEqual([]);
  type(field(), "نو");
  await settle();
  expect(asked.at(-1)).toEqual(["نو", "SY14"]);
  press("ArrowDown");
  press("Enter");
  await settle();
  expect(told).toEqual(["نوى (SY1401)"]);
});

test("a namesake is not taken because another question was narrowed, and the list is not denied", async () => {
  const { told } = await askPlace(async (_, within) =>
    rowsOf([
      ...(within === "SY14" ? [] : [["SY1202", "نوى", "درعا"] as const]),
      ["SY1401", "نوى", "القنيطرة"],
    ]),
  );
  type(field(), "نوى");
  leave();
  await settle();
  focus(find("button", "البحث في محافظة"));
  press("Enter");
  await settle();
  for (const code of ["ArrowDown", "ArrowDown", "Enter"]) press(code);
  await settle();
  expect(told).toEqual([]);
  expect(textOf()).toContain("إلا بعد اختيار المقصود");
  focus(field());
  leave();
  await settle();
  expect(told).toEqual(["نوى (SY1401)"]);
});

test("a place that the list calls otherwise now is shown as it was given", async () => {
  const { told } = await askPlace(
    async () => rowsOf([["SY1202", "مدينة نوى", "درعا"]]),
    "نوى (SY1202)",
  );
  expect(field().value).toBe("نوى (SY1202)");
  click(find("button", "عرض القائمة"));
  await settle();
  expect(findAll("option").map(nameOf)).toHaveLength(2);
  expect(told).toEqual([]);
});

test("a place that no list knows is kept in the words of the person", async () => {
  const { told } = await askPlace(async () => []);
  click(find("button", "غير موجود في القائمة"));
  type(find("textbox", "المكان بكلمات الشخص"), "مزرعة عند الجسر");
  leave();
  await settle();
  expect(told).toEqual(["مزرعة عند الجسر"]);
});

test("words that were emptied can be written anew where they stood", async () => {
  const { told } = await askPlace(async () => [], "مزرعة");
  const words = () => find("textbox", "المكان بكلمات الشخص") as HTMLInputElement;
  type(words(), "");
  leave();
  await settle();
  expect(told).toEqual([""]);
  type(words(), "عند الجسر");
  leave();
  await settle();
  expect(told).toEqual(["", "عند الجسر"]);
});

test("words that look like a place with its code stay where they are typed", async () => {
  const { told } = await askPlace(async () => []);
  click(find("button", "غير موجود في القائمة"));
  const words = () => find("textbox", "المكان بكلمات الشخص") as HTMLInputElement;
  for (const typed of ["المزرعة", "المزرعة (Hama)"]) {
    type(words(), typed);
    leave();
    await settle();
  }
  expect(words().value).toBe("المزرعة (Hama)");
  type(words(), "المزرعة (Hama) عند الجسر");
  leave();
  await settle();
  expect(told.at(-1)).toBe("المزرعة (Hama) عند الجسر");
});
