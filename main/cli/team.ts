import { existsSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CarriedLists, Referral, Team } from "../../shared/contract/people.ts";
import { SafetyNumber } from "../../shared/contract/vault.ts";
import { fail, ok } from "../../shared/result.ts";
import { syncFolder } from "../vault/safe-file.ts";
import { type Command, type Report, type Terminal, wrongUsage } from "./command.ts";
import { inVault } from "./in-vault.ts";
import { standingAlone } from "./paper.ts";

const create: Command = {
  words: "team create",
  takes: "--name NAME [--keys hybrid|classic]",
  options: { name: { type: "string" }, keys: { type: "string" } },
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const name = options.text("name");
      const keys = options.text("keys") ?? "hybrid";
      if (!name) return fail(wrongUsage("--name"));
      if (keys !== "hybrid" && keys !== "classic") return fail(wrongUsage("--keys"));
      const made = await ask("people.createTeam", { name, keys });
      return made.ok ? ok(reportOf(made.value, terminal)) : made;
    }),
};

const card: Command = {
  words: "team card",
  takes: "--out FILE",
  options: { out: { type: "string" } },
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const out = options.text("out");
      if (!out) return fail(wrongUsage("--out"));
      const saved = await ask("people.saveCard", {}, [out]);
      if (!saved.ok) return saved;
      const { device, safetyNumber } = saved.value;
      return ok({
        json: { device, safetyNumber },
        lines: [
          terminal.sentences.say("card-saved"),
          terminal.sentences.say("safety-number", { safetyNumber }),
        ],
      });
    }),
};

const add: Command = {
  words: "team add",
  takes: "CARD…",
  options: {},
  rest: [1, 100],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const changed = await ask("people.addCards", {}, options.rest);
      return changed.ok ? ok(reportOf(changed.value, terminal)) : changed;
    }),
};

const remove: Command = {
  words: "team remove",
  takes: "DEVICE",
  options: {},
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const changed = await ask("people.removeMember", {
        device: (options.rest[0] ?? "") as never,
      });
      if (changed.ok) return ok(reportOf(changed.value, terminal));
      return changed.fault.kind === "not-understood" ? fail({ kind: "member-unknown" }) : changed;
    }),
};

const publish: Command = {
  words: "team publish",
  takes: "--out FILE|DIR",
  options: { out: { type: "string" } },
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const out = options.text("out");
      if (!out) return fail(wrongUsage("--out"));
      const toFolder = existsSync(out) && statSync(out).isDirectory();
      if (!toFolder && existsSync(out)) return fail({ kind: "target-exists" });
      const folder = toFolder ? out : dirname(out);
      const published = await ask("people.publish", {}, [folder]);
      if (!published.ok) return published;
      const { version, fileName } = published.value;
      const made = join(folder, fileName);
      if (!toFolder) {
        renameSync(made, out);
        syncFolder(folder);
      }
      const team = await ask("people.team", {});
      const members = team.ok ? (team.value.team?.members.length ?? 0) : 0;
      return ok({
        json: { version, members, file: toFolder ? made : out },
        lines: [terminal.sentences.say("team-published", { version, count: members })],
      });
    }),
};

const join_: Command = {
  words: "team join",
  takes: "FILE [--expect SAFETY-NUMBER]",
  options: { expect: { type: "string" } },
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const expected = options.text("expect");
      if (expected !== undefined && !SafetyNumber.safeParse(expected).success)
        return fail(wrongUsage("--expect"));
      const read = await ask("people.readTeam", {}, options.rest);
      if (!read.ok) return read;
      const safetyNumber = expected ?? read.value.lead.safetyNumber;
      const joined = await ask("people.join", { safetyNumber });
      if (!joined.ok) return joined;
      const { lists } = read.value;
      const report = reportOf(joined.value, terminal);
      const { say } = terminal.sentences;
      return ok({
        json: { ...report.json, lists },
        lines: [
          ...report.lines,
          ...listLines(lists, terminal),
          ...(expected === undefined ? [say("compare-lead", { safetyNumber })] : []),
        ],
      });
    }),
};

