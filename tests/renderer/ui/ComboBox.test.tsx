import { useState } from "react";
import { expect, test } from "vitest";
import { ComboBox } from "../../../renderer/ui/ComboBox.tsx";
import { PlacePicker } from "../../../renderer/ui/PlacePicker.tsx";
import {
  click,
  draw,
  find,
  findAll,
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

test("places are found by the keeper, and a late answer to an older text is dropped", async () => {
  const waiting = new Map<string, (found: readonly { code: string; name: string }[]) => void>();
  await draw(
    <PlacePicker
      label="المكان"
      value=""
      onAnswer={async () => true}
      find={(text) =>
        new Promise((resolve) => {
          waiting.set(text, (found) =>
            resolve(found.map((place) => ({ ...place, otherName: null, within: ["درعا"] }))),
          );
        })
      }
    />,
  );
  type(field(), "ن");
  type(field(), "نو");
  waiting.get("نو")?.([{ code: "SY1202", name: "نوى" }]);
  await settle();
  waiting.get("ن")?.([{ code: "SY9999", name: "نمر" }]);
  await settle();
  expect(findAll("option").map(nameOf).join()).toContain("نوى");
  expect(findAll("option").map(nameOf).join()).not.toContain("نمر");
});

test("a place that no list knows is kept in the words of the person", async () => {
  const told: string[] = [];
  await draw(
    <PlacePicker
      label="المكان"
      value=""
      onAnswer={async () => true}
      find={async () => []}
      words={{ value: "", onAnswer: async (text) => told.push(text) > 0 }}
    />,
  );
  await settle();
  click(find("button", "غير موجود في القائمة"));
  type(find("textbox", "المكان بكلمات الشخص"), "مزرعة عند الجسر");
  leave();
  await settle();
  expect(told).toEqual(["مزرعة عند الجسر"]);
});
