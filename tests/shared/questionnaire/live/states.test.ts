import { expect, test } from "vitest";
import { scenario, taken } from "../scenario.ts";

const tables = {
  survey: `type | name | label | required | calculation
select_one yndk | beaten | هل ضُربتم؟ | yes |
select_multiple yndk | several | عدة | yes |
text | story | ماذا حدث؟ | yes |
calculate | story_state | | | state(\${story})
calculate | heard | | | if(\${story} = '', 'nothing', 'something')`,
  choices: `list_name | name | label
yndk | yes | نعم
yndk | no | لا
yndk | dk | لا أعرف
yndk | pnts | أفضّل عدم الإجابة`,
};

test("every question begins as not asked, and an answer makes it answered", () => {
  const s = scenario(tables);
  expect(s.view("story")).toMatchObject({ state: "not-asked", value: "" });
  s.set("story", "أخذوني ليلاً");
  expect(s.view("story")).toMatchObject({ state: "answered", value: "أخذوني ليلاً" });
});

test("another state sets the answer aside, and the answer can be taken back", () => {
  const s = scenario(tables);
  s.set("story", "أخذوني ليلاً");
  const change = taken(s.form.setState("story", "prefers-not-to-say"));
  expect(s.view("story")).toMatchObject({
    state: "prefers-not-to-say",
    value: "",
    setAside: "أخذوني ليلاً",
    violation: null,
  });
  expect(change.stored[0]).toEqual({
    ref: "story",
    cause: "person",
    value: "أخذوني ليلاً",
    state: "prefers-not-to-say",
    reason: null,
  });
  expect(s.value("story_state")).toBe("prefers-not-to-say");
  expect(s.value("heard")).toBe("nothing");
  taken(s.form.setState("story", "answered"));
  expect(s.view("story")).toMatchObject({
    state: "answered",
    value: "أخذوني ليلاً",
    setAside: null,
  });
});

test("skipping needs a reason, and any state meets a required question", () => {
  const s = scenario(tables);
  const refused = s.form.setState("story", "skipped", "  ");
  expect(refused.ok || refused.fault.kind).toBe("reason-missing");
  expect(s.view("story").violation).toBe("required");
  taken(s.form.setState("story", "skipped", "الموضوع مؤلم"));
  expect(s.view("story")).toMatchObject({ state: "skipped", reason: "الموضوع مؤلم", valid: true });
});

test("clearing an answer makes the question not asked again", () => {
  const s = scenario(tables);
  s.set("story", "شيء");
  const change = s.set("story", "");
  expect(s.view("story")).toMatchObject({ state: "not-asked", value: "", violation: "required" });
  expect(change.stored[0]).toMatchObject({ state: "not-asked" });
});

test("white space alone is no answer", () => {
  const s = scenario(tables);
  s.set("story", " \n\u00a0");
  expect(s.view("story")).toMatchObject({ state: "not-asked", violation: "required" });
});

test("the choices dk and pnts are the same facts as the states", () => {
  const s = scenario(tables);
  s.set("beaten", "dk");
  expect(s.view("beaten")).toMatchObject({ value: "dk", state: "dont-know", valid: true });
  s.set("beaten", "yes");
  taken(s.form.setState("beaten", "prefers-not-to-say"));
  expect(s.view("beaten")).toMatchObject({ value: "pnts", state: "prefers-not-to-say" });
  s.set("several", "dk");
  expect(s.view("several")).toMatchObject({ value: "dk", state: "dont-know" });
  s.set("several", "yes dk");
  expect(s.view("several")).toMatchObject({ value: "yes dk", state: "answered" });
  const states = s.view("beaten").choices?.map((choice) => choice.state);
  expect(states).toEqual([null, null, "dont-know", "prefers-not-to-say"]);
});

test("there is nothing to take back where nothing was said", () => {
  const s = scenario(tables);
  const refused = s.form.setState("story", "answered");
  expect(refused.ok || refused.fault.kind).toBe("not-offered");
});
