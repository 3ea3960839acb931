import type { Input, Output } from "../../shared/contract/index.ts";
import type { InterviewRow, InterviewStage } from "../../shared/contract/interviews.ts";
import { fold } from "../../shared/interviews/fold.ts";
import type { Database } from "../vault/store.ts";
import type { InterviewsDeps } from "./deps.ts";

/** A finished interview whose last word went out in a parcel that got its name. */
const stage = `CASE WHEN interview.stage = 'finished' AND EXISTS (
    SELECT 1 FROM sent JOIN parcel_made USING (parcel)
    WHERE sent.interview = interview.id AND sent.head = interview.head AND parcel_made.placed = 1)
  THEN 'in-parcel' ELSE interview.stage END`;

interface Listed {
  readonly id: string;
  readonly code: string;
  readonly stage: InterviewStage;
  readonly questionnaire: string;
  readonly title: string | null;
  readonly version: string | null;
  readonly device: string;
  readonly opened: string;
  readonly changed: string;
  readonly answered: number;
  readonly relevant: number | null;
  readonly problems: number | null;
  readonly consent: InterviewRow["consent"];
  readonly versions: number;
}

/** Interviews of this desk, the last touched first; whatever their clocks say. */
export function listInterviews(
  { store, self, deviceName }: InterviewsDeps,
  wish: Input<"interviews.list">,
): Output<"interviews.list"> {
  const filter = `WHERE (? IS NULL OR ${stage} = ?) AND instr(folded, ?) > 0`;
  const wanted = [wish.stage, wish.stage, fold(wish.search)];
  const { total, rows } = store.read((db) => ({
    total: db
      .prepare<{ total: number }>(`SELECT count(*) AS total FROM interview ${filter}`)
      .get(...wanted)?.total,
    rows: db
      .prepare<Listed>(
        `SELECT id, code, ${stage} AS stage, questionnaire, title, version, device, opened,
           changed, coalesce(bookmark.answered, interview.answered) AS answered,
           bookmark.relevant, bookmark.problems, consent, versions
         FROM interview
         LEFT JOIN questionnaire ON questionnaire.hash = interview.questionnaire
         LEFT JOIN bookmark ON bookmark.interview = interview.id
         ${filter} ORDER BY touched DESC, id LIMIT ? OFFSET ?`,
      )
      .all(...wanted, wish.limit, wish.offset),
  }));
  return {
    total: total ?? 0,
    rows: rows.map(({ id, questionnaire, title, version, device, ...row }) => ({
      ...row,
      interview: id as InterviewRow["interview"],
      form: {
        hash: questionnaire as InterviewRow["form"]["hash"],
        title: title ?? "",
        version: version ?? "",
      },
      device: device === self.device ? null : (device as NonNullable<InterviewRow["device"]>),
      deviceName: device === self.device ? null : deviceName(device),
    })),
  };
}

/** Where one interview stands. */
export function stageOf(db: Database, interview: string): InterviewStage {
  const row = db
    .prepare<{ stage: InterviewStage }>(`SELECT ${stage} AS stage FROM interview WHERE id = ?`)
    .get(interview);
  return row?.stage ?? "draft";
}
