import { expect, test } from "vitest";
import {
  everySection,
  outlineOf,
  sectionStop,
  stepFrom,
  stopAt,
} from "../../../renderer/interviews/outline.ts";
import type { LiveForm } from "../../../shared/questionnaire/index.ts";
import { smallForm } from "./small-keeper.ts";

const survey = `
type                   | name                | label::Arabic (ar)  | relevant                        | required | constraint
text                   | staff               | رمز الباحث          |                                 |          |
select_one yes_no      | consent_participate | هل توافقون؟         |                                 | yes      |
begin_group            | road                | الطريق              | \${consent_participate} = 'yes' |          |
note                   | warn                | يُرجى التمهّل        |                                 |          |
integer                | days                | كم يوماً؟           |                                 |          | . <= 90
text                   | why                 | لماذا؟              | \${days} > 10                   |          |
begin_group            | inner               | التفاصيل            |                                 |          |
text                   | detail              | ماذا أيضاً؟         |                                 |          |
end_group              |                     |                     |                                 |          |
begin_repeat           | stop                | محطة                |                                 |          |
select_one town        | place               | أين؟                |                                 | yes      |
text                   | stop_date           | متى؟                |                                 |          |
text                   | told                | ماذا قيل؟           |                                 |          |
end_repeat             |                     |                     |                                 |          |
text                   | last                | كلمة أخيرة          |                                 |          |
end_group              |                     |                     |                                 |          |
begin_group            | closing             | الختام              | \${consent_participate} = 'yes' |          |
text                   | wish                | ماذا تتمنون؟        |                                 |          |
end_group              |                     |                     |                                 |          |`;

const choices = `
list_name | name | label::Arabic (ar)
yes_no    | yes  | نعم
yes_no    | no   | لا
town      | nawa | نوى
town      | izra | إزرع`;

const agreed = () => {
  const form = smallForm(survey, choices);
  form.set("consent_participate", "yes");
  return form;
};

const read = (form: LiveForm, before?: ReturnType<typeof outlineOf>) => {
  const asks = form.node("consent_participate")?.value;
  return outlineOf(
    form.nodes(),
    form.problems(),
    asks === "yes" ? "given" : asks === "no" ? "refused" : "not-asked",
    before ?? null,
  );
};

const ids = (form: LiveForm) => everySection(read(form)).map(({ id }) => id);

test("before consent the other sections are seen and closed", () => {
  const form = smallForm(survey, choices);
  const outline = read(form);
  expect(outline.sections.map(({ id }) => id)).toEqual(["~staff"]);
  expect(outline.closed.map(({ id }) => id)).toEqual(["road", "closing"]);
  expect(read(agreed()).closed).toEqual([]);
});

test("what does not apply is not there, and the numbers of the others do not move", () => {
  const form = agreed();
  const numbers = () =>
    read(form)
      .byId.get("road")
      ?.items.map((item) => (item.kind === "question" ? `${item.number} ${item.ref}` : item.kind));
  expect(numbers()).toEqual([
    "note",
    "1 road/days",
    "heading",
    "3 road/inner/detail",
    "entries",
    "4 road/last",
  ]);
  form.set("road/days", "20");
  expect(numbers()?.slice(1, 3)).toEqual(["1 road/days", "2 road/why"]);
});

test("each entry is a section of its own, told by its first answers", () => {
  const form = agreed();
  form.addEntry("road/stop");
  const [first, second] = form.nodes().filter(({ kind }) => kind === "entry");
  form.set(`${first?.ref}/place`, "nawa");
  form.set(`${first?.ref}/stop_date`, "2018-11");
  form.set(`${first?.ref}/told`, "كلام");
  expect(ids(form)).toEqual(["~staff", "road", first?.ref, second?.ref, "closing"]);
  const entry = read(form).byId.get(first?.ref ?? "")?.entry;
  expect(entry).toMatchObject({ repeat: "road/stop", listedIn: "road", number: 1 });
  expect(entry?.telling.map(({ value }) => value)).toEqual(["nawa", "2018-11"]);
});

test("a section counts what is in its entries too, and its mark is the worst of them", () => {
  const form = agreed();
  const road = () => read(form).byId.get("road");
  expect(road()).toMatchObject({
    counts: { asked: 6, answered: 0, toCheck: 0 },
    mark: "section-not-started",
  });
  form.set("road/last", "شكراً");
  expect(road()?.mark).toBe("section-begun");
  form.set("road/days", "200");
  expect(road()).toMatchObject({ counts: { answered: 2, toCheck: 1 }, mark: "section-error" });
  const closing = () => read(form).byId.get("closing")?.mark;
  form.setState("closing/wish", "skipped", "out-of-time");
  expect(closing()).toBe("section-complete");
});

test("the way leads through the questions, from an entry back to its list, and ends at the review", () => {
  const form = agreed();
  const outline = read(form);
  const entry = form.nodes().find(({ kind }) => kind === "entry")?.ref ?? "";
  const next = (ref: string) => {
    const stop = stopAt(outline, ref);
    const found = stop && stepFrom(outline, stop, "next");
    return found === "end" || found === null ? found : found.ref;
  };
  expect(next("consent_participate")).toBe("road/warn");
  expect(next("road/days")).toBe("road/inner/detail");
  expect(next("road/inner/detail")).toBe("road/stop");
  expect(next("road/stop")).toBe("road/last");
  expect(next(`${entry}/told`)).toBe("road/stop");
  expect(next("road/last")).toBe("closing/wish");
  expect(next("closing/wish")).toBe("end");
  const previous = (ref: string) => {
    const stop = stopAt(outline, ref);
    return stop && stepFrom(outline, stop, "previous");
  };
  expect(previous("closing/wish")).toEqual({ section: "road", ref: "road/last" });
  expect(previous(`${entry}/place`)).toEqual({ section: "road", ref: "road/stop" });
  expect(previous("staff")).toBeNull();
});

test("a place that is no longer there becomes the first there is", () => {
  const form = agreed();
  const first = { section: "~staff", ref: "staff" };
  expect(stopAt(read(form), "road/why")).toEqual(first);
  expect(stopAt(read(form), null)).toEqual(first);
  expect(sectionStop(read(form), "gone")).toEqual(first);
  expect(sectionStop(read(form), "closing")).toEqual({ section: "closing", ref: "closing/wish" });
});

test("sections in which nothing has changed stay the same objects", () => {
  const form = agreed();
  const before = read(form);
  form.set("closing/wish", "السلام");
  const after = read(form, before);
  expect(after.byId.get("road")).toBe(before.byId.get("road"));
  expect(after.byId.get("closing")).not.toBe(before.byId.get("closing"));
  expect(after.byId.get("closing")?.items).toBe(before.byId.get("closing")?.items);
});
