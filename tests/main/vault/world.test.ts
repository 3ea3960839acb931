import { expect, test } from "vitest";
import { momentOf } from "../../../main/vault/world.ts";
import { Moment } from "../../../shared/contract/define.ts";

const at = (iso: string, zone: string) =>
  momentOf({ now: () => new Date(iso), random: () => Buffer.alloc(0), zone });

test.each([
  ["2026-11-22T11:03:11.999Z", "Asia/Damascus", "2026-11-22T14:03:11+03:00"],
  ["2018-07-01T20:59:59Z", "Asia/Damascus", "2018-07-01T23:59:59+03:00"],
  ["2018-01-01T22:30:00Z", "Asia/Damascus", "2018-01-02T00:30:00+02:00"],
  ["2026-02-28T23:30:00Z", "UTC", "2026-02-28T23:30:00+00:00"],
  ["2024-02-29T12:00:00Z", "America/St_Johns", "2024-02-29T08:30:00-03:30"],
  ["2056-01-01T00:00:00Z", "Asia/Kathmandu", "2056-01-01T05:45:00+05:45"],
])("%s in %s is written as %s", (iso, zone, written) => {
  expect(at(iso, zone)).toBe(written);
  expect(Moment.parse(written)).toBe(written);
});

test("the same second in another zone is another text", () => {
  const iso = "2026-11-22T11:03:11Z";
  expect(at(iso, "UTC")).not.toBe(at(iso, "Asia/Damascus"));
  expect(at(iso, "UTC")).toBe("2026-11-22T11:03:11+00:00");
});
