import { z } from "zod";
import type { InterviewEvent } from "../interviews/event.ts";
import {
  largestFile,
  longestFileName,
  longestRecordingSeconds,
  type MediaType,
  mediaTypes,
} from "../interviews/files.ts";
import { longestAnswer, longestNote } from "../interviews/limits.ts";

/** What a chain needs to know of an event. What was said stays in the line, as it was written. */
export interface EventLine {
  readonly type: InterviewEvent["type"];
  readonly device: string;
  readonly interview: string;
  readonly prev: string | null;
  readonly seq: number;
  readonly tick: number;
  /** Only of the events that name one: the opening, and each move to another version. */
  readonly questionnaire: string | null;
  /** Only of the events that attach a file or take it away. */
  readonly file: LineFile | null;
}

/** What a chain needs to know of a file. */
export interface LineFile {
  readonly attachment: string;
  /** `null`: it is taken away. */
  readonly content: FileContent | null;
}

export interface FileContent {
  readonly sha256: string;
  readonly bytes: number;
  readonly media: MediaType;
}

/** The files that a chain has at its end, by their key: attached, and not taken away again. */
export function followFile(files: Map<string, FileContent>, { file }: EventLine): void {
  if (file?.content) files.set(file.attachment, file.content);
  else if (file) files.delete(file.attachment);
}

/**
 * Reads one line of an interview's history, if it is written exactly as `canonicalJson` writes an
 * `InterviewEvent`; gives `undefined` for everything else.
 *
 * Says yes and no to the same lines as canonical JSON and the zod schema do together, many times as
 * fast, which is what lets a parcel be read at the pace of the disk: it knows each kind of line as
 * one pattern and makes nothing of it.
 */
export function readEventLine(line: string): EventLine | undefined {
  const at = line.lastIndexOf(typeMark) + typeMark.length;
  const kind = kinds.get(line.slice(at, line.indexOf('"', at)));
  const found = kind?.pattern.exec(line);
  if (!kind || !found || !line.isWellFormed()) return undefined;
  const [, device = "", interview = "", prev = null, digits, ticks] = found;
  const seq = Number(digits);
  const tick = Number(ticks);
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(tick)) return undefined;

  let questionnaire: string | null = null;
  let file: LineFile | null = null;
  // Escapes only make a text longer, so in a short line no text is too long.
  if (line.length > kind.shortest) {
    const event = JSON.parse(line) as { readonly [field: string]: unknown };
    if (kind.longest.some(([field, most]) => isLonger(event[field], most))) return undefined;
    if (kind.largest.some(([field, most]) => Number(event[field] ?? 0) > most)) return undefined;
    if (kind.names === "questionnaire") questionnaire = String(event.questionnaire);
    if (kind.names === "file") file = fileOf(event);
  }
  return { type: kind.type, device, interview, prev, seq, tick, questionnaire, file };
}

/** Only of a line that fits its pattern. */
function fileOf(event: { readonly [field: string]: unknown }): LineFile {
  const { attachment, file: sha256, bytes, media } = event;
  const content = { sha256, bytes, media } as LineFile["content"];
  return { attachment: String(attachment), content: sha256 === undefined ? null : content };
}

interface Kind {
  readonly type: InterviewEvent["type"];
  /** The whole line; groups: device, interview, prev, seq, tick. */
  readonly pattern: RegExp;
  /** How long texts may be, also each in a list. */
  readonly longest: readonly (readonly [field: string, most: Most])[];
  /** How large numbers may be. */
  readonly largest: readonly (readonly [field: string, most: number])[];
  /** Lines up to this length need not be looked at for it. */
  readonly shortest: number;
  /** What it names, which is read of it. */
  readonly names: "questionnaire" | "file" | null;
}

/** Of a text or of each in a list; or, for a list of objects, of their fields. */
type Most = number | { readonly [field: string]: number };

const typeMark = '"type":"';
/** Places in one list: those that skip logic has closed, or those that a move speaks of. */
const mostPlaces = 20_000;

/** A text as JSON writes it in the one canonical way: no NUL, no escape that is not needed. */
const plain = String.raw`[^"\\\x00-\x1f]`;
const escaped = String.raw`\\(?:["\\bfnrt]|u00(?:0[1-7bef]|1[0-9a-f]))`;
const text = `"${plain}*(?:${escaped}${plain}*)*"`;
const node = `"(?!")${text.slice(1)}`;
const hash = "[0-9a-f]{64}";
const count = "([1-9][0-9]{0,15})";
const moment = z.regexes.datetime({ offset: true, local: false }).source.slice(1, -1);
const oneOf = (...words: readonly string[]) => `"(?:${words.join("|")})"`;

