// Builds the house around an open vault, and hands each slice what it needs of the others.
import type { Report } from "../shared/contract/answer.ts";
import type { DeviceId, QuestionnaireHash } from "../shared/contract/define.ts";
import type { Announcement } from "../shared/contract/events.ts";
import type { Input, Outcome } from "../shared/contract/index.ts";
import type { Self } from "../shared/contract/vault.ts";
import type { Named, OtherWords } from "../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../shared/result.ts";
import { type Analysis, analysis } from "./analysis/analysis.ts";
import { fillInterview, type WrittenInterview } from "./interviews/fill.ts";
import { whyInterviewIsHeld } from "./interviews/held.ts";
import { type Interviews, interviews } from "./interviews/interviews.ts";
import { inspectInterviews, replay } from "./interviews/replay.ts";
import { type Paper, type PrintedWords, paper } from "./paper/paper.ts";
import { recipientKind } from "./parcels/age.ts";
import { type Parcels, parcels } from "./parcels/parcels.ts";
import { type People, people } from "./people/people.ts";
import { hasReferral, referralsIn } from "./people/referrals.ts";
import { rosterShelf } from "./people/shelf.ts";
import { teamReferrals } from "./people/team-referrals.ts";
import { type Practice, practice } from "./practice/practice.ts";
import { shelveBuiltIn } from "./questionnaires/built-in.ts";
import { exportForm } from "./questionnaires/export.ts";
import { gazetteer, type Places } from "./questionnaires/gazetteer.ts";
import { importForm } from "./questionnaires/import.ts";
import { paperOf } from "./questionnaires/paper.ts";
import { type QuestionnaireShelf, questionnaireShelf } from "./questionnaires/shelf.ts";
import { checkVault } from "./vault/check.ts";
import type { Cost } from "./vault/derive.ts";
import type { DiskFault } from "./vault/disk-fault.ts";
import { vaultInfo } from "./vault/info.ts";
import { listJournal, verifyJournal } from "./vault/journal.ts";
import { proposeSheet } from "./vault/recovery-sheet.ts";
import { orDiskFault } from "./vault/store.ts";
import { createVault, unlockVault, type Vault, vaultStatus } from "./vault/vault.ts";
import type { World } from "./vault/world.ts";

/** What lies behind an open door. */
export interface Rooms {
  readonly vault: VaultRoom;
  readonly questionnaires: QuestionnaireRoom;
  readonly interviews: Interviews;
  /** Types a written interview in, as a window would. */
  readonly fill: (
    form: QuestionnaireHash,
    written: WrittenInterview,
    path: string,
  ) => ReturnType<typeof fillInterview>;
  readonly people: People;
  readonly parcels: Parcels;
  readonly analysis: Analysis;
  /** Null in every notebook but one for practice. */
  readonly practice: Practice | null;
  readonly paper: Paper;
}

/** The door: all that can be asked before a passphrase was given. */
export interface Front {
  readonly rooms: () => Rooms | null;
  readonly status: () => Outcome<"vault.status">;
  readonly proposeSheet: () => Outcome<"vault.proposeSheet">;
  readonly create: (wish: Input<"vault.create">) => Promise<Outcome<"vault.create">>;
  readonly unlock: (wish: Input<"vault.unlock">) => Promise<Outcome<"vault.unlock">>;
  /** Null at every door but that of the practice notebook. */
  readonly practice: {
    readonly door: () => Outcome<"practice.door">;
    readonly begin: (wish: Input<"practice.begin">) => Promise<Outcome<"practice.begin">>;
  } | null;
  /** Notes that a call broke, as far as there is a journal to note it in. */
  readonly report: Report;
  readonly close: () => void;
}

export interface Surroundings {
  /** Folder of the questionnaires that come with Daftar. */
  readonly builtInForms: string;
  readonly announce: (announcement: Announcement) => void;
  /** What `or_other` adds to a form, by language tag. Left out: English. */
  readonly orOther?: Named<OtherWords>;
  /** What Daftar itself says on paper. Left out: nothing is printed here. */
  readonly printed?: PrintedWords | null;
  /** What a guess at a new vault's passphrase costs. Left out: found by measuring this computer. */
  readonly cost?: Cost;
  /** Left out: only real notebooks open here. Otherwise only practice notebooks do. */
  readonly isPractice?: boolean;
}

