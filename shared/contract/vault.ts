import { z } from "zod";
import { type Call, DeviceId, diskFaults, Moment, Role } from "./define.ts";

export const Passphrase = z.string().min(1).max(1024);

/** Twelve groups of five digits, which two people compare aloud. */
export const SafetyNumber = z.string().regex(/^\d{5}( \d{5}){11}$/);

/** Nine groups of six digits: 128 random bits, each group a multiple of eleven, and a check group. */
const SheetGroups = z.array(z.string().regex(/^\d{6}$/)).length(9);

/** Whose vault this is. */
export const Self = z.strictObject({
  role: Role,
  name: z.string(),
  device: DeviceId,
  safetyNumber: SafetyNumber,
  team: z.string().nullable(),
});
export type Self = z.infer<typeof Self>;

export const JournalEntry = z.strictObject({
  entry: z.int().min(1),
  at: Moment,
  kind: z.string(),
  /** Codes, counts, durations and random ids; never an answer, a name or a path. */
  details: z.record(z.string(), z.union([z.string(), z.int()])),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

export const vaultCalls = {
  "vault.status": {
    input: z.strictObject({}),
    output: z.strictObject({
      exists: z.boolean(),
      open: z.boolean(),
      /** Seconds until the next passphrase is tried; grows with each wrong one, survives a restart. */
      waitSeconds: z.int().nonnegative(),
    }),
    faults: ["vault-damaged", ...diskFaults],
  },
  "vault.proposeSheet": {
    input: z.strictObject({}),
    output: z.strictObject({ groups: SheetGroups }),
    faults: [],
  },
  "vault.create": {
    input: z.strictObject({
      role: Role,
      name: z.string().trim().min(1).max(60),
      passphrase: Passphrase,
      /** The proposed sheet, once its owner has it on paper; null if it was declined. */
      sheet: SheetGroups.nullable(),
    }),
    output: Self,
    faults: ["passphrase-weak", "sheet-wrong", "vault-exists", "vault-in-use", ...diskFaults],
  },
  "vault.unlock": {
    input: z.strictObject({ passphrase: Passphrase }),
    output: Self,
    faults: [
      "passphrase-wrong",
      "passphrase-wait",
      "vault-missing",
      "vault-damaged",
      "vault-newer",
      "vault-in-use",
      "vault-other-door",
      ...diskFaults,
    ],
  },
  "vault.self": { input: z.strictObject({}), output: Self, faults: [...diskFaults] },
  "vault.info": {
    input: z.strictObject({}),
    output: z.strictObject({
      ...Self.shape,
      counts: z.strictObject({
        interviews: z.int(),
        events: z.int(),
        attachments: z.int(),
        parcelsMade: z.int(),
        parcelsRead: z.int(),
      }),
      bytes: z.int(),
      formatVersion: z.int(),
      /** Read back from the open connection, never from what was meant. */
      connection: z.strictObject({
        cipher: z.string(),
        journal_mode: z.string(),
        synchronous: z.string(),
        temp_store: z.string(),
        secure_delete: z.string(),
        /** Null while there is no full-text index. */
        fts_secure_delete: z.string().nullable(),
      }),
    }),
    faults: [...diskFaults],
  },
  "vault.check": {
    input: z.strictObject({}),
    output: z.strictObject({
      ok: z.boolean(),
      interviews: z.int(),
      events: z.int(),
      attachments: z.int(),
      problems: z.array(z.strictObject({ kind: z.string(), subject: z.string().nullable() })),
    }),
    faults: [...diskFaults],
  },
  "vault.journal": {
    /** Newest first; `before` continues a list. */
    input: z.strictObject({ before: z.int().nullable(), limit: z.int().min(1).max(500) }),
    output: z.strictObject({ entries: z.array(JournalEntry), total: z.int() }),
    faults: [...diskFaults],
  },
  "vault.verifyJournal": {
    input: z.strictObject({}),
    output: z.strictObject({
      ok: z.boolean(),
      entries: z.int(),
      head: z.string().nullable(),
      /** First entry that does not fit, if any. */
      brokenAt: z.int().nullable(),
    }),
    faults: [...diskFaults],
  },
} as const satisfies Record<string, Call>;
