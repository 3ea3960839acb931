import type { Referral } from "../contract/people.ts";
import { type Content, el, isolated } from "./html.ts";
import { type Sheet, sheet } from "./sheet.ts";
import { say, type Words } from "./words.ts";

/**
 * The services of an area, to keep at hand or to give to somebody.
 *
 * Whoever carries it may be asked where it comes from: it says nothing of an interview, of a team, of
 * Daftar or of the day, and has neither a code nor the name of a person.
 */
export function referralSheet(referrals: readonly Referral[], words: Words): Sheet {
  return sheet(
    words,
    { title: words.sentences["referrals-title"], foot: "" },
    el("h1", {}, say(words, "referrals-title")),
    referrals.map((referral) =>
      el(
        "section",
        { class: "short" },
        el("h2", {}, isolated(referral.service)),
        el(
          "dl",
          { class: "facts" },
          facts.map((fact) => factOf(referral, fact, words)),
        ),
      ),
    ),
  );
}

const facts = ["contact", "purpose", "area", "note"] as const;

function factOf(referral: Referral, fact: (typeof facts)[number], words: Words): Content {
  if (referral[fact] === "") return null;
  return [
    el("dt", {}, say(words, `referral-${fact}`)),
    el("dd", { class: "words" }, isolated(referral[fact])),
  ];
}