/** Stands before the vault of a folder. At most one vault is open at a time. */
export function openFront(world: World, dir: string, surroundings: Surroundings): Front {
  let open: { readonly vault: Vault; readonly rooms: Rooms } | null = null;
  const close = () => {
    open?.vault.close();
    open = null;
  };
  const { cost, isPractice = false } = surroundings;
  const enter = async (vault: Vault): Promise<Result<Self, DiskFault>> => {
    close();
    const furnished = await furnish(world, vault, surroundings);
    if (!furnished.ok) {
      vault.close();
      return furnished;
    }
    open = { vault, rooms: furnished.value };
    return furnished.value.vault.self();
  };

  return {
    rooms: () => open?.rooms ?? null,
    status: () => {
      const status = vaultStatus(world, dir);
      return status.ok ? ok({ ...status.value, open: open !== null }) : status;
    },
    proposeSheet: () => ok({ groups: [...proposeSheet(world)] }),
    create: async (wish) => {
      const made = await createVault(world, dir, {
        ...wish,
        isPractice,
        ...(cost ? { cost } : {}),
      });
      return made.ok ? enter(made.value) : made;
    },
    unlock: async (wish) => {
      const opened = await unlockVault(world, dir, wish);
      if (!opened.ok) return opened;
      // Neither may ever be taken for the other, wherever somebody has put its folder.
      if (opened.value.isPractice !== isPractice) {
        opened.value.close();
        return fail({ kind: "vault-other-door" });
      }
      return enter(opened.value);
    },
    practice: null,
    report: (call, error) => void open?.vault.note("call-failed", { call, place: placeOf(error) }),
    close,
  };
}

/** Opens every room. The built-in questionnaire is on the shelf when this returns. */
async function furnish(
  world: World,
  vault: Vault,
  { builtInForms, announce, orOther = {}, printed = null }: Surroundings,
): Promise<Result<Rooms, DiskFault>> {
  const { store, attachments } = vault;
  const shelf = questionnaireShelf({ store, attachments, now: world.now });
  const shelved = await shelveBuiltIn({ store, shelf }, builtInForms);
  if (!shelved.ok) return shelved;

  const isRecipient = (text: string, kind: "classic" | "hybrid") => recipientKind(text) === kind;
  const roster = rosterShelf(vault, isRecipient);
  const places = gazetteer({ vault, world, changed: roster.touch });
  const parcelRoom = parcels({
    world,
    vault,
    announce,
    roster: roster.current,
    member: roster.member,
    judgeRoster: roster.judge,
    keepRoster: (db, offered) => roster.keep(db, offered, true),
    held: (db, interview, events) => whyInterviewIsHeld(db, vault.self.device, interview, events),
    replay,
    questionnaires: {
      text: (_, hash) => shelf.textOf(hash as QuestionnaireHash) ?? null,
      read: paperOf,
      offered: shelf.offered,
      keep: (db, hash, text) => {
        const kept = shelf.takeOver(db, text, hash as QuestionnaireHash);
        if (!kept.ok) throw new Error("a questionnaire that was read cannot be kept");
      },
    },
    lists: {
      places: { text: places.text, read: places.readText },
      referrals: teamReferrals({ vault, world }),
    },
  });

  const interviewRoom = interviews({
    world,
    store,
    attachments,
    freeBytes: () => attachments.freeBytes(),
    self: vault.self,
    form: (hash) => shelf.get(hash as QuestionnaireHash) ?? null,
    deviceName: (device) => roster.member(device as DeviceId)?.name ?? null,
    hasReferral: () => store.read(hasReferral),
  });

  await interviewRoom.tidy();

  const definition = (hash: string) => shelf.get(hash as QuestionnaireHash);
  return ok({
    vault: vaultRoom(world, vault, () => roster.current()?.name ?? null),
    questionnaires: questionnaireRoom(vault, shelf, places, orOther),
    interviews: interviewRoom,
    fill: (form, written, path) => fillInterview(interviewRoom, store, form, written, path),
    people: people({
      world,
      vault,
      shelf: roster,
      isRecipient,
      sealTeam: parcelRoom.team.make,
      readTeamFile: parcelRoom.team.readFirst,
      lastNumbers: parcelRoom.team.lastNumbers,
      questionnaires: {
        has: (hash) => shelf.textOf(hash) !== undefined,
        offer: shelf.offer,
        offered: shelf.offered,
      },
    }),
    parcels: parcelRoom,
    analysis: analysis({ world, store, announce, definition }),
    practice: vault.isPractice ? practice({ store, announce, definition }) : null,
    paper: paper({
      vault,
      printed,
      definition: shelf.get,
      interview: interviewRoom.readIn,
      row: ({ interview, code }) => {
        const wish = { stage: null, search: code, offset: 0, limit: 500 };
        const listed = interviewRoom.list(wish);
        return listed.ok ? listed.value.rows.find((row) => row.interview === interview) : undefined;
      },
      referrals: () => vault.store.read(referralsIn),
    }),
  });
}