const common = {
  at: `"(?:${moment.replaceAll(/\((?!\?)/g, "(?:")})"`,
  device: '"(SHA256:[A-Za-z0-9+/]{43})"',
  interview: '"([0-9a-f]{32})"',
  prev: `(?:null|"(${hash})")`,
  seq: count,
  tick: count,
};

const key = '"[0-9a-z]{4,12}"';
const entry = { entry: key, repeat: node };
const entryLongest = { repeat: 1000 };

const numbersOf = (most: Most) => (typeof most === "number" ? [most] : Object.values(most));
const listOf = (item: string) => String.raw`\[(?:${item}(?:,${item})*)?\]`;
const said = `(?:,"value":${text})?`;
const placeLongest = { from: 1000, to: 1000, value: longestAnswer };

/** A field that may be left out has a question mark after its name. */
const kinds: ReadonlyMap<string, Kind> = new Map(
  [
    kindOf(
      "opened",
      { code: text, questionnaire: `"${hash}"`, seed: text, zone: text },
      { code: 64, seed: 64, zone: 64 },
    ),
    kindOf(
      "answered",
      {
        "cause?": oneOf("calculation", "trigger", "default", "cascade", "count"),
        question: node,
        "reason?": text,
        state: oneOf("answered", "dont-know", "prefers-not-to-say", "not-asked", "skipped"),
        "stated?": String.raw`"umalqura:\d{4}(?:-\d{2}(?:-\d{2})?)?"`,
        value: `(?:null|${text})`,
      },
      { question: 1000, reason: 2000, value: longestAnswer },
    ),
    kindOf(
      "noted",
      { mark: oneOf("note", "flag", "unflag", "confirmed"), question: node, text },
      { question: 1000, text: longestNote },
    ),
    kindOf(
      "attached",
      {
        attachment: key,
        bytes: "[1-9][0-9]{0,8}",
        file: `"${hash}"`,
        "interrupted?": "true",
        media: oneOf(...mediaTypes),
        name: text,
        question: `(?:null|${node})`,
        "seconds?": "(?:0|[1-9][0-9]{0,5})",
      },
      { name: longestFileName, question: 1000 },
      { bytes: largestFile, seconds: longestRecordingSeconds },
    ),
    kindOf("detached", { attachment: key, question: `(?:null|${node})` }, { question: 1000 }),
    kindOf("entry-added", { ...entry, "cause?": '"count"' }, entryLongest),
    kindOf("entry-removed", entry, entryLongest),
    kindOf("entry-restored", entry, entryLongest),
    kindOf("erased", { section: node }, { section: 1000 }),
    kindOf("reopened", { reason: `"(?!")${text.slice(1)}` }, { reason: 2000 }),
    kindOf("finished", { closed: listOf(node) }, { closed: 1000 }),
    kindOf(
      "moved",
      {
        orphans: listOf(node),
        places: listOf(String.raw`\{"from":${node},"to":${node}${said}\}`),
        questionnaire: `"${hash}"`,
        returned: listOf(
          String.raw`\{"from":${node},"questionnaire":"${hash}","to":${node}${said}\}`,
        ),
      },
      { orphans: 1000, places: placeLongest, returned: placeLongest },
    ),
  ].map((kind) => [kind.type, kind]),
);

/** Fields stand in the order of their names; `at`, which is never left out, is always the first. */
function kindOf(
  type: InterviewEvent["type"],
  own: { readonly [field: string]: string },
  longest: { readonly [field: string]: Most },
  largest: { readonly [field: string]: number } = {},
): Kind {
  const fields = Object.entries({ ...common, ...own, type: `"${type}"` }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const written = fields.map(([field, pattern]) => {
    const name = field.replace("?", "");
    const one = `${name === "at" ? "" : ","}"${name}":${pattern}`;
    return name === field ? one : `(?:${one})?`;
  });
  const names = "questionnaire" in own ? "questionnaire" : "attachment" in own ? "file" : null;
  return {
    type,
    pattern: new RegExp(`^\\{${written.join("")}\\}$`),
    longest: Object.entries(longest),
    largest: Object.entries(largest),
    shortest: names ? 0 : Math.min(...Object.values(longest).flatMap(numbersOf)),
    names,
  };
}

function isLonger(value: unknown, most: Most): boolean {
  if (Array.isArray(value))
    return value.length > mostPlaces || value.some((one) => isLonger(one, most));
  if (typeof most === "number") return typeof value === "string" && value.length > most;
  const fields = value as { readonly [field: string]: unknown };
  return Object.entries(most).some(([field, longest]) => isLonger(fields[field], longest));
}
