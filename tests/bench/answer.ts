// One answer made durable, against a bare commit of the same words in the same database and run.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appendEvents, type Happened, keepUp } from "../../main/interviews/append.ts";
import { interviews } from "../../main/interviews/interviews.ts";
import { compileFolder } from "../../main/questionnaires/compile-folder.ts";
import { createVault, type Vault } from "../../main/vault/vault.ts";
import { thisWorld } from "../../main/vault/world.ts";
import { type InterviewId, QuestionnaireHash } from "../../shared/contract/define.ts";
import type { InterviewEvent } from "../../shared/interviews/event.ts";
import { beginProjection } from "../../shared/interviews/projection.ts";
import type { Definition } from "../../shared/questionnaire/index.ts";
import type { Result } from "../../shared/result.ts";

/** One line of the benchmark: how long ours took, how long the yardstick, and how they compare. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly yardstick: number;
  readonly ratio: number;
  readonly unit: string;
}

const world = thisWorld();
const folder = join(import.meta.dirname, "../../questionnaires/returnee-interview");
const answersEach = 300;

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.fault.kind);
  return result.value;
};

/**
 * Answers the built-in questionnaire in interviews with a short and a long history, in an empty vault
 * and in one of 5,000 interviews. Bare commits are made between the answers, so that both meet the
 * same disk. Milliseconds; p95 unless the name says median.
 */
export async function bench(): Promise<readonly Row[]> {
  const dir = mkdtempSync(join(tmpdir(), "daftar-bench-"));
  const { definition } = await compileFolder(folder);
  if (!definition) throw new Error("the built-in questionnaire has errors");
  const vault = must(
    await createVault(world, dir, {
      role: "researcher",
      name: "ندى",
      passphrase: "زيتون قديم عند باب الدار الغربي",
      sheet: null,
      cost: { memory: 64 * 1024, passes: 1, lanes: 1 },
    }),
  );
  try {
    vault.store.connection().exec("CREATE TABLE bare (n INTEGER PRIMARY KEY, said TEXT)");
    const desk = deskOn(vault, definition);
    answer(desk, desk.begin(), 60);
    const fresh = answer(desk, desk.begin(), answersEach);
    const thousand = answer(desk, desk.begin(1_000), answersEach);
    const tenThousand = answer(desk, desk.begin(10_000), answersEach);
    const opening = [1_000, 10_000].map((events) => reopen(desk, desk.begin(events)));
    for (let i = 0; i < 5_000; i++) desk.begin(60);
    const crowded = answer(desk, desk.begin(), answersEach);
    return [
      row("one answer durable, median (bare commit)", median(fresh.ours), median(fresh.bare)),
      row("one answer durable, p95 (bare commit)", p95(fresh.ours), p95(fresh.bare)),
      row("… after 1,000 events (bare commit)", p95(thousand.ours), p95(thousand.bare)),
      row("… after 10,000 events (bare commit)", p95(tenThousand.ours), p95(tenThousand.bare)),
      row("… among 5,000 interviews (bare commit)", p95(crowded.ours), p95(crowded.bare)),
      row(
        "growth: median after 10,000 events (after none)",
        median(tenThousand.ours),
        median(fresh.ours),
      ),
      row("growth: median among 5,000 (among few)", median(crowded.ours), median(fresh.ours)),
      row("open again after 10,000 events (after 1,000)", opening[1] ?? 0, opening[0] ?? 0),
    ];
  } finally {
    vault.close();
    rmSync(dir, { recursive: true });
  }
}

function deskOn(vault: Vault, definition: Definition) {
  const { store, self, attachments } = vault;
  const freeBytes = () => attachments.freeBytes();
  const beside = { attachments, freeBytes, deviceName: () => null, hasReferral: () => true };
  const deps = { world, store, self, form: () => definition, ...beside };
  const questionnaire = QuestionnaireHash.parse(definition.hash);
  return {
    store,
    restarted: () => interviews(deps),
    /** An interview in which so many things have already been said. */
    begin: (events = 0): InterviewId => {
      if (events === 0)
        return must(interviews(deps).start({ questionnaire, language: null })).interview;
      const interview = randomBytes(16).toString("hex") as InterviewId;
      must(store.write((db) => writeHistory(db, self.device, interview, questionnaire, events)));
      return interview;
    },
  };
}
type Desk = ReturnType<typeof deskOn>;

function writeHistory(
  db: Parameters<typeof appendEvents>[0],
  device: string,
  interview: InterviewId,
  questionnaire: QuestionnaireHash,
  count: number,
): void {
  const at = "2026-11-22T14:03:11+03:00";
  const opened: Happened = {
    type: "opened",
    questionnaire,
    code: "K7Q-2MX9P",
    zone: "UTC",
    seed: "a",
  };
  const said = Array.from(
    { length: count - 2 },
    (_, i): Happened => ({
      type: "answered",
      question: `m0/said_${i % 150}`,
      state: "answered",
      value: `جواب ${i} من الأجوبة التي قيلت في هذه المقابلة`,
    }),
  );
  const agreed: Happened = {
    type: "answered",
    question: "m0/consent_participate",
    state: "answered",
    value: "yes",
  };
  const { events, end } = appendEvents(db, { device, at }, { interview, hash: null, seq: 0 }, [
    opened,
    agreed,
    ...said,
  ]);
  const so = beginProjection(events[0] as InterviewEvent);
  if (!so) throw new Error("no beginning");
  keepUp(db, so, { hash: end.hash ?? "", events: count, versions: 1 }, events);
}

/** Says one thing after another, with a bare commit of the same words before each. */
function answer(desk: Desk, interview: InterviewId, count: number) {
  const slice = desk.restarted();
  const bare = desk.store.connection().prepare("INSERT INTO bare (said) VALUES (?)");
  const agree = { interview, question: "m0/consent_participate", value: "yes" };
  must(slice.answer({ ...agree, question: "m0/consent_understood" }));
  must(slice.answer({ ...agree, question: "m0/interview_privacy", value: "private" }));
  must(slice.answer(agree));
  const ours: number[] = [];
  const yardstick: number[] = [];
  for (let i = 0; i < count; i++) {
    const value = `في اليوم ${i} قيل لنا إن الأسماء سُجّلت وإن علينا الانتظار`;
    yardstick.push(timed(() => void bare.run(value)));
    ours.push(
      timed(
        () => void must(slice.answer({ interview, question: "open_account/narrative", value })),
      ),
    );
  }
  return { ours, bare: yardstick };
}

function reopen(desk: Desk, interview: InterviewId): number {
  return median(
    Array.from({ length: 7 }, () => timed(() => void must(desk.restarted().open({ interview })))),
  );
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function row(name: string, ours: number, yardstick: number): Row {
  const short = (value: number) => Number(value.toFixed(3));
  return {
    name,
    ours: short(ours),
    yardstick: short(yardstick),
    ratio: Number((ours / yardstick).toFixed(2)),
    unit: "ms",
  };
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function p95(values: readonly number[]): number {
  return percentile(values, 0.95);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
