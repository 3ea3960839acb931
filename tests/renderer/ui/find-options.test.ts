import { expect, test } from "vitest";
import { findOptions, optionsNamed } from "../../../renderer/ui/find-options.ts";

const places = [
  { name: "SY1201", label: "خربة غزالة", detail: "درعا" },
  { name: "SY1202", label: "نوى", detail: "إزرع · درعا", aliases: ["Nawa"] },
  { name: "SY1203", label: "الحارّة", detail: "الصنمين" },
  { name: "SY1204", label: "كفر شمس", detail: "الصنمين" },
];

const namesOf = (text: string) => findOptions(places, text).map(({ name }) => name);

test("a name that is the text comes first, then names that begin with it, then words, then the rest", () => {
  const list = [
    { name: "c", label: "تل شهاب قرب نوى" },
    { name: "d", label: "بنوى" },
    { name: "b", label: "نوى الغربية" },
    { name: "a", label: "نوى" },
  ];
  expect(findOptions(list, "نوي").map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
});

test("marks, ta marbuta and another language make no difference", () => {
  expect(namesOf("الحاره")).toEqual(["SY1203"]);
  expect(namesOf("nAwA")).toEqual(["SY1202"]);
  expect(namesOf("")).toHaveLength(4);
  expect(namesOf("حلب")).toEqual([]);
});

test("what leads out of a list stays at its end, whatever is sought", () => {
  const list = [{ name: "other", label: "ناحية أخرى", isWayOut: true }, ...places];
  expect(findOptions(list, "نوى").map(({ name }) => name)).toEqual(["SY1202", "other"]);
  expect(findOptions(list, "تدمر").map(({ name }) => name)).toEqual(["other"]);
});

test("options go by their full names, and never by where they lie", () => {
  const named = (text: string) => optionsNamed(places, text).map(({ name }) => name);
  expect(named("الحاره")).toEqual(["SY1203"]);
  expect(named("nawa")).toEqual(["SY1202"]);
  expect(named("درعا")).toEqual([]);
  expect(named("الحار")).toEqual([]);
  expect(named("")).toEqual([]);
  const namesakes = [...places, { name: "SY1402", label: "نوي", detail: "القنيطرة" }];
  expect(optionsNamed(namesakes, "نوى").map(({ name }) => name)).toEqual(["SY1202", "SY1402"]);
});
