// The guide of the practice: it shows what the notebook says, one step at a time, and never stands in
// front of the screen.
import { expect, test } from "vitest";
import type { DisplayLocale } from "../../../renderer/i18n.ts";
import { Guided } from "../../../renderer/practice/Guide.tsx";
import type { Json } from "../../../shared/contract/define.ts";
import {
  type PracticeProgress,
  practiceStepNames,
  practiceSteps,
} from "../../../shared/practice/steps.ts";
import { drawOpen, fail, ok } from "../open-notebook.tsx";
import { click, find, findAll, press, pretendKeeper, settle, textOf } from "../world.tsx";

const self = { role: "researcher", name: "متدرّب", device: "d", safetyNumber: "", team: null };

async function guide(
  progress: PracticeProgress,
  {
    locale = "en-GB",
    begin = () => ok(self),
  }: { locale?: DisplayLocale; begin?: (input: Json) => unknown } = {},
) {
  const keeper = pretendKeeper({
    "practice.progress": () => ok(progress),
    "practice.go": (input) => ok({ ...progress, step: (input as { step: string }).step }),
    "practice.begin": begin,
  });
  const left = { count: 0 };
  const begun: unknown[] = [];
  await drawOpen(
    <Guided onLeave={() => void left.count++} onBegun={(one) => void begun.push(one)}>
      <button type="button">a question</button>
    </Guided>,
    { locale },
  );
  return { ...keeper, left, begun };
}

test.each(["ar-SY-u-nu-latn", "en-GB"] as const)(
  "each of the eight steps has a title, a task and its parts, in %s",
  async (locale) => {
    const seen = new Set<string>();
    for (const step of practiceStepNames) {
      await guide({ step, done: [] }, { locale });
      const shown = textOf(find("complementary"));
      expect(shown).not.toMatch(/steps\.|parts\.|guide\.|\{\{/u);
      expect(find("complementary").querySelectorAll("li")).toHaveLength(practiceSteps[step].length);
      seen.add(textOf(find("heading")));
      document.body.replaceChildren();
    }
    expect(seen.size).toBe(8);
  },
);

test("what was done is marked by a shape and a word, and said politely when a step is done", async () => {
  const { announce } = await guide({ step: "consent", done: ["started", "agreed"] });
  const marks = () =>
    [...find("complementary").querySelectorAll("li svg")].map((svg) =>
      svg.getAttribute("data-state"),
    );
  expect(marks()).toEqual(["section-complete", "section-not-started"]);
  expect(textOf(find("complementary"))).toContain("The person agrees (done)");
  expect(textOf(find("status"))).toBe("");
  announce({
    event: "practised",
    progress: { step: "silence", done: ["started", "agreed", "uses"] },
  });
  expect(textOf(find("heading"))).toBe("Step 4 of 8: When there is no answer");
  expect(textOf(find("status"))).toBe("Done: Take consent. Now: When there is no answer.");
  expect(find("status").getAttribute("aria-live") ?? "polite").toBe("polite");
});

test("steps can be left out, gone back to and done again; the notebook is told", async () => {
  const { asked } = await guide({ step: "keyboard", done: ["started", "option", "digits"] });
  click(find("button", "Next step"));
  await settle();
  click(find("button", "Previous step"));
  await settle();
  click(find("button", "Do this step again"));
  await settle();
  expect(asked.filter(([name]) => name === "practice.go").map(([, input]) => input)).toEqual([
    { step: "consent", again: false },
    { step: "keyboard", again: false },
    { step: "keyboard", again: true },
  ]);
});

test("where the button goes with its step, the focus is on the title", async () => {
  await guide({ step: "keyboard", done: [] });
  click(find("button", "Previous step"));
  await settle();
  expect(findAll("button", "Previous step")).toEqual([]);
  expect(document.activeElement).toBe(find("heading"));
});

test("a step that is not done cannot be done again", async () => {
  await guide({ step: "keyboard", done: ["started", "option"] });
  expect(findAll("button", "Do this step again")).toEqual([]);
});

test("Ctrl+G leads to the guide and back to where one was", async () => {
  await guide({ step: "begin", done: [] });
  find("button", "a question").focus();
  press("KeyG", { ctrlKey: true });
  expect(document.activeElement).toBe(find("heading"));
  press("KeyG", { ctrlKey: true });
  expect(document.activeElement).toBe(find("button", "a question"));
});

test("folded it is one line, from which the real notebook is still one press away", async () => {
  const { left } = await guide({ step: "begin", done: [] });
  click(find("button", "Fold the guide"));
  expect(find("complementary").querySelectorAll("li")).toHaveLength(0);
  click(find("button", "Back to the real notebook"));
  expect(left.count).toBe(1);
  click(find("button", "Unfold the guide"));
  expect(find("complementary").querySelectorAll("li")).toHaveLength(1);
});

test("the practice is begun anew only after a yes, and a fault is said where it was asked", async () => {
  let outcome: unknown = fail("disk-full");
  const { asked, begun } = await guide({ step: "end", done: [] }, { begin: () => outcome });
  const begins = () => asked.filter(([name]) => name === "practice.begin");
  click(find("button", "Begin the practice anew"));
  expect(begins()).toEqual([]);
  const dialog = () => find("alertdialog");
  const yes = () =>
    findAll("button", "Begin the practice anew").find((one) => dialog().contains(one));
  click(yes() ?? document.body);
  await settle();
  expect(textOf(dialog())).toContain("disk-full");
  expect(begun).toEqual([]);
  outcome = ok(self);
  click(yes() ?? document.body);
  await settle();
  expect(begun).toEqual([self]);
  expect(begins()[0]?.[1]).toMatchObject({ language: "en", coordinators: { length: 2 } });
});

test("when all steps are done it says so, and what is left to do", async () => {
  const done = Object.values(practiceSteps).flat();
  const { announce } = await guide({
    step: "end",
    done: done.filter((part) => part !== "parcel"),
  });
  announce({ event: "practised", progress: { step: "end", done } });
  expect(textOf(find("status"))).toBe("All steps are done");
  expect(textOf(find("complementary"))).toContain("Any step can be done again");
});
