import type { InterviewId } from "../../shared/contract/define.ts";
import { firstMisfit } from "../../shared/interviews/chain.ts";
import type { Projection } from "../../shared/interviews/projection.ts";
import {
  type Definition,
  type LiveForm,
  open,
  type StoredAnswer,
  type StoredAnswers,
  type StoredEntry,
} from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { digest, sha256Hex } from "../vault/hash.ts";
import type { Database } from "../vault/store.ts";
import type { ChainEnd } from "./append.ts";
import { newKey } from "./code.ts";
import type { InterviewsDeps } from "./deps.ts";
import { computeInterview } from "./replay.ts";
import type { Head } from "./rows.ts";

/** An interview that lies open on the desk: the form in progress, and the history it came from. */
export interface OpenInterview {
  readonly form: LiveForm;
  /** What the events come to; kept up with every act. */
  readonly so: Projection;
  end: ChainEnd;
  head: Head;
  /** The question at which it goes on. */
  at: string | null;
  readonly readOnly: "finished" | "other-device" | null;
}

export type OpenFault = {
  readonly kind: "interview-unknown" | "questionnaire-unknown" | "chain-broken";
};

/** Where a desk was in an interview. */
interface Bookmark {
  readonly question: string | null;
  readonly language: string | null;
}

/** More would only cost memory: a person talks with one other person at a time. */
const mostOpen = 4;

/**
 * The interviews that are open at this moment.
 *
 * What lies here is only ever a reading of what is on the disk. Whenever the two differ, because the
 * disk failed or a parcel brought more, it is read again before anything is added to it.
 */
export class Desk {
  readonly #deps: InterviewsDeps;
  readonly #open = new Map<string, OpenInterview>();

  constructor(deps: InterviewsDeps) {
    this.#deps = deps;
  }

  /**
   * Gives an interview, reading it from its history if it does not lie here yet.
   *
   * Faults: `interview-unknown`; `chain-broken` when its history does not fit, and then nothing of it
   * is shown as testimony; `questionnaire-unknown` when its form is not here.
   */
  take(interview: InterviewId): Result<OpenInterview, OpenFault> {
    const lying = this.#open.get(interview);
    const taken = this.#deps.store.read((db) =>
      lying && isUpToDate(db, lying) ? ok(lying) : this.#read(db, interview),
    );
    if (taken.ok) this.put(interview, taken.value);
    else this.drop(interview);
    return taken;
  }

  put(interview: string, opened: OpenInterview): void {
    this.#open.delete(interview);
    this.#open.set(interview, opened);
    const [longest] = this.#open.keys();
    if (this.#open.size > mostOpen && longest !== undefined) this.#open.delete(longest);
  }

  drop(interview: string): void {
    this.#open.delete(interview);
  }

  /** Begins or takes up a form in the world of one interview. */
  openForm(
    definition: Definition,
    { zone, seed, revisions }: Pick<Projection, "zone" | "seed" | "revisions">,
    stored: StoredAnswers | undefined,
  ): LiveForm {
    const { world, self } = this.#deps;
    return open(definition, stored, {
      now: world.now,
      zone,
      seed,
      revision: revisions.length,
      staffCode: self.name,
      deviceCode: self.device,
      newKey: () => newKey(world),
      digest,
    });
  }

  #read(db: Database, interview: string): Result<OpenInterview, OpenFault> {
    const row = db.prepare("SELECT 1 FROM interview WHERE id = ?").get(interview);
    const computed = row && computeInterview(db, interview);
    if (!row) return fail({ kind: "interview-unknown" });
    if (!computed || firstMisfit(interview, computed.events, sha256Hex) !== null)
      return fail({ kind: "chain-broken" });
    const { so, head } = computed;
    const definition = this.#deps.form(so.questionnaire);
    if (!definition) return fail({ kind: "questionnaire-unknown" });
    const bookmark = db
      .prepare<Bookmark>("SELECT question, language FROM bookmark WHERE interview = ?")
      .get(interview);
    const stored = storedAnswers(so, bookmark?.language ?? null);
    return ok({
      form: this.openForm(definition, so, stored),
      so,
      end: { interview, hash: head.hash, seq: so.seq },
      head,
      at: bookmark?.question ?? null,
      readOnly: this.#whyReadOnly(so, head),
    });
  }

  /** Of two versions none is continued until somebody has decided: that would make a third. */
  #whyReadOnly(so: Projection, head: Head): OpenInterview["readOnly"] {
    if (so.device !== this.#deps.self.device || head.versions > 1) return "other-device";
    return so.stage === "finished" ? "finished" : null;
  }
}

function isUpToDate(db: Database, { so, head }: OpenInterview): boolean {
  const row = db
    .prepare<Head>("SELECT head AS hash, events, versions FROM interview WHERE id = ?")
    .get(so.interview);
  return row?.hash === head.hash && row.events === head.events && row.versions === head.versions;
}

/** What an interview comes to, in the form in which the engine takes it up again. */
export function storedAnswers(so: Projection, language: string | null): StoredAnswers {
  const answers: { [ref: string]: StoredAnswer } = {};
  for (const [ref, { value, state, reason }] of so.answers)
    answers[ref] = { value: value ?? "", state, reason };
  const entries: { [repeat: string]: readonly StoredEntry[] } = {};
  for (const [repeat, made] of so.entries) entries[repeat] = made;
  return { answers, entries, language };
}
