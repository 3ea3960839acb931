import { latinDigits } from "../../shared/interviews/fold.ts";
import { showNumber } from "./digits.ts";

/**
 * Reads a time of day as people type it: `9:30`, `٩:٣٠`, `09.30` or `0930`, by the clock of 24 hours.
 *
 * Gives `09:30:00`, or null when it is no such time. Seconds are kept when they were typed.
 */
export function readTime(text: string): string | null {
  const found = /^(\d{1,2})[:.٫]?(\d{2})(?::(\d{2}))?$/u.exec(latinDigits(text.trim()));
  if (!found) return null;
  const [hour, minute, second] = [found[1], found[2], found[3] ?? "00"].map(Number);
  if (hour === undefined || minute === undefined || second === undefined) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Writes a stored time in the digits of a display locale, without what nobody asked for. */
export function showTime(stored: string, locale: string): string {
  const found = /^(\d{2}:\d{2})(?::(\d{2}))?/u.exec(stored);
  if (!found) return stored;
  const [, minutes = "", seconds = "00"] = found;
  return showNumber(seconds === "00" ? minutes : `${minutes}:${seconds}`, locale);
}

/** Writes how long something is, in minutes and seconds, and hours where there are any: `3:07`. */
export function sayLength(seconds: number, locale: string): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  const [first = 0, ...others] = shown;
  const text = [String(first), ...others.map((part) => String(part).padStart(2, "0"))].join(":");
  return showNumber(text, locale);
}
