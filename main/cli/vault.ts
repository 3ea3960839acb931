import { writeFileSync } from "node:fs";
import { Role } from "../../shared/contract/define.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type Command, type Terminal, wrongUsage } from "./command.ts";
import { atDoor, inVault, passphraseFor } from "./in-vault.ts";

const create: Command = {
  words: "vault create",
  takes: "--role researcher|coordinator --name NAME [--recovery-sheet FILE]",
  options: {
    role: { type: "string" },
    name: { type: "string" },
    "recovery-sheet": { type: "string" },
  },
  rest: [0, 0],
  run: async (options, terminal) => {
    const role = Role.safeParse(options.text("role"));
    const name = options.text("name");
    if (!role.success) return fail(wrongUsage("--role"));
    if (!name) return fail(wrongUsage("--name"));
    const passphrase = await passphraseFor(options, terminal);
    if (!passphrase.ok) return passphrase;

    return atDoor(terminal, async (ask) => {
      const file = options.text("recovery-sheet");
      let sheet: string[] | null = null;
      if (file) {
        const proposed = await ask("vault.proposeSheet", {});
        if (!proposed.ok) return proposed;
        sheet = [...proposed.value.groups];
        // On paper first: a sheet that could not be kept must not be the one that opens the vault.
        const kept = keepSheet(file, sheet, terminal);
        if (!kept.ok) return kept;
      }
      const made = await ask("vault.create", {
        role: role.data,
        name,
        passphrase: passphrase.value,
        sheet,
      });
      if (!made.ok) return made;
      const { device, safetyNumber } = made.value;
      const json = { vault: terminal.vaultDir, role: role.data, name, device, safetyNumber };
      return ok({
        json,
        lines: [
          terminal.sentences.say("vault-created", { role: terminal.sentences.say(role.data) }),
          terminal.sentences.say("safety-number", { safetyNumber }),
        ],
      });
    });
  },
};

const info: Command = {
  words: "vault info",
  takes: "",
  options: {},
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const told = await ask("vault.info", {});
      if (!told.ok) return told;
      const { role, name, device, safetyNumber, team, counts, bytes, formatVersion, connection } =
        told.value;
      const { say } = terminal.sentences;
      return ok({
        json: told.value,
        lines: [
          say("vault-of", { name, role: say(role) }),
          say("device", { device }),
          say("safety-number", { safetyNumber }),
          team === null ? say("no-team") : say("in-team", { team }),
          say("vault-holds", { ...counts, bytes, formatVersion }),
          ...Object.entries(connection).map(([name, value]) => `  ${name} = ${value ?? "–"}`),
        ],
      });
    }),
};

const check: Command = {
  words: "vault check",
  takes: "",
  options: {},
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const told = await ask("vault.check", {});
      if (!told.ok) return told;
      const { problems, interviews, events, attachments } = told.value;
      const { say } = terminal.sentences;
      return ok({
        json: told.value,
        lines: [
          say(told.value.ok ? "vault-whole" : "vault-not-whole", {
            interviews,
            events,
            attachments,
          }),
          ...problems.map(({ kind, subject }) => `  ${kind} ${subject ?? ""}`.trimEnd()),
        ],
        ...(told.value.ok ? {} : { exitCode: 1 as const }),
      });
    }),
};

const verifyJournal: Command = {
  words: "journal verify",
  takes: "",
  options: {},
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const told = await ask("vault.verifyJournal", {});
      if (!told.ok) return told;
      const { say } = terminal.sentences;
      const { entries, head, brokenAt } = told.value;
      return ok({
        json: told.value,
        lines: [
          brokenAt === null
            ? say("journal-whole", { entries, head: head ?? "–" })
            : say("journal-broken", { entries, brokenAt }),
        ],
        ...(told.value.ok ? {} : { exitCode: 1 as const }),
      });
    }),
};

export const vaultCommands: readonly Command[] = [create, info, check, verifyJournal];

/** The sheet as its owner will read it: nine groups, in the digits of both scripts. */
function keepSheet(file: string, groups: readonly string[], terminal: Terminal): Result<null> {
  const arabic = (text: string) =>
    text.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
  const lines = [
    terminal.sentences.say("sheet-title"),
    "",
    ...groups.map((group, place) => `${place + 1}.  ${group}    ${arabic(group)}`),
    "",
  ];
  try {
    writeFileSync(file, `${lines.join("\n")}\n`, { flag: "wx", mode: 0o600 });
    return ok(null);
  } catch (error) {
    const exists = (error as { code?: unknown }).code === "EEXIST";
    return fail({ kind: exists ? "target-exists" : "target-gone" });
  }
}
