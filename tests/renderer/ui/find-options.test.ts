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

test("fifty thousand places are searched in under fifty milliseconds", () => {
  const many = Array.from({ length: 50_000 }, (_, i) => ({
    name: `SY${i}`,
    label: `قرية رقم ${i} الشرقيّة`,
    detail: "ناحية · محافظة",
  }));
  findOptions(many, "ا");
  const times = ["قريه رقم ٤٩", "شرقي", "لا شيء كهذا"].map((text) => {
    const start = performance.now();
    findOptions(many, text);
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(50);
});
