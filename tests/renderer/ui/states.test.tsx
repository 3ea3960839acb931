import { useState } from "react";
import { expect, test } from "vitest";
import { AnswerStates, type SilentState, SkipReason } from "../../../renderer/ui/AnswerStates.tsx";
import { SavedMark, type Saving } from "../../../renderer/ui/SavedMark.tsx";
import { type MarkedState, StateMark } from "../../../renderer/ui/StateMark.tsx";
import { click, draw, find, findAll, settle, textOf, type, wait } from "../world.tsx";

function states(state: "answered" | SilentState, reason: string | null = null) {
  const told: [SilentState, string | null][] = [];
  function Question() {
    const [isSkipping, setSkipping] = useState(false);
    return (
      <AnswerStates
        state={state}
        reason={reason}
        onState={(next, why) => told.push([next, why])}
        isSkipping={isSkipping}
        onSkipping={setSkipping}
      />
    );
  }
  return { told, Question };
}

const pressed = () =>
  findAll("button")
    .filter((button) => button.getAttribute("aria-pressed") === "true")
    .map((button) => textOf(button));

test("the four silences stand in the same place under every question, with their keys", async () => {
  const { Question } = states("answered");
  await draw(<Question />);
  expect(findAll("button").map((button) => textOf(button))).toEqual([
    "لا يعرفF6",
    "يفضّل عدم الإجابةF7",
    "جرى تخطّيهF8",
    "لم يُسأل",
  ]);
  expect(pressed()).toEqual([]);
});

test("a state is told as it is chosen, and chosen again it goes back to not asked", async () => {
  const { Question, told } = states("dont-know");
  await draw(<Question />);
  click(find("button", "يفضّل عدم الإجابة"));
  click(find("button", "لا يعرف"));
  expect(told).toEqual([
    ["prefers-not-to-say", null],
    ["not-asked", null],
  ]);
});

test("skipping asks for a reason, and closing that question changes nothing", async () => {
  const { Question, told } = states("answered");
  await draw(<Question />);
  click(find("button", "جرى تخطّيه"));
  expect(find("dialog", "ما سبب تخطّي هذا السؤال؟")).toBeTruthy();
  click(find("button", "تخطٍّ"));
  expect(told).toEqual([]);
  click(find("button", "إلغاء"));
  await settle();
  expect(findAll("dialog")).toHaveLength(0);
  expect(told).toEqual([]);
});

test("a reason of the list is told by its code, another one in the words written", async () => {
  const { Question, told } = states("answered");
  await draw(<Question />);
  click(find("button", "جرى تخطّيه"));
  click(find("radio", "الموضوع مؤلم جداً"));
  await settle();
  click(find("button", "تخطٍّ"));
  click(find("button", "جرى تخطّيه"));
  click(find("radio", "سبب آخر"));
  await settle();
  type(find("textbox", "السبب بكلماتكم"), " حضر شخص آخر ");
  click(find("button", "تخطٍّ"));
  expect(told).toEqual([
    ["skipped", "too-painful"],
    ["skipped", "حضر شخص آخر"],
  ]);
});

test.each([
  ["out-of-time", "ضيق الوقت"],
  ["stopped-early", "انتهت المقابلة قبل أوانها"],
  ["حضر شخص آخر", "حضر شخص آخر"],
])("the reason %s is shown in words", async (reason, words) => {
  await draw(<SkipReason reason={reason} />);
  expect(textOf()).toBe(words);
});

test("saved is said with the time the keeper gave, quietly", async () => {
  const at = "2026-11-24T14:32:07.120+02:00";
  const drawn = await draw(<SavedMark saving={{ kind: "saved", at }} />);
  expect(textOf(find("status"))).toContain("حُفظ 14:32");
  expect(findAll("alert").map(textOf)).toEqual([]);
  drawn.draw(<SavedMark saving={{ kind: "not-saved" }} />);
  expect(textOf(find("alert"))).toContain("لم يُحفظ، وما زال على الشاشة");
  expect(textOf(find("status"))).toBe("");
});

test("saving is not said before three hundred milliseconds have passed", async () => {
  const saving: Saving = { kind: "saving" };
  await draw(<SavedMark saving={saving} />, "en-GB");
  expect(textOf(find("status"))).toBe("");
  await wait(400);
  expect(textOf(find("status"))).toBe("Saving…");
});

const marked: readonly MarkedState[] = [
  "section-not-started",
  "section-begun",
  "section-complete",
  "section-error",
  "section-warning",
  "section-refused",
  "section-closed",
  "answer-given",
  "answer-dont-know",
  "answer-prefers-not-to-say",
  "answer-skipped",
  "answer-not-asked",
  "sensitive-personal",
  "sensitive-high",
  "interview-draft",
  "interview-finished",
  "interview-in-parcel",
  "interview-received",
  "interview-returned",
  "interview-withdrawn",
  "review-new",
  "review-approved",
  "review-on-hold",
  "review-returned",
];

test.each(["section", "answer", "sensitive", "interview", "review"])(
  "the states of one kind (%s) differ by shape alone",
  async (kind) => {
    const ours = marked.filter((state) => state.startsWith(`${kind}-`));
    const { page } = await draw(ours.map((state) => <StateMark key={state} state={state} />));
    const shapes = [...page.querySelectorAll("svg")].map((svg) =>
      [...svg.querySelectorAll("path")].map((path) => path.outerHTML).join(),
    );
    expect(new Set(shapes).size).toBe(ours.length);
  },
);

test.each(["ar-SY-u-nu-latn", "en-GB"] as const)("every mark has a word in %s", async (locale) => {
  await draw(
    marked.map((state) => <StateMark key={state} state={state} />),
    locale,
  );
  const words = findAll("img").map((mark) => mark.getAttribute("aria-label") ?? "");
  expect(words).toHaveLength(marked.length);
  for (const word of words) expect(word).not.toMatch(/^state\.|^$/u);
});
