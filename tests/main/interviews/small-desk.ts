import { readdirSync } from "node:fs";
import { join } from "node:path";
import { interviews } from "../../../main/interviews/interviews.ts";
import { replay } from "../../../main/interviews/replay.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import type { InterviewId } from "../../../shared/contract/define.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import { InterviewEvent } from "../../../shared/interviews/event.ts";
import { canonicalJson } from "../../../shared/parcels/canonical-json.ts";
import type { Definition } from "../../../shared/questionnaire/index.ts";
import type { Result } from "../../../shared/result.ts";
import { newStore, type SmallWorld, smallWorld } from "../vault/small-world.ts";
import { smallForm } from "./small-form.ts";

export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
};

/** A desk with one form and nothing else. */
export function smallDesk(world: SmallWorld = smallWorld()) {
  const { store, self, path, key, dir, attachments } = newStore(world);
  const disk = { free: 1e12 };
  const form = smallForm();
  const known = new Map([[form.hash, form]]);
  const deps = {
    world,
    store,
    attachments,
    freeBytes: () => disk.free,
    self,
    form: (hash: string) => known.get(hash) ?? null,
    deviceName: (device: string) => (device === self.device ? "حاسوب ندى" : null),
    hasReferral: () => true,
  };
  store.write((db) =>
    db
      .prepare(
        `INSERT INTO questionnaire (hash, form, version, title, definition, added)
         VALUES (?, 'small', '1', 'مقابلة صغيرة', '{}', '')`,
      )
      .run(form.hash),
  );
  const questionnaire = QuestionnaireHash.parse(form.hash);
  return {
    store,
    self,
    attachments,
    dir,
    /** Names of the encrypted files beside the database. */
    onDisk: () => readdirSync(join(dir, "attachments")),
    /** How much of it is free is for a test to say. */
    disk,
    path,
    key,
    world,
    deps,
    questionnaire,
    slice: interviews(deps),
    /** What a keeper knows that has just been started: nothing but the disk. */
    restarted: () => interviews(deps),
    /** Takes over a history from elsewhere, as a parcel does. */
    takeOver: (interview: string, rows: ReturnType<typeof writtenElsewhere>) =>
      must(
        store.write((db) => {
          const insert = db.prepare(
            "INSERT INTO event (interview, seq, hash, prev, line) VALUES (?, ?, ?, ?, ?)",
          );
          for (const { seq, hash, prev, line } of rows)
            insert.run(interview, seq, hash, prev, line);
          replay(db, interview);
        }),
      ),
    /** Lets the desk know one more form. */
    knows: (definition: Definition) => known.set(definition.hash, definition),
    lines: (interview: string) =>
      store
        .read((db) =>
          db
            .prepare<{ line: string; hash: string }>(
              "SELECT line, hash FROM event WHERE interview = ? ORDER BY seq",
            )
            .all(interview),
        )
        .map(({ line, hash }) => ({ line, hash, event: InterviewEvent.parse(JSON.parse(line)) })),
  };
}
export type SmallDesk = ReturnType<typeof smallDesk>;

/** One interview in progress, and short words for what a researcher does in it. */
export function begin({ slice, questionnaire }: SmallDesk) {
  const view = must(slice.start({ questionnaire, language: null }));
  const { interview } = view;
  const at = { interview };
  return {
    interview,
    view,
    say: (question: string, value: string) => slice.answer({ ...at, question, value }),
    agree: () => must(slice.answer({ ...at, question: "consent_participate", value: "yes" })),
    node: (ref: string, desk: { open: typeof slice.open } = slice) =>
      must(desk.open(at)).nodes.find((node) => node.ref === ref),
    entries: (repeat: string) =>
      must(slice.open(at))
        .nodes.filter(({ kind, parent }) => kind === "entry" && parent === repeat)
        .map(({ ref }) => ref),
  };
}

/** A history as another device would have written it: events chained, and named by their hash. */
export function writtenElsewhere(
  interview: InterviewId,
  device: string,
  bodies: readonly { readonly [field: string]: unknown }[],
  from: { readonly seq: number; readonly hash: string } | null = null,
) {
  let { seq, hash }: { seq: number; hash: string | null } = from ?? { seq: 0, hash: null };
  return bodies.map((body) => {
    const prev = hash;
    const line = canonicalJson({
      at: "2026-11-20T09:00:00+03:00",
      device,
      interview,
      prev,
      seq: ++seq,
      tick: seq,
      ...body,
    } as never);
    hash = sha256Hex(line);
    return { interview, seq, hash, prev, line };
  });
}
