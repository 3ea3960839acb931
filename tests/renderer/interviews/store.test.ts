import { beforeEach, expect, test, vi } from "vitest";
import { interviewStore, type Topic, topics } from "../../../renderer/interviews/store.ts";
import { smallForm, smallKeeper } from "./small-keeper.ts";

const survey = `
type           | name  | label::Arabic (ar) | relevant        | constraint
begin_group    | road  | الطريق             |                 |
integer        | days  | كم يوماً؟          |                 | . <= 90
text           | why   | لماذا؟             | \${days} > 10   |
text           | who   | من معكم؟           |                 |
begin_repeat   | stop  | محطة               |                 |
text           | place | أين؟               |                 |
end_repeat     |       |                    |                 |
end_group      |       |                    |                 |`;

let keeper: ReturnType<typeof smallKeeper>;
beforeEach(() => {
  keeper = smallKeeper(smallForm(survey));
});

/** A store whose every word to a listener is written down. */
function heard() {
  const store = interviewStore(keeper.view());
  const told: Topic[] = [];
  const every = [...keeper.view().nodes.map(({ ref }) => ref), ...Object.values(topics)];
  for (const topic of every) store.listen(topic, () => void told.push(topic));
  return { store, told };
}

test("an answer tells those who draw what it changed, and nobody else", async () => {
  const { store, told } = heard();
  const who = store.node("road/who");
  expect(await store.answer("road/who", "أخي")).toBe(true);
  expect(store.node("road/who")).not.toBe(who);
  expect(new Set(told)).toEqual(new Set(["road/who", topics.outline, topics.saving]));
  told.length = 0;
  await store.answer("road/days", "20");
  expect(new Set(told)).toEqual(
    new Set(["road/days", "road/why", topics.outline, topics.saving, topics.news]),
  );
});

test("what nobody has changed keeps its identity", async () => {
  const { store } = heard();
  const [days, outline, about] = [store.node("road/days"), store.outline(), store.about()];
  expect(store.outline()).toBe(outline);
  await store.answer("road/who", "أخي");
  expect(store.node("road/days")).toBe(days);
  expect(store.about()).toBe(about);
  expect(store.outline()).not.toBe(outline);
});

test("saved is a time of the keeper's; saving while it is asked; not saved until all of it is", async () => {
  const { store } = heard();
  expect(store.saving()).toEqual({ kind: "saved", at: "2026-11-22T14:00:00+03:00" });
  const done = store.answer("road/who", "أخي");
  expect(store.saving()).toEqual({ kind: "saving" });
  await done;
  expect(store.saving()).toEqual({ kind: "saved", at: "2026-11-22T14:01:00+03:00" });
  keeper.disk.fault = "disk-full";
  expect(await store.answer("road/who", "أختي")).toBe(false);
  expect(store.saving()).toEqual({ kind: "not-saved" });
  keeper.disk.fault = null;
  await store.retry();
  expect(store.saving()).toEqual({ kind: "saved", at: "2026-11-22T14:02:00+03:00" });
  expect(keeper.said().at(-1)).toEqual(["road/who", "أختي"]);
});

test("of two answers to one question that were not saved, only the later is given again", async () => {
  const { store } = heard();
  keeper.disk.fault = "disk-full";
  await store.answer("road/who", "أخي");
  await store.answer("road/who", "أختي");
  await store.setState("road/days", "skipped", "out-of-time");
  await store.answer("road/days", "5");
  keeper.disk.fault = null;
  await store.retry();
  expect(keeper.said()).toEqual([
    ["road/who", "أختي"],
    ["road/days", "5"],
  ]);
});

test("a refusal is beside its question, is not repeated, and goes with the next answer", async () => {
  const { store } = heard();
  expect(await store.answer("road/days", "عشرة")).toBe(false);
  expect(store.beside("road/days").refusal?.kind).toBe("not-a-number");
  expect(store.saving().kind).toBe("saved");
  await store.retry();
  expect(keeper.asks("interviews.answer")).toHaveLength(1);
  await store.answer("road/days", "10");
  expect(store.beside("road/days").refusal).toBeNull();
});

test("removed entries are gone with everything in them, and come back whole", async () => {
  const { store } = heard();
  const entry = await store.addEntry("road/stop");
  expect(entry).toMatch(/^road\/stop\[/u);
  await store.answer(`${entry}/place`, "نوى");
  await store.removeEntry(entry ?? "");
  expect(store.node(`${entry}/place`)).toBeUndefined();
  expect(store.outline().byId.has(entry ?? "")).toBe(false);
  await store.restoreEntry(entry ?? "");
  expect(store.node(`${entry}/place`)?.value).toBe("نوى");
});

test("entries that the person adds are no news; questions that an answer opens or closes are", async () => {
  const { store } = heard();
  await store.addEntry("road/stop");
  expect(store.news()).toBeNull();
  await store.answer("road/days", "20");
  expect(store.news()).toEqual({ opened: 1, closed: 0 });
  await store.answer("road/why", "خوف");
  await store.answer("road/days", "5");
  expect(store.news()).toEqual({ opened: 0, closed: 1 });
});

test("of many places on the way the keeper is told the last", async () => {
  const { store } = heard();
  for (const ref of ["road/days", "road/who", "road/days", "road/who"]) store.stand(ref);
  await vi.waitFor(() =>
    expect(keeper.asks("interviews.visit").at(-1)?.[1]).toMatchObject({ question: "road/who" }),
  );
  expect(keeper.asks("interviews.visit").length).toBeLessThan(4);
  store.stand("road/stop");
  expect(store.at()).toBe("road/stop");
  expect(keeper.asks("interviews.visit").at(-1)?.[1]).toMatchObject({ question: "road/who" });
});

test("a value put from elsewhere makes its field begin anew", async () => {
  const { store } = heard();
  const shelf = store.draftOf("road/days");
  shelf.put("عشر");
  expect(shelf.take()).toBe("عشر");
  await store.put("road/days", "10");
  expect(store.beside("road/days").edition).toBe(1);
  expect(shelf.take()).toBeUndefined();
});