const show: Command = {
  words: "team show",
  takes: "",
  options: {},
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const told = await ask("people.team", {});
      if (!told.ok) return told;
      const { team } = told.value;
      return team ? ok(reportOf(team, terminal)) : fail({ kind: "team-missing" });
    }),
};

const addReferral: Command = {
  words: "team referral add",
  takes: "--service TEXT --contact TEXT [--purpose TEXT] [--area TEXT] [--note TEXT]",
  options: {
    service: { type: "string" },
    contact: { type: "string" },
    purpose: { type: "string" },
    area: { type: "string" },
    note: { type: "string" },
  },
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const words = {
        service: options.text("service")?.trim() ?? "",
        contact: options.text("contact")?.trim() ?? "",
        purpose: options.text("purpose") ?? "",
        area: options.text("area") ?? "",
        note: options.text("note") ?? "",
      };
      if (words.service === "") return fail(wrongUsage("--service"));
      if (words.contact === "") return fail(wrongUsage("--contact"));
      const written = await ask("people.writeReferral", { referral: null, words });
      if (written.ok) return ok(referralsOf(written.value.referrals, terminal));
      return written.fault.kind === "not-understood"
        ? fail({ kind: "text-not-storable" })
        : written;
    }),
};

const listReferrals: Command = {
  words: "team referral list",
  takes: "",
  options: {},
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const told = await ask("people.referrals", {});
      return told.ok ? ok(referralsOf(told.value.referrals, terminal)) : told;
    }),
};

const removeReferral: Command = {
  words: "team referral remove",
  takes: "ENTRY",
  options: {},
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const changed = await ask("people.removeReferral", { referral: options.rest[0] ?? "" });
      if (changed.ok) return ok(referralsOf(changed.value.referrals, terminal));
      return changed.fault.kind === "not-understood" ? fail({ kind: "referral-unknown" }) : changed;
    }),
};

const printReferrals: Command = {
  words: "team referral print",
  takes: "--out FILE.html [--lang ar|en]",
  options: { out: { type: "string" }, lang: { type: "string" } },
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const out = options.text("out");
      if (!out) return fail(wrongUsage("--out"));
      const wish = {
        kind: "referrals" as const,
        language: options.text("lang") ?? terminal.sentences.language,
        digits: "latn" as const,
      };
      const drawn = await ask("paper.draw", wish);
      if (!drawn.ok) return drawn;
      const page = Buffer.from(standingAlone(drawn.value)).toString("base64");
      const saved = await ask("paper.save", wish, [out], page);
      if (!saved.ok) return saved;
      return ok({ json: { file: out }, lines: [terminal.sentences.say("referrals-printed")] });
    }),
};

export const teamCommands: readonly Command[] = [
  create,
  card,
  add,
  remove,
  publish,
  join_,
  show,
  addReferral,
  listReferrals,
  removeReferral,
  printReferrals,
];

/** What the lists of a team file change here. */
export function listLines(
  { referrals, places }: CarriedLists,
  { sentences: { say } }: Terminal,
): readonly string[] {
  return [
    ...(referrals ? [say("team-referrals", referrals)] : []),
    ...(places ? [say("team-places", places)] : []),
  ];
}

function referralsOf(referrals: readonly Referral[], { sentences: { say } }: Terminal): Report {
  return {
    json: { referrals: [...referrals] },
    lines: [
      say("referrals", { count: referrals.length }),
      ...referrals.flatMap(({ id, service, purpose, area, contact, note, fromTeam }) => [
        say(fromTeam ? "referral-from-team" : "referral", { id, service, area }),
        ...[purpose, contact, note].filter((text) => text !== "").map((text) => `  ${text}`),
      ]),
    ],
  };
}

function reportOf(team: Team, { sentences: { say } }: Terminal) {
  const { name, version, keys, members } = team;
  return {
    json: { team: name, version, keys, members },
    lines: [
      say("team-is", { name, version, keys, count: members.length }),
      ...members.map((member) =>
        say(member.lead ? "member-lead" : "member", {
          name: member.name,
          role: say(member.role),
          safetyNumber: member.safetyNumber,
        }),
      ),
    ],
  };
}
