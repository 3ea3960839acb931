import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forgetTries, noteTry, waitSeconds } from "../../../main/vault/delay.ts";
import { smallWorld, temporaryDir } from "./small-world.ts";

test("one wrong passphrase costs nothing; then each doubles the wait, up to five minutes", () => {
  const [world, dir] = [smallWorld(), temporaryDir()];
  const waits = Array.from({ length: 12 }, () => {
    noteTry(world, dir);
    return waitSeconds(world, dir);
  });
  expect(waits).toEqual([0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
});

test("the wait runs down with the clock and stays at its end", () => {
  const [world, dir] = [smallWorld(), temporaryDir()];
  for (let wrong = 0; wrong < 4; wrong++) noteTry(world, dir);
  expect(waitSeconds(world, dir)).toBe(8);
  world.later(5);
  expect(waitSeconds(world, dir)).toBe(3);
  world.later(50);
  expect(waitSeconds(world, dir)).toBe(0);
});

test("a clock that went back makes nobody wait longer than once", () => {
  const [world, dir] = [smallWorld(), temporaryDir()];
  for (let wrong = 0; wrong < 4; wrong++) noteTry(world, dir);
  world.later(-20 * 365 * 86_400);
  expect(waitSeconds(world, dir)).toBe(8);
  world.later(8);
  expect(waitSeconds(world, dir)).toBe(0);
});

test("the right passphrase forgets the wrong ones and says how many there were", () => {
  const [world, dir] = [smallWorld(), temporaryDir()];
  for (let tries = 0; tries < 3; tries++) noteTry(world, dir);
  expect(forgetTries(dir)).toBe(2);
  expect(waitSeconds(world, dir)).toBe(0);
});

test("a note that cannot be read keeps nobody out", () => {
  const [world, dir] = [smallWorld(), temporaryDir()];
  writeFileSync(join(dir, "tries"), "\0\0\0\0");
  expect(waitSeconds(world, dir)).toBe(0);
});
