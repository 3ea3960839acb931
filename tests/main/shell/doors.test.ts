import { expect, test } from "vitest";
import { makeDoors } from "../../../main/shell/doors.ts";

test("a program that begins stands before the real notebook", () => {
  const doors = makeDoors("/data");
  expect(doors.isPractice()).toBe(false);
  expect(doors.keeperArguments()).toEqual(["--vault", "/data/vault"]);
});

test("each door has a folder of its own, and only one of them is for practice", () => {
  const doors = makeDoors("/data");
  doors.standAt(true);
  expect(doors.isPractice()).toBe(true);
  expect(doors.keeperArguments()).toEqual(["--vault", "/data/practice", "--practice"]);
  doors.standAt(false);
  expect(doors.keeperArguments()).toEqual(["--vault", "/data/vault"]);
});
