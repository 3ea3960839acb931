import { act } from "react";
import { afterEach, expect, test } from "vitest";
import { MoveDraft } from "../../../renderer/questionnaires/MoveDraft.tsx";
import { clearToasts, undoLast } from "../../../renderer/ui/Toast.tsx";
import type { InterviewId } from "../../../shared/contract/define.ts";
import { drawOpen, fail, ok } from "../open-notebook.tsx";
import { click, find, findAll, pretendKeeper, settle, textOf } from "../world.tsx";
import { first, hashOf, second } from "./small-forms.ts";

const interview = "1".repeat(32) as InterviewId;
const answer = (question: string, given = {}) => ({
  question,
  label: "البلدة",
  value: "nawa",
  shown: "نوى",
  state: "answered",
  version: "1",
  to: question,
  why: null,
  returned: false,
  ...given,
});
const plan = {
  from: { hash: first.hash, title: "", version: "1" },
  to: { hash: second.hash, title: "", version: "2" },
  kept: [answer("a/agree")],
  moved: [answer("a/age", { to: "b/age" })],
  orphaned: [
    answer("a/town", { to: null, why: "no-place" }),
    answer("a/rank", { to: null, why: "no-code", state: "dont-know", value: null, shown: null }),
  ],
};

afterEach(() => act(clearToasts));

const screen = <MoveDraft interview={interview} to={hashOf(second)} />;

test("every answer is shown with what becomes of it, and nothing is moved by looking", async () => {
  const keeper = pretendKeeper({ "interviews.planMove": () => ok(plan) });
  await drawOpen(screen, { role: "researcher" });
  const orphaned = textOf(find("region", "إجابات لا مكان لها"));
  expect(orphaned).toContain("السؤال غير موجود فيه.");
  expect(orphaned).toContain("هذا الخيار غير معروض فيه.");
  expect(orphaned).toContain("لا يعرف");
  expect(textOf(find("region", "إجابات تنتقل"))).toContain("نوى b/age");
  expect(keeper.asked.map(([name]) => name)).toEqual(["interviews.planMove"]);
});

test("a draft is moved when somebody says so, and the way back is one press", async () => {
  const keeper = pretendKeeper({
    "interviews.planMove": () => ok(plan),
    "interviews.move": () => ok({}),
  });
  const { went } = await drawOpen(screen, { role: "researcher", locale: "en-GB" });
  click(find("button", "Move to version 2"));
  await settle();
  expect(went).toEqual([{ screen: "interview", interview }]);
  await act(async () => undoLast());
  await settle();
  const moves = keeper.asked.filter(([name]) => name === "interviews.move").map(([, to]) => to);
  expect(moves).toEqual([
    { interview, to: second.hash },
    { interview, to: first.hash },
  ]);
});

test("a move that fails leaves the draft where it is, and says why", async () => {
  pretendKeeper({
    "interviews.planMove": () => ok(plan),
    "interviews.move": () => fail("disk-full"),
  });
  const { went } = await drawOpen(screen, { role: "researcher" });
  click(find("button", "نقل إلى الإصدار 2"));
  await settle();
  expect(went).toEqual([]);
  expect(findAll("alert")).toHaveLength(1);
});
