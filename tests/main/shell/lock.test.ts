import { expect, test } from "vitest";
import type { Keeper } from "../../../main/shell/keeper.ts";
import { makeLock } from "../../../main/shell/lock.ts";

/** A keeper that takes its time to end, a page that writes down what reaches it, and a clock that waits. */
function world() {
  const story: string[] = [];
  const time = Promise.withResolvers<void>();
  const waits: number[] = [];
  const keeper = {
    end: async () => {
      story.push(lock.closing() ? "keeper ends, nothing is taken" : "keeper ends too early");
      await turn();
      story.push("keeper gone");
    },
  } as Keeper;
  const lock = makeLock({
    keeper: () => keeper,
    tell: ({ event }) => story.push(event),
    forgetPage: () => story.push("page forgotten"),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return time.promise;
    },
  });
  return { lock, story, waits, timePasses: () => time.resolve() };
}

/** Longer than anything takes that waits for no clock. */
const turn = () => new Promise((done) => setImmediate(done));

const order = [
  "locking",
  "keeper ends, nothing is taken",
  "keeper gone",
  "locked",
  "page forgotten",
];

test("the page may give its last words, then the keeper ends, then the page is forgotten", async () => {
  const { lock, story, timePasses } = world();
  const locking = lock.now();
  await turn();
  // Answers are still taken.
  expect(lock.closing()).toBe(false);
  expect(story).toEqual(["locking"]);
  timePasses();
  await locking;
  expect(story).toEqual(order);
  expect(lock.closing()).toBe(false);
});

test("a page that is ready is not waited for", async () => {
  const { lock, story } = world();
  const locking = lock.now();
  await lock.pageIsReady();
  await locking;
  expect(story).toEqual(order);
});

test("a page that says nothing holds locking up for a quarter of a second, no longer", async () => {
  const { lock, waits, timePasses } = world();
  timePasses();
  await lock.now();
  expect(waits).toEqual([250]);
});

test("asked for by everybody at once, it happens once, and can happen again", async () => {
  const { lock, story } = world();
  await Promise.all([lock.now(), lock.now(), lock.pageIsReady()]);
  expect(story).toEqual(order);
  await lock.pageIsReady();
  expect(story).toEqual([...order, ...order]);
});
