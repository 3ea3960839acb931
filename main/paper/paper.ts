import type { InterviewId, QuestionnaireHash } from "../../shared/contract/define.ts";
import type { Outcome } from "../../shared/contract/index.ts";
import type { InterviewRow, InterviewView } from "../../shared/contract/interviews.ts";
import type { PaperWish } from "../../shared/contract/paper.ts";
import type { Referral } from "../../shared/contract/people.ts";
import { type ConsentAnswers, whyNotInClear } from "../../shared/interviews/consent.ts";
import { blankQuestionnaire } from "../../shared/paper/blank.ts";
import { asksForConsent, consentSheet } from "../../shared/paper/consent.ts";
import { interviewRecord } from "../../shared/paper/record.ts";
import { referralSheet } from "../../shared/paper/referrals.ts";
import type { Sheet } from "../../shared/paper/sheet.ts";
import type { Printed, Words } from "../../shared/paper/words.ts";
import type { Definition } from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { writeNew } from "../vault/new-file.ts";
import { orDiskFault } from "../vault/store.ts";
import type { Vault } from "../vault/vault.ts";

/** What Daftar itself says on paper, in each of its languages. */
export interface PrintedWords {
  readonly ar: Printed;
  readonly en: Printed;
}

export interface PaperDeps {
  readonly vault: Pick<Vault, "note">;
  readonly printed: PrintedWords | null;
  readonly definition: (hash: QuestionnaireHash) => Definition | undefined;
  readonly interview: (
    interview: InterviewId,
    tag: string,
  ) => Result<{ readonly view: InterviewView; readonly consent: ConsentAnswers }, DrawFault>;
  readonly row: (view: InterviewView) => InterviewRow | undefined;
  readonly referrals: () => readonly Referral[];
}

type DrawFault = Extract<Outcome<"paper.draw">, { readonly ok: false }>["fault"];

/** What leaves on paper. */
export interface Paper {
  readonly draw: (wish: PaperWish) => Outcome<"paper.draw">;
  readonly save: (
    wish: PaperWish,
    file: string | undefined,
    drawn: string | undefined,
  ) => Outcome<"paper.save">;
}

/**
 * Lays papers out, and writes them where a person chose.
 *
 * A record is only printed of a finished interview whose person confirmed at the end that it may be
 * used, and never of one that ended for danger: what may not leave in a parcel may not leave on
 * paper. Whether it may is looked at again when the file is written.
 */
export function paper(deps: PaperDeps): Paper {
  const draw: Paper["draw"] = (wish) => orDiskFault(() => drawn(deps, wish));
  return {
    draw,
    save: (wish, file, bytes) => {
      if (file === undefined || bytes === undefined) return fail({ kind: "cancelled" });
      const allowed = draw(wish);
      if (!allowed.ok) return allowed;
      const whole = Buffer.from(bytes, "base64");
      const written = writeNew(file, whole);
      if (!written.ok) return written;
      if (wish.kind === "blank")
        deps.vault.note("paper-blank-saved", { questionnaire: wish.questionnaire });
      else if (wish.kind === "referrals") deps.vault.note("paper-referrals-saved", {});
      else deps.vault.note(`paper-${wish.kind}-saved`, { interview: wish.interview });
      return ok({ pages: pagesOf(whole) });
    },
  };
}

function drawn(deps: PaperDeps, wish: PaperWish): Result<Sheet, DrawFault> {
  if (wish.kind === "blank") {
    const definition = deps.definition(wish.questionnaire);
    if (!definition) return fail({ kind: "questionnaire-unknown" });
    const language = definition.languages.find(({ tag }) => tag === wish.language);
    if (!language) return fail({ kind: "language-unknown" });
    const words = wordsFor(deps, wish, language.direction);
    return ok(blankQuestionnaire(definition, language, wish.copies, words));
  }
  if (wish.kind === "referrals") {
    if (wish.language !== "ar" && wish.language !== "en") return fail({ kind: "language-unknown" });
    const referrals = deps.referrals();
    if (referrals.length === 0) return fail({ kind: "referrals-empty" });
    const words = wordsFor(deps, wish, wish.language === "ar" ? "rtl" : "ltr");
    return ok(referralSheet(referrals, words));
  }
  const read = deps.interview(wish.interview, wish.language);
  if (!read.ok) return read;
  const { view, consent } = read.value;
  const row = deps.row(view);
  if (!row) return fail({ kind: "interview-unknown" });
  const direction = view.languages.find(({ tag }) => tag === wish.language)?.direction ?? "ltr";
  const words = wordsFor(deps, wish, direction);
  if (wish.kind === "record") {
    if (view.stage === "draft") return fail({ kind: "record-of-draft" });
    const reason = whyNotInClear(consent);
    return reason
      ? fail({ kind: `record-${reason}` })
      : ok(interviewRecord(view, row, wish.researcher, words));
  }
  if (!asksForConsent(view.nodes)) return fail({ kind: "consent-not-in-form" });
  return ok(consentSheet(view, row, words));
}

/** A form in Arabic has its paper in Arabic; one in any other language has ours in English. */
function wordsFor(
  { printed }: PaperDeps,
  { language: tag, digits }: PaperWish,
  direction: Words["direction"],
): Words {
  if (!printed) throw new Error("no sentences to print were handed in");
  const language = /^ar\b/i.test(tag) ? "ar" : "en";
  return { language, digits, direction, sentences: printed[language] };
}

/** Chromium writes every page as an object of its own, in the open. */
function pagesOf(file: Buffer): number | null {
  const text = file.toString("latin1");
  if (!text.startsWith("%PDF-")) return null;
  return text.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
