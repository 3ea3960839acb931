import { expect, test } from "vitest";
import { findNeighbours } from "../../../renderer/review/neighbours.ts";
import type { InterviewId } from "../../../shared/contract/define.ts";
import { ok } from "../open-notebook.tsx";
import { pretendKeeper } from "../world.tsx";
import { row } from "./small-record.ts";

const name = (place: number) => String(place).padStart(32, "0") as InterviewId;

function listOf(count: number) {
  const rows = Array.from({ length: count }, (_, place) => row(1, { interview: name(place) }));
  return pretendKeeper({
    "interviews.list": (input) => {
      const { offset, limit } = input as { offset: number; limit: number };
      return ok({ total: count, rows: rows.slice(offset, offset + limit) });
    },
  });
}

const beside = async (place: number) => {
  const found = await findNeighbours(name(place), "");
  return found && [found.previous, found.next];
};

test("neighbours are found across the pages of a long list", async () => {
  listOf(1203);
  expect(await beside(0)).toEqual([null, name(1)]);
  expect(await beside(499)).toEqual([name(498), name(500)]);
  expect(await beside(500)).toEqual([name(499), name(501)]);
  expect(await beside(1202)).toEqual([name(1201), null]);
});

test("an interview that is not in the list has no neighbours", async () => {
  listOf(3);
  expect(await beside(7)).toBeNull();
});
