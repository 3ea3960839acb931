import { expect, test } from "vitest";
import { scenario, taken } from "../scenario.ts";

const detention = {
  survey: `type | name | label | relevant | calculation
select_one yn | held | هل احتُجزتم؟ | |
begin_group | d | الاحتجاز | \${held} = 'yes' |
integer | days | كم يوماً؟ | |
text | place | أين؟ | \${days} > 3 |
end_group | | | |
calculate | known | | | if(\${place} = '', 'no', 'yes')`,
  choices: "list_name | name | label\nyn | yes | نعم\nyn | no | لا",
};

test("what is below a closed group is closed with it", () => {
  const s = scenario(detention);
  expect(s.relevant("d/days")).toBe(false);
  s.set("held", "yes");
  s.set("d/days", "10");
  expect(s.relevant("d/place")).toBe(true);
  s.set("held", "no");
  expect([s.relevant("d"), s.relevant("d/days"), s.relevant("d/place")]).toEqual([
    false,
    false,
    false,
  ]);
});

test("an answer hidden by skip logic is kept aside, reads as empty, and comes back", () => {
  const s = scenario(detention);
  s.set("held", "yes");
  s.set("d/days", "10");
  s.set("d/place", "فرع الأمن");
  s.form.setState("d/place", "answered");
  expect(s.value("known")).toBe("yes");

  const closed = s.set("held", "no");
  expect(s.view("d/place")).toMatchObject({ value: "", setAside: "فرع الأمن" });
  expect(s.value("known")).toBe("no");
  expect(s.form.submission()).not.toContain("فرع الأمن");
  expect(closed.stored.map(({ ref }) => ref)).toEqual(["held", "known"]);

  s.set("held", "yes");
  expect(s.view("d/place")).toMatchObject({ value: "فرع الأمن", setAside: null });
  expect(s.form.submission()).toContain("<place>فرع الأمن</place>");
});

test("a state given to a question comes back with it too", () => {
  const s = scenario(detention);
  s.set("held", "yes");
  taken(s.form.setState("d/days", "prefers-not-to-say"));
  s.set("held", "no");
  s.set("held", "yes");
  expect(s.view("d/days").state).toBe("prefers-not-to-say");
});

test("a closed question takes no answer", () => {
  const s = scenario(detention);
  expect(s.refused("d/days", "3")).toBe("not-relevant");
});

test("required and constraint ask nothing of a closed question", () => {
  const s = scenario({
    survey: `type | name | label | relevant | required | constraint
select_one yn | held | هل احتُجزتم؟ | | |
integer | days | كم يوماً؟ | \${held} = 'yes' | yes | . > 0`,
    choices: detention.choices,
  });
  expect(s.view("days")).toMatchObject({ valid: true, violation: null });
  s.set("held", "yes");
  expect(s.view("days").violation).toBe("required");
  s.set("days", "0");
  expect(s.view("days").violation).toBe("constraint");
  s.set("held", "no");
  expect(s.form.problems()).toEqual([]);
});

test("topmost closed nodes are named when the interview ends", () => {
  const s = scenario(detention);
  expect(s.form.finish().closed).toEqual(["d"]);
  s.set("held", "yes");
  expect(s.form.finish().closed).toEqual(["d/place"]);
});

test("only what has changed is another object", () => {
  const s = scenario(detention);
  const before = s.form.nodes();
  const change = s.set("held", "yes");
  const after = s.form.nodes();
  const changed = after.filter((node, at) => node !== before[at]).map((node) => node.ref);
  expect(new Set(changed)).toEqual(new Set(change.touched));
  expect(changed).toEqual(["held", "d", "d/days"]);
});