export interface QuestionnaireRoom {
  readonly list: () => Outcome<"questionnaires.list">;
  readonly read: (wish: Input<"questionnaires.read">) => Outcome<"questionnaires.read">;
  readonly import: (file: string | undefined) => Promise<Outcome<"questionnaires.import">>;
  readonly export: (
    wish: Input<"questionnaires.export">,
    file: string | undefined,
  ) => Promise<Outcome<"questionnaires.export">>;
  readonly places: () => Outcome<"questionnaires.places">;
  readonly readPlaces: (file: string | undefined) => Promise<Outcome<"questionnaires.readPlaces">>;
  readonly keepPlaces: (
    wish: Input<"questionnaires.keepPlaces">,
  ) => Outcome<"questionnaires.keepPlaces">;
  readonly findPlaces: (
    wish: Input<"questionnaires.findPlaces">,
  ) => Outcome<"questionnaires.findPlaces">;
  readonly shelf: QuestionnaireShelf;
}

function questionnaireRoom(
  vault: Vault,
  shelf: QuestionnaireShelf,
  places: Places,
  orOther: Named<OtherWords>,
): QuestionnaireRoom {
  return {
    list: () => orDiskFault(() => ok({ forms: [...shelf.list()] })),
    read: ({ questionnaire }) =>
      orDiskFault(() => {
        const definition = shelf.get(questionnaire);
        const text = shelf.textOf(questionnaire);
        if (!definition || text === undefined) return fail({ kind: "questionnaire-unknown" });
        const tables = new Map(Object.values(definition.tables).map((one) => [one.sha256, one]));
        return ok({
          text,
          tables: [...tables.values()].map(({ sha256, columns, rows }) => ({
            sha256,
            columns: [...columns],
            rows: rows.map((row) => [...row]),
          })),
        });
      }),
    import: async (file) => {
      if (file === undefined) return fail({ kind: "cancelled" });
      const imported = await importForm({ vault, shelf, orOther }, file);
      if (!imported.ok) return imported;
      const { outcome, form, problems, unsupported } = imported.value;
      const told = problems.map((problem) => ({ ...problem, details: { ...problem.details } }));
      return ok({ outcome, form, problems: told, unsupported: [...unsupported] });
    },
    export: async ({ questionnaire }, file) => {
      if (file === undefined) return fail({ kind: "cancelled" });
      const exported = await exportForm({ vault, shelf }, questionnaire, file);
      if (!exported.ok) return exported;
      const { fileName, tables, beside } = exported.value;
      return ok({ fileName, tables: [...tables], beside: [...beside] });
    },
    places: () =>
      orDiskFault(() => ok({ gazetteer: places.about(), governorates: places.governorates() })),
    readPlaces: async (file) => {
      if (file === undefined) return fail({ kind: "cancelled" });
      return places.read(file);
    },
    keepPlaces: ({ hash }) => orDiskFault(() => places.keep(hash)),
    findPlaces: (wish) => orDiskFault(() => ok({ places: [...places.find(wish)] })),
    shelf,
  };
}

/** What an open vault tells of itself. */
export interface VaultRoom {
  readonly self: () => Result<Self, DiskFault>;
  readonly info: () => Outcome<"vault.info">;
  readonly check: () => Promise<Outcome<"vault.check">>;
  readonly journal: (wish: Input<"vault.journal">) => Outcome<"vault.journal">;
  readonly verifyJournal: () => Outcome<"vault.verifyJournal">;
}

function vaultRoom(world: World, vault: Vault, team: () => string | null): VaultRoom {
  const { role, name, device, safetyNumber } = vault.self;
  const self = () => ({ role, name, device, safetyNumber, team: team() });
  return {
    self: () => orDiskFault(() => ok(self())),
    info: () => orDiskFault(() => ok({ ...self(), ...vaultInfo(vault) })),
    check: async () => {
      const checked = await checkVault(vault, world, [inspectInterviews]);
      return checked.ok ? ok({ ...checked.value, problems: [...checked.value.problems] }) : checked;
    },
    journal: (wish) => orDiskFault(() => ok(vault.store.read((db) => listJournal(db, wish)))),
    verifyJournal: () => orDiskFault(() => ok(vault.store.read(verifyJournal))),
  };
}

/** Where in our own code an error arose: file and line, never what it says. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return /([\w-]+\.[tj]s:\d+):\d+\)?$/m.exec(stack)?.[1] ?? "unknown";
}
