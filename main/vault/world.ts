import { randomBytes } from "node:crypto";

/** What the keeper takes from outside, so that a test can hand it another clock and other chances. */
export interface World {
  readonly now: () => Date;
  /** Unpredictable bytes, fit for keys. */
  readonly random: (bytes: number) => Buffer;
  /** IANA name of the zone this computer is in. */
  readonly zone: string;
}

/** This computer's own clock, chances and zone. */
export function thisWorld(): World {
  return {
    now: () => new Date(),
    random: (bytes) => randomBytes(bytes),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/**
 * Writes down the moment it is: `2026-11-22T14:03:11+03:00`, in a zone and with that zone's offset.
 *
 * For people; nothing is ordered by it.
 */
export function momentOf(world: World, zone: string = world.zone): string {
  const now = world.now();
  const second = Math.floor(now.getTime() / 1000);
  if (second !== last.second || zone !== last.zone)
    last = { second, zone, moment: writtenMoment(now, zone) };
  return last.moment;
}

/** Many things happen within one second, and all of them are written down. */
let last = { second: Number.NaN, zone: "", moment: "" };

function writtenMoment(now: Date, zone: string): string {
  const parts: { [type: string]: string } = {};
  for (const { type, value } of clockIn(zone).formatToParts(now)) parts[type] = value;
  const offset = /GMT([+-]\d\d:\d\d)/.exec(parts.timeZoneName ?? "")?.[1] ?? "+00:00";
  const date = `${parts.year?.padStart(4, "0")}-${parts.month}-${parts.day}`;
  return `${date}T${parts.hour}:${parts.minute}:${parts.second}${offset}`;
}

/** A formatter costs a thousand times its use, and a computer stays in its zone. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(zone: string): Intl.DateTimeFormat {
  const kept = clocks.get(zone);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
  clocks.set(zone, made);
  return made;
}
