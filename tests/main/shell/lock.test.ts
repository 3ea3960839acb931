import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Keeper } from "../../../main/shell/keeper.ts";
import { makeLock } from "../../../main/shell/lock.ts";

/** A keeper that takes its time to end, and a page that writes down what reaches it. */
function world() {
  const story: string[] = [];
  const keeper = {
    end: async () => {
      story.push(lock.closing() ? "keeper ends, nothing is taken" : "keeper ends too early");
      await wait(20);
      story.push("keeper gone");
    },
  } as Keeper;
  const lock = makeLock({
    keeper: () => keeper,
    tell: ({ event }) => story.push(event),
    forgetPage: () => story.push("page forgotten"),
  });
  return { lock, story };
}

const order = [
  "locking",
  "keeper ends, nothing is taken",
  "keeper gone",
  "locked",
  "page forgotten",
];

test("the page may give its last words, then the keeper ends, then the page is forgotten", async () => {
  const { lock, story } = world();
  await lock.now();
  expect(story).toEqual(order);
  expect(lock.closing()).toBe(false);
});

test("answers are still taken while the page gives its last words", async () => {
  const { lock } = world();
  const locking = lock.now();
  await wait(50);
  expect(lock.closing()).toBe(false);
  await locking;
});

test("a page that is ready is not waited for", async () => {
  const { lock, story } = world();
  const began = performance.now();
  const locking = lock.now();
  await lock.pageIsReady();
  await locking;
  expect(performance.now() - began).toBeLessThan(200);
  expect(story).toEqual(order);
});

test("a page that says nothing holds locking up for a quarter of a second, no longer", async () => {
  const { lock } = world();
  const began = performance.now();
  await lock.now();
  expect(performance.now() - began).toBeLessThan(700);
});

test("asked for by everybody at once, it happens once, and can happen again", async () => {
  const { lock, story } = world();
  await Promise.all([lock.now(), lock.now(), lock.pageIsReady()]);
  expect(story).toEqual(order);
  await lock.pageIsReady();
  expect(story).toEqual([...order, ...order]);
});
