import { expect, test } from "vitest";
import { findOptions, optionNamed } from "../../../renderer/ui/find-options.ts";

const places = [
  { name: "SY1201", label: "خربة غزالة", detail: "درعا" },
  { name: "SY1202", label: "نوى", detail: "إزرع · درعا", aliases: ["Nawa"] },
  { name: "SY1203", label: "الحارّة", detail: "الصنمين" },
  { name: "SY1204", label: "كفر شمس", detail: "الصنمين" },
];

const namesOf = (text: string) => findOptions(places, text).map(({ name }) => name);

test("names that begin with the text come first, then words, then the rest", () => {
  const list = [
    { name: "c", label: "تل شهاب قرب نوى" },
    { name: "d", label: "بنوى" },
    { name: "a", label: "نوى" },
    { name: "b", label: "نوى الغربية" },
  ];
  expect(findOptions(list, "نوي").map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
});

test("marks, ta marbuta and another language make no difference", () => {
  expect(namesOf("الحاره")).toEqual(["SY1203"]);
  expect(namesOf("nAwA")).toEqual(["SY1202"]);
  expect(namesOf("")).toHaveLength(4);
  expect(namesOf("حلب")).toEqual([]);
});

test("a full name is taken only when it belongs to one option", () => {
  expect(optionNamed(places, "الحاره")?.name).toBe("SY1203");
  expect(optionNamed(places, "الصنمين")).toBeNull();
  expect(optionNamed(places, "الحار")).toBeNull();
  expect(optionNamed(places, "")).toBeNull();
});
