import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { seal } from "../../../main/parcels/age.ts";
import {
  attachmentName,
  eventsName,
  manifestName,
  signatureName,
  sumsName,
  writeArchive,
  writeSums,
} from "../../../main/parcels/ustar.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import type { SigningDevice } from "../../../main/vault/signing.ts";
import type { Json } from "../../../shared/contract/define.ts";
import { canonicalJson } from "../../../shared/parcels/canonical-json.ts";
import type { CarriedInterview, ListName } from "../../../shared/parcels/manifest.ts";
import type { Roster } from "../../../shared/people/roster.ts";
import { type Desk, linesOf, questionnaireHash, questionnaireText, tell } from "./desk.ts";

/** A file on its way into an archive. */
export interface File {
  name: string;
  bytes: Buffer;
}

/**
 * A parcel in all its layers, each of which a test can change. Everything outside a change is made
 * again around it, validly, so that the change itself is met.
 */
export interface Forgery {
  signer: SigningDevice;
  /** Whom it is sealed to, whatever the manifest says. */
  recipients: string[];
  manifest: { [field: string]: Json };
  lines: string[];
  /** The packed lines. */
  pack: (lines: readonly string[]) => Buffer;
  manifestText: (manifest: Json) => string;
  attachments: Map<string, Buffer>;
  /** All files before the sums. */
  files: (files: File[]) => File[];
  sums: (text: string) => string;
  /** `null`: nobody signed. */
  signature: (armored: string) => string | null;
  archive: (bytes: Buffer) => Buffer;
  sealed: (bytes: Buffer) => Buffer;
}

/** A parcel of whole interviews as their device would make it, ready to be tampered with. */
export function forgery(
  desk: Desk,
  interviews: readonly string[],
  readers: readonly Desk[],
): Forgery {
  const recipients = readers.map(({ vault }) => vault.self.age.classic);
  const chains = [...interviews].sort().map((id) => {
    const lines = linesOf(desk, id);
    const to = { hash: sha256Hex(lines.at(-1) ?? ""), seq: lines.length };
    return { id, lines, to };
  });
  const roster = desk.shelf.current();
  return {
    signer: desk.vault.device,
    recipients,
    manifest: {
      device: desk.vault.device.id,
      format: "daftar-parcel",
      interviews: chains.map(({ id, lines, to }) => ({
        attachments: [],
        events: lines.length,
        from: null,
        id,
        questionnaire: questionnaireHash,
        to,
      })),
      kind: "interviews",
      made: "2026-11-22T14:03:11+03:00",
      number: 1,
      parcel: "c41f0e9a5d7743f19b0e6a2d88f5b310",
      previous: null,
      questionnaires: [{ hash: questionnaireHash, id: "small", tables: [], version: "1" }],
      team: { id: roster?.id ?? "0".repeat(32), version: roster?.version ?? 1 },
      to: recipients.map((recipient) => sha256Hex(recipient)).sort(),
      version: 1,
    },
    lines: chains.flatMap(({ lines }) => lines),
    pack: (lines) => gzipSync(lines.map((line) => `${line}\n`).join("")),
    manifestText: (manifest) => `${canonicalJson(manifest)}\n`,
    attachments: new Map([[questionnaireHash, Buffer.from(questionnaireText)]]),
    files: (files) => files,
    sums: (text) => text,
    signature: (armored) => armored,
    archive: (bytes) => bytes,
    sealed: (bytes) => bytes,
  };
}

/** Makes the file, from the inside out. */
export async function writeForgery(path: string, forged: Forgery): Promise<string> {
  writeFileSync(path, forged.sealed(await sealed(await archiveOf(forged), forged.recipients)));
  return path;
}

/** The archive as the seal would hold it. */
export async function archiveOf(forged: Forgery): Promise<Buffer> {
  const files = forged.files([
    { name: manifestName, bytes: Buffer.from(forged.manifestText(forged.manifest)) },
    { name: eventsName, bytes: forged.pack(forged.lines) },
    ...[...forged.attachments]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([hash, bytes]) => ({ name: attachmentName(hash), bytes })),
  ]);
  const listed = files.map(({ name, bytes }) => ({ name, sha256: sha256Hex(bytes) }));
  const sums = Buffer.from(forged.sums(writeSums(listed)));
  const signature = forged.signature(forged.signer.sign("parcel@daftar", sums));
  files.push({ name: sumsName, bytes: sums });
  if (signature !== null) files.push({ name: signatureName, bytes: Buffer.from(signature) });
  const entries = files.map(({ name, bytes }) => ({ name, bytes: bytes.length, content: [bytes] }));
  return forged.archive(await collect(writeArchive(entries)));
}

export async function sealed(plain: Buffer, recipients: readonly string[]): Promise<Buffer> {
  async function* content() {
    yield plain;
  }
  return await collect(await seal(content(), recipients));
}

export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** The next sealed roster as the lead would make it, changed on its way, with these lists beside it. */
export async function sealedRoster(
  { lead, researcher, stick }: { lead: Desk; researcher: Desk; stick: string },
  change: (roster: Roster) => Roster,
  signer = lead.vault.device,
  lists: { readonly [Name in ListName]?: string } = {},
): Promise<string> {
  const forged = forgery(lead, [tell(lead)], [researcher]);
  const held = lead.shelf.current() as Roster;
  const roster = change({ ...held, version: held.version + 1 });
  const { device: _, interviews: __, ...manifest } = forged.manifest;
  forged.signer = signer;
  forged.attachments.clear();
  const named: { [name: string]: string } = {};
  for (const [name, text] of Object.entries(lists)) {
    named[name] = sha256Hex(text);
    forged.attachments.set(named[name], Buffer.from(text));
  }
  forged.manifest = {
    ...manifest,
    ...named,
    device: signer.id,
    kind: "team",
    parcel: lead.world.random(16).toString("hex"),
    number: 100 + roster.version,
    previous: "0".repeat(64),
    questionnaires: [],
    roster: roster as never,
    team: { id: roster.id, version: roster.version },
  };
  forged.files = (files) => files.filter(({ name }) => name !== eventsName);
  return await writeForgery(join(stick, "roster.daftar"), forged);
}

/** The manifest's word on an interview, to be changed. */
export function carried(
  { manifest }: Forgery,
  i = 0,
): { -readonly [F in keyof CarriedInterview]: Json } {
  return (manifest.interviews as never)[i];
}

/** Changes a line and chains everything after it anew, so that only the line itself is wrong. */
export function rechain(
  forged: Forgery,
  change: (event: { [field: string]: Json }, i: number) => { [field: string]: Json },
): void {
  let prev: string | null = null;
  forged.lines = forged.lines.map((line, i) => {
    const event = JSON.parse(line) as { [field: string]: Json };
    const written = canonicalJson(
      change({ ...event, prev: i === 0 ? (event.prev as Json) : prev }, i),
    );
    prev = sha256Hex(written);
    return written;
  });
  carried(forged).to = { hash: prev ?? "", seq: forged.lines.length };
  carried(forged).events = forged.lines.length;
}
