import { expect, test } from "vitest";
import { Differences } from "../../../renderer/questionnaires/Differences.tsx";
import { drawOpen } from "../open-notebook.tsx";
import { find, findAll, pretendKeeper, textOf } from "../world.tsx";
import { first, hashOf, second, shelf } from "./small-forms.ts";

test("what a version says otherwise is told row by row, old beside new", async () => {
  pretendKeeper(shelf(first, second));
  await drawOpen(<Differences from={hashOf(first)} to={hashOf(second)} />);
  const changed = textOf(find("region", "صفوف تغيّرت: 1"));
  expect(changed).toContain("كم عمركم؟a/age");
  expect(changed).toContain("الصياغة · Arabic (ar)العمركم عمركم؟");
  expect(changed).toContain("القاعدة: constraint. > 11. > 17");
  expect(textOf(find("region", "صفوف أُضيفت: 1"))).toContain("البلدة");
  expect(textOf(find("region", "صفوف حُذفت: 3"))).toContain("أين؟");
});

test("in English the words of the form are English too", async () => {
  pretendKeeper(shelf(first, second));
  await drawOpen(<Differences from={hashOf(first)} to={hashOf(second)} />, { locale: "en-GB" });
  expect(textOf(find("region", "Rows added: 1"))).toContain("Town");
});

test("a version compared with itself says so, and a missing one is an error", async () => {
  pretendKeeper(shelf(first));
  await drawOpen(<Differences from={hashOf(first)} to={hashOf(first)} />);
  expect(textOf()).toContain("يقول الإصداران الشيء نفسه.");
  await drawOpen(<Differences from={hashOf(first)} to={hashOf(second)} />);
  expect(findAll("alert")).toHaveLength(1);
});
