import { expect, test } from "vitest";
import {
  type ConsentAnswers,
  consentMark,
  isConsentSettled,
  waitsForConsent,
  whyHeld,
} from "../../../shared/interviews/consent.ts";

const nothing: ConsentAnswers = {
  consent_participate: null,
  consent_uses: null,
  consent_confirmed: null,
  consent_uses_final: null,
  end_state: null,
};
const first = { ...nothing, consent_participate: "yes" };
const both = { ...first, consent_confirmed: "yes" };

test.each([
  ["nothing was asked yet", nothing, "not-asked"],
  ["no", { ...nothing, consent_participate: "no" }, "refused"],
  ["does not know", { ...nothing, consent_participate: "dk" }, "not-asked"],
  ["yes, to no use yet", first, "hold"],
  ["yes, to numbers", { ...first, consent_uses: "statistics_public" }, "given"],
  ["yes, then no at the end", { ...first, consent_uses: "x", consent_confirmed: "no" }, "refused"],
  ["yes twice, no use left", { ...both, consent_uses: "x", consent_uses_final: null }, "hold"],
  ["yes twice, uses changed", { ...both, consent_uses_final: "quotes_anon" }, "given"],
] as const)("consent when the person said %s", (_, given, mark) => {
  expect(consentMark(given)).toBe(mark);
});

test("what is ticked last counts, not what was ticked first", () => {
  expect(consentMark({ ...both, consent_uses: "share_courts", consent_uses_final: "" })).toBe(
    "hold",
  );
});

test("an interview ends with a no, or with a yes at the beginning and a word at the end", () => {
  const asksBoth = () => true;
  expect(isConsentSettled({ ...nothing, consent_participate: "no" }, asksBoth)).toBe(true);
  expect(isConsentSettled(first, asksBoth)).toBe(false);
  expect(isConsentSettled(both, asksBoth)).toBe(true);
  expect(isConsentSettled({ ...first, consent_confirmed: "no" }, asksBoth)).toBe(true);
  expect(isConsentSettled({ ...first, consent_confirmed: "dk" }, asksBoth)).toBe(false);
  expect(isConsentSettled(nothing, asksBoth)).toBe(false);
});

test("a form that asks once, or never, waits for nothing more", () => {
  expect(isConsentSettled(first, (name) => name === "consent_participate")).toBe(true);
  expect(isConsentSettled(nothing, (name) => name === "consent_participate")).toBe(false);
  expect(isConsentSettled(nothing, () => false)).toBe(true);
});

test.each([
  ["confirmed at the end", both, null],
  ["never confirmed", first, "consent-not-confirmed"],
  ["taken back at the end", { ...first, consent_confirmed: "no" }, "consent-not-confirmed"],
  ["refused at the beginning", { ...nothing, consent_participate: "no" }, "consent-not-confirmed"],
  ["ended for safety", { ...both, end_state: "security" }, "ended-for-safety"],
  ["stopped by the person", { ...both, end_state: "stopped" }, null],
  ["of a form that never asks", nothing, null],
] as const)("whether an interview may leave when consent was %s", (_, given, held) => {
  expect(whyHeld(given)).toBe(held);
});

test.each([
  // gate, kind, place, waits
  ["m0/consent_participate", "question", "m0/consent_uses", false],
  ["m0/talk/consent_participate", "question", "m0/place", false],
  ["m0/consent_participate", "question", "m1/account", true],
  ["m0/consent_participate", "question", "loose", true],
  ["m0/consent_participate", "question", "m7/stay[k3f9]/cell", true],
  ["m0/consent_participate", "repeat", "stay", true],
  ["m0/consent_participate", "entry", "stay[k3f9]", true],
  ["m0/consent_participate", "repeat", "m0/present", false],
  ["consent_participate", "question", "refusal_reason", false],
  ["consent_participate", "question", "m1/account", true],
  ["consent_participate", "repeat", "stay", true],
] as const)("before a yes to %s, the %s %s waits: %s", (gate, kind, ref, waits) => {
  for (const said of [null, "no", "dk"])
    expect(waitsForConsent({ consent_participate: said }, gate, { ref, kind })).toBe(waits);
  expect(waitsForConsent({ consent_participate: "yes" }, gate, { ref, kind })).toBe(false);
  expect(waitsForConsent({ consent_participate: null }, null, { ref, kind })).toBe(false);
});
