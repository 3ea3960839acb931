// `daftar`: everything a window can do to data, without a window. It has no logic of its own.
import { parseArgs } from "node:util";
import type { Json } from "../../shared/contract/define.ts";
import type { Fault } from "../../shared/result.ts";
import type { Command, Options, Terminal } from "./command.ts";
import { commands } from "./commands.ts";
import { defaultVaultDir } from "./place.ts";
import { progressBar } from "./progress.ts";
import { chooseLanguage, loadSentences, type Sentences } from "./sentences.ts";

/** Every command takes these. */
const common = {
  vault: { type: "string" },
  "passphrase-file": { type: "string" },
  json: { type: "boolean" },
  yes: { type: "boolean" },
  language: { type: "string" },
  help: { type: "boolean" },
} as const;

/** Runs one command; gives the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
async function daftar(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<0 | 1 | 2> {
  const sentences = await loadSentences(chooseLanguage(languageOf(argv), env));
  const command = find(argv);
  const asJson = argv.includes("--json");
  const asksForHelp = argv.includes("--help") || argv[0] === "help";
  if (asksForHelp || argv.length === 0) return help(sentences, asksForHelp, command);
  if (!command) return complain(unknown(argv), asJson, sentences);

  const typed = read(command, argv);
  if ("fault" in typed) return complain(typed.fault, asJson, sentences);

  const terminal: Terminal = {
    sentences,
    env,
    vaultDir: typed.options.text("vault") ?? defaultVaultDir(env),
    progress: asJson || !process.stderr.isTTY ? () => {} : progressBar(process.stderr),
  };
  const result = await command.run(typed.options, terminal);
  if (!result.ok) return complain(result.fault, asJson, sentences);
  print(asJson ? [JSON.stringify(result.value.json)] : result.value.lines);
  return result.value.exitCode ?? 0;
}

/** The command whose words come first, wherever its options stand. */
function find(argv: readonly string[]): Command | undefined {
  const options = Object.assign({}, common, ...commands.map((command) => command.options));
  const { positionals } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
  });
  return commands.find(({ words }) =>
    words.split(" ").every((word, place) => positionals[place] === word),
  );
}

/** Says the word that names no command, unless it may be something else, such as a place. */
function unknown([first = ""]: readonly string[]): Fault {
  return { kind: "command-unknown", details: { word: /^[a-z]{1,20}$/.test(first) ? first : "…" } };
}

function read(command: Command, argv: readonly string[]): { options: Options } | { fault: Fault } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { ...common, ...command.options },
      allowPositionals: true,
    });
    const rest = positionals.slice(command.words.split(" ").length);
    const [fewest, most] = command.rest;
    if (rest.length < fewest || rest.length > most)
      return {
        fault: { kind: "wrong-usage", details: { option: command.takes || command.words } },
      };
    const value = (name: string) => (values as { [name: string]: unknown })[name];
    return {
      options: {
        text: (name) => (typeof value(name) === "string" ? String(value(name)) : undefined),
        list: (name) => (Array.isArray(value(name)) ? (value(name) as string[]) : []),
        flag: (name) => value(name) === true,
        rest,
      },
    };
  } catch (error) {
    // parseArgs names the option that it does not know, and nothing else.
    const option = /'(-{1,2}[\w-]+)/.exec(error instanceof Error ? error.message : "")?.[1] ?? "";
    return { fault: { kind: "wrong-usage", details: { option } } };
  }
}

function complain(fault: Fault, asJson: boolean, sentences: Sentences): 1 | 2 {
  const text = sentences.fault(fault);
  process.stderr.write(`daftar: ${text} (${fault.kind})\n`);
  if (asJson)
    print([JSON.stringify({ fault: { kind: fault.kind, text, ...fault.details } satisfies Json })]);
  return wrongUsageKinds.includes(fault.kind) ? 2 : 1;
}

/** Faults of what was typed or handed in, before anything was done. */
const wrongUsageKinds = ["command-unknown", "wrong-usage", "steps-malformed", "steps-unreadable"];

function help(sentences: Sentences, isWanted: boolean, one: Command | undefined): 0 | 2 {
  const shown = one ? [one] : commands;
  print([
    sentences.say("help"),
    ...shown.map(({ words, takes }) => `  daftar ${words} ${takes}`.trimEnd()),
    sentences.say("help-common", { done: 0, failed: 1, usage: 2 }),
  ]);
  return isWanted ? 0 : 2;
}

function languageOf(argv: readonly string[]): string | undefined {
  const at = argv.indexOf("--language");
  if (at >= 0) return argv[at + 1];
  return argv.find((word) => word.startsWith("--language="))?.slice("--language=".length);
}

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

// Whoever reads along, `head` for one, may have had enough.
process.stdout.on("error", () => process.exit(process.exitCode));

try {
  process.exitCode = await daftar(process.argv.slice(2), process.env);
} catch {
  // A bug. Its message may quote what a witness said, so only its kind is told.
  const { fault } = await loadSentences(chooseLanguage(undefined, process.env));
  process.stderr.write(`daftar: ${fault({ kind: "broken" })} (broken)\n`);
  process.exitCode = 1;
}
