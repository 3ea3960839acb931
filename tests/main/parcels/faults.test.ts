// Every fault that docs/parcel-format.md names for reading, met by a real file. The layers outside
// each change are made again around it, so that the very check is met which the fault is named for.
import { mkdirSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Encrypter } from "age-encryption";
import { expect, test } from "vitest";
import { isHeldBack } from "../../../main/parcels/quarantine.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { signingDevice } from "../../../main/vault/signing.ts";
import type { Json } from "../../../shared/contract/define.ts";
import { type ParcelFault, parcelFaults } from "../../../shared/contract/parcels.ts";
import { canonicalJson } from "../../../shared/parcels/canonical-json.ts";
import { must, questionnaireHash, tell } from "./desk.ts";
import {
  archiveOf,
  carried,
  type Forgery,
  forgery,
  rechain,
  sealed,
  writeForgery,
} from "./forge.ts";
import { dump, leftovers, receive, type SmallTeam, send, smallTeam } from "./small-team.ts";

type Change = (forged: Forgery, team: SmallTeam) => void | Promise<void>;

const stranger = signingDevice(Buffer.alloc(32, 9));
const keyOfNobody = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

const text =
  (from: string, to: string): Forgery["manifestText"] =>
  (manifest) => {
    const written = `${canonicalJson(manifest)}\n`;
    if (!written.includes(from)) throw new Error(`the manifest has no ${from}`);
    return written.replace(from, to);
  };

/** Where an entry's header begins in an archive, by its name. */
const headerOf = (archive: Buffer, name: string) => archive.indexOf(name);

/** Writes into a header of the archive and makes its checksum fit again. */
function inHeader(name: string, at: number, value: string): Forgery["archive"] {
  return (archive) => {
    const start = headerOf(archive, name);
    archive.write(value, start + at, "latin1");
    const block = archive.subarray(start, start + 512);
    block.write("        ", 148, "latin1");
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    return archive;
  };
}

function flip(bytes: Buffer, at: number): Buffer {
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  return bytes;
}

const headerEnd = (bytes: Buffer) => bytes.indexOf("\n", bytes.indexOf("\n---") + 1) + 1;

/** By the layer that is changed, from the outside in. */
const cases: { readonly [what: string]: readonly [ParcelFault, Change] } = {
  "a file without a single byte": [
    "parcel-incomplete",
    (f) => void (f.sealed = () => Buffer.alloc(0)),
  ],
  "a letter": ["not-a-parcel", (f) => void (f.sealed = () => Buffer.from("عزيزتي ندى"))],
  "a seal in letters instead of bytes": [
    "not-a-parcel",
    (f) => void (f.sealed = () => Buffer.from("-----BEGIN AGE ENCRYPTED FILE-----\n")),
  ],
  "a seal of a later age": [
    "parcel-unsupported",
    (f) =>
      void (f.sealed = (b) =>
        Buffer.from(b.toString("latin1").replace("org/v1", "org/v2"), "latin1")),
  ],
  "a seal with a passphrase": [
    "parcel-unsupported",
    async (f) => {
      const encrypter = new Encrypter();
      encrypter.setScryptWorkFactor(10);
      encrypter.setPassphrase("زيتون قديم");
      const bytes = await encrypter.encrypt(await archiveOf(f));
      f.sealed = () => Buffer.from(bytes);
    },
  ],
  "recipients of both kinds": [
    "parcel-unsupported",
    (f, { second }) => void f.recipients.push(second.vault.self.age.hybrid),
  ],
  "more recipients than a team can have": [
    "parcel-unsupported",
    (f) => void f.recipients.push(...Array.from({ length: 31 }, () => keyOfNobody)),
  ],
  "a kind of recipient that nobody knows": [
    "parcel-unsupported",
    (f) =>
      void (f.sealed = (b) =>
        Buffer.from(b.toString("latin1").replace("-> X25519", "-> Y25519"), "latin1")),
  ],
  "a parcel for somebody else": [
    "parcel-not-for-you",
    (f) => void (f.recipients = [keyOfNobody, keyOfNobody]),
  ],
  "a seal that ends in its header": [
    "parcel-incomplete",
    (f) => void (f.sealed = (b) => b.subarray(0, 40)),
  ],
  "a seal that ends after its header": [
    "parcel-incomplete",
    (f) => void (f.sealed = (b) => b.subarray(0, headerEnd(b) + 16)),
  ],
  "a parcel without its last byte": [
    "parcel-incomplete",
    (f) => void (f.sealed = (b) => b.subarray(0, -1)),
  ],
  "a parcel with a byte too many": [
    "parcel-incomplete",
    (f) => void (f.sealed = (b) => Buffer.concat([b, Buffer.alloc(1)])),
  ],
  "a changed header": [
    "parcel-damaged",
    (f) => void (f.sealed = (b) => flip(b, headerEnd(b) - 10)),
  ],
  "a changed first chunk": [
    "parcel-damaged",
    (f) => void (f.sealed = (b) => flip(b, headerEnd(b) + 99)),
  ],
  "a changed last byte": ["parcel-damaged", (f) => void (f.sealed = (b) => flip(b, -1))],
  "a parcel whose end was overwritten with zeros": [
    "parcel-damaged",
    (f) => void (f.sealed = (b) => b.fill(0, b.length - 4096)),
  ],

  "a letter, sealed to us": [
    "not-a-parcel",
    async (f) => {
      const bytes = await sealed(Buffer.from("عزيزتي ندى"), f.recipients);
      f.sealed = () => bytes;
    },
  ],
  "nothing, sealed to us": [
    "not-a-parcel",
    async (f) => {
      const bytes = await sealed(Buffer.alloc(0), f.recipients);
      f.sealed = () => bytes;
    },
  ],
  "zeros, sealed to us": ["not-a-parcel", (f) => void (f.archive = (b) => b.fill(0))],
  "an archive that begins with something else": [
    "not-a-parcel",
    (f) => void (f.files = (files) => files.reverse()),
  ],
  "an archive without its padding": [
    "parcel-damaged",
    (f) =>
      void (f.archive = (b) => b.subarray(0, b.lastIndexOf("-----END SSH SIGNATURE-----") + 2048)),
  ],
  "an archive with more padding than it needs": [
    "parcel-damaged",
    (f) => void (f.archive = (b) => Buffer.concat([b, Buffer.alloc(65_536)])),
  ],
  "a word hidden behind the end of the archive": [
    "parcel-damaged",
    (f) => void (f.archive = (b) => flip(b, -1)),
  ],
  "a word hidden in the rest of a block": [
    "parcel-damaged",
    (f) => void (f.archive = (b) => flip(b, headerOf(b, "SHA256SUMS") - 1)),
  ],
  "a file in the archive twice": [
    "parcel-damaged",
    (f) => void (f.files = ([first, ...files]) => [first, first, ...files] as never),
  ],
  "a name that climbs out of the folder": [
    "parcel-damaged",
    (f) => void (f.files = (files) => [...files, { name: "../../x", bytes: Buffer.from("x") }]),
  ],
  "a name that nobody expects": [
    "parcel-damaged",
    (f) => void (f.files = (files) => [...files, { name: "run.sh", bytes: Buffer.from("x") }]),
  ],
  "attachments out of order": [
    "parcel-damaged",
    (f) => {
      f.attachments.set(sha256Hex("x"), Buffer.from("x"));
      f.files = ([manifest, events, one, other]) => [manifest, events, other, one] as never;
    },
  ],
  "events behind attachments": [
    "parcel-damaged",
    (f) => void (f.files = ([manifest, events, one]) => [manifest, one, events] as never),
  ],
  "a link instead of a file": [
    "parcel-damaged",
    (f) => void (f.archive = inHeader("interviews.", 156, "2")),
  ],
  "a file that may be run": [
    "parcel-damaged",
    (f) => void (f.archive = inHeader("interviews.", 100, "0000755")),
  ],
  "a file with an owner": [
    "parcel-damaged",
    (f) => void (f.archive = inHeader("interviews.", 265, "nada")),
  ],
  "a file with a time": [
    "parcel-damaged",
    (f) => void (f.archive = inHeader("interviews.", 136, "14000000000")),
  ],
  "an extended header": [
    "parcel-damaged",
    (f) => void (f.archive = inHeader("interviews.", 156, "x")),
  ],
  "a wrong checksum of a header": [
    "parcel-damaged",
    (f) => void (f.archive = (b) => flip(b, headerOf(b, "interviews.") + 150)),
  ],
  "a file longer than the archive": [
    "parcel-damaged",
    (f) => void (f.archive = inHeader("interviews.", 124, "00007777777")),
  ],
  "a manifest that says it is huge": [
    "parcel-too-large",
    (f) => void (f.archive = inHeader("manifest.json", 124, "77777777777")),
  ],

  "a sum that differs": [
    "parcel-damaged",
    (f) => void (f.sums = (s) => (s[0] === "0" ? `1${s.slice(1)}` : `0${s.slice(1)}`)),
  ],
  "a file that is not in the sums": [
    "parcel-damaged",
    (f) => void (f.sums = (s) => s.replace(/^.*\n/, "")),
  ],
  "a sum without a file": [
    "parcel-damaged",
    (f) => void (f.sums = (s) => `${s}${"0".repeat(64)}  x\n`),
  ],
  "sums in another order": [
    "parcel-damaged",
    (f) => void (f.sums = (s) => `${s.trim().split("\n").reverse().join("\n")}\n`),
  ],
  "a parcel that nobody signed": ["parcel-unsigned", (f) => void (f.signature = () => null)],
  "an empty signature": ["parcel-signature-wrong", (f) => void (f.signature = () => "")],
  "a signature made for a card": [
    "parcel-signature-wrong",
    (f) => void (f.signature = () => f.signer.sign("card@daftar", Buffer.from("x"))),
  ],
  "a signature of other sums": [
    "parcel-signature-wrong",
    (f) => void (f.signature = () => f.signer.sign("parcel@daftar", Buffer.from("x"))),
  ],
  "a signature with a line feed too many": [
    "parcel-signature-wrong",
    (f) => void (f.signature = (armored) => `${armored}\n`),
  ],
  "a parcel signed by another member than it says": [
    "parcel-signature-wrong",
    (f, { second }) => void (f.signer = second.vault.device),
  ],
  "a parcel of a device that nobody knows": [
    "device-unknown",
    (f) => {
      f.signer = stranger;
      f.manifest.device = stranger.id;
    },
  ],
  "a parcel of a stranger who says she is a member": [
    "device-unknown",
    (f) => void (f.signer = stranger),
  ],

  "a manifest of a later version": ["parcel-newer", (f) => void (f.manifest.version = 2)],
  "a receipt": ["parcel-kind-later", (f) => void (f.manifest.kind = "receipt")],
  "a return": ["parcel-kind-later", (f) => void (f.manifest.kind = "return")],
  "a withdrawal": ["parcel-kind-later", (f) => void (f.manifest.kind = "withdrawal")],
  "a kind that nobody knows": ["parcel-malformed", (f) => void (f.manifest.kind = "letter")],
  "a manifest of another format": ["parcel-malformed", (f) => void (f.manifest.format = "other")],
  "a manifest with a blank": ["parcel-malformed", (f) => void (f.manifestText = text(",", ", "))],
  "a manifest with a key twice": [
    "parcel-malformed",
    (f) => void (f.manifestText = text('"number":1', '"number":1,"number":1')),
  ],
  "a manifest with keys in another order": [
    "parcel-malformed",
    (f) =>
      void (f.manifestText = (m) =>
        `${JSON.stringify(Object.fromEntries(Object.entries(m as object).reverse()))}\n`),
  ],
  "a manifest without its line feed": [
    "parcel-malformed",
    (f) => void (f.manifestText = (m) => canonicalJson(m)),
  ],
  "a manifest that is not JSON": ["parcel-malformed", (f) => void (f.manifestText = () => "{}}\n")],
  "a manifest that is not UTF-8": [
    "parcel-malformed",
    (f) =>
      void (f.files = ([manifest, ...files]) =>
        [{ ...manifest, bytes: Buffer.from([0xff, 10]) }, ...files] as never),
  ],
  "a manifest nested too deep": [
    "parcel-malformed",
    (f) => void (f.manifestText = () => `${"[".repeat(100_000)}${"]".repeat(100_000)}\n`),
  ],
  "a manifest with a name that objects inherit": [
    "parcel-malformed",
    (f) => void (f.manifestText = text('"number":1', '"__proto__":{},"number":1')),
  ],
  "a field that nobody knows": ["parcel-malformed", (f) => void (f.manifest.note = "x")],
  "a field that is missing": ["parcel-malformed", (f) => void delete f.manifest.made],
  "number nought": ["parcel-malformed", (f) => void (f.manifest.number = 0)],
  "a number beyond all use": ["parcel-malformed", (f) => void (f.manifest.number = 2 ** 40)],
  "a second parcel that follows none": ["parcel-malformed", (f) => void (f.manifest.number = 2)],
  "a first parcel that follows another": [
    "parcel-malformed",
    (f) => void (f.manifest.previous = "0".repeat(64)),
  ],
  "recipients out of order": ["parcel-malformed", (f) => void (f.manifest.to as Json[]).reverse()],
  "an interview twice, with one head": [
    "parcel-malformed",
    (f) => void (f.manifest.interviews = [carried(f), carried(f)] as Json),
  ],
  "no interview at all": ["parcel-malformed", (f) => void (f.manifest.interviews = [])],
  "more events than the chain is long": ["parcel-malformed", (f) => void (carried(f).events = 99)],
  "an interview of a questionnaire that is not listed": [
    "parcel-malformed",
    (f) => void (carried(f).questionnaire = "0".repeat(64)),
  ],

  "a parcel that was not made for us": [
    "parcel-readdressed",
    (f) => void (f.manifest.to = [sha256Hex("x"), sha256Hex("y")].sort()),
  ],
  "a parcel that somebody else was added to": [
    "parcel-readdressed",
    (f) => void f.recipients.push(keyOfNobody),
  ],

  "an attachment that is not there": ["attachment-missing", (f) => f.attachments.clear()],
  "an attachment that nothing names": [
    "attachment-missing",
    (f) => void f.attachments.set(sha256Hex("x"), Buffer.from("x")),
  ],
  "an attachment that is not what its name says": [
    "attachment-missing",
    (f) => void f.attachments.set(questionnaireHash, Buffer.from("x")),
  ],
  "an interview with a recording that no event names": [
    "chain-broken",
    (f) => {
      f.attachments.set(sha256Hex("x"), Buffer.from("x"));
      carried(f).attachments = [sha256Hex("x")];
    },
  ],
  "a recording that its interview does not list": [
    "chain-broken",
    (f) => {
      attach(f);
      f.attachments.delete(sha256Hex("x"));
      carried(f).attachments = [];
    },
  ],
  "a recording that was taken away again, and travels all the same": [
    "chain-broken",
    (f) => {
      attach(f);
      rechain(f, (event, i) =>
        i === 2
          ? { ...commonOf(event), type: "detached", attachment: "k3f9", question: null }
          : event,
      );
    },
  ],
  "a recording of another size than its event says": [
    "parcel-malformed",
    (f) => attach(f, { bytes: 2 }),
  ],
  "a file of a kind that nobody keeps": [
    "parcel-malformed",
    (f) => attach(f, { media: "text/html" }),
  ],
  "a file without a name of its own in the interview": [
    "parcel-malformed",
    (f) => attach(f, { attachment: "../x" }),
  ],
  "a questionnaire that is none": ["parcel-malformed", (f) => questionnaireIs(f, "{}")],
  "a questionnaire of another version than the manifest says": [
    "parcel-malformed",
    (f) =>
      void ((f.manifest.questionnaires as Json[])[0] = {
        ...(f.manifest.questionnaires as object[])[0],
        version: "x",
      }),
  ],
  "a table that the questionnaire does not name": [
    "parcel-malformed",
    (f) => {
      f.attachments.set(sha256Hex("x"), Buffer.from("x"));
      const [first] = f.manifest.questionnaires as object[];
      f.manifest.questionnaires = [{ ...first, tables: [sha256Hex("x")] }];
    },
  ],

  "no events at all": [
    "parcel-malformed",
    (f) => void (f.files = ([manifest, , ...files]) => [manifest, ...files] as never),
  ],
  "events that are not packed": [
    "parcel-malformed",
    (f) => void (f.pack = (l) => Buffer.from(l.join("\n"))),
  ],
  "packed events that end too early": [
    "parcel-malformed",
    (f) => void (f.pack = (l) => gzipSync(l.join("\n")).subarray(0, -12)),
  ],
  "bytes behind the packed events": [
    "parcel-malformed",
    (f, _, pack = f.pack) => void (f.pack = (l) => Buffer.concat([pack(l), Buffer.from("hidden")])),
  ],
  "events without the last line feed": [
    "parcel-malformed",
    (f) => void (f.pack = (l) => gzipSync(l.join("\n"))),
  ],
  "events with other line feeds": [
    "parcel-malformed",
    (f) => void (f.pack = (l) => gzipSync(`${l.join("\r\n")}\r\n`)),
  ],
  "an empty line between events": ["parcel-malformed", (f) => void f.lines.splice(1, 0, "")],
  "an event too few": ["parcel-malformed", (f) => void f.lines.pop()],
  "an event too many": ["parcel-malformed", (f) => void f.lines.push(f.lines[0] ?? "")],
  "an event that is not UTF-8": [
    "parcel-malformed",
    (f) =>
      void (f.pack = (l) =>
        gzipSync(Buffer.from(`${l.join("\n")}\n`.replace("درعا", "\u00ff"), "latin1"))),
  ],
  "an event written with a blank": [
    "parcel-malformed",
    (f) => void (f.lines[1] = f.lines[1]?.replace(":", ": ") ?? ""),
  ],
  "an event of a type that nobody knows": [
    "parcel-malformed",
    (f) => rechain(f, (event, i) => (i === 1 ? { ...event, type: "erased" } : event)),
  ],
  "an event with a field too many": [
    "parcel-malformed",
    (f) => rechain(f, (event, i) => (i === 1 ? { ...event, note: "x" } : event)),
  ],
  "an event of another interview": [
    "parcel-malformed",
    (f) => rechain(f, (event, i) => (i === 1 ? { ...event, interview: "0".repeat(32) } : event)),
  ],
  "words put into another's mouth": [
    "parcel-malformed",
    (f, { second }) =>
      rechain(f, (event, i) => (i === 2 ? { ...event, device: second.vault.self.device } : event)),
  ],
  "a line longer than any answer": [
    "parcel-too-large",
    (f) => void (f.lines[1] = f.lines[1]?.replace("درعا", "x".repeat(2 ** 20)) ?? ""),
  ],
  "events that unpack to a mountain": [
    "parcel-too-large",
    (f) => {
      const [opening = "", answer = ""] = f.lines;
      const mountain = answer.replace(/"value":"[^"]*"/, `"value":"${"x".repeat(200_000)}"`);
      f.lines = [opening, ...Array.from({ length: 200 }, () => mountain)];
      rechain(f, (event, i) => ({ ...event, seq: i + 1, tick: 1000 + i }));
    },
  ],

  "an event that follows another": [
    "chain-broken",
    (f) => relink(f, (event) => ({ ...event, prev: "0".repeat(64) })),
  ],
  "an event that was left out": [
    "chain-broken",
    (f) => {
      f.lines.splice(2, 1);
      carried(f).events = f.lines.length;
      carried(f).to = { ...(carried(f).to as object), seq: f.lines.length };
    },
  ],
  "an event that was changed afterwards": [
    "chain-broken",
    (f) => void (f.lines[1] = f.lines[1]?.replace("درعا", "حمص") ?? ""),
  ],
  "two events that changed places": [
    "chain-broken",
    (f) => void f.lines.splice(1, 2, f.lines[2] ?? "", f.lines[1] ?? ""),
  ],
  "a head that is not the end of the chain": [
    "chain-broken",
    (f) => void (carried(f).to = { ...(carried(f).to as object), hash: "0".repeat(64) }),
  ],
  "a history that begins in the middle": [
    "chain-broken",
    (f) => rechain(f, (event, i) => (i === 0 ? { ...answeredFirst(event) } : event)),
  ],
  "an interview that is opened twice": [
    "chain-broken",
    (f) => {
      const opening = JSON.parse(f.lines[0] ?? "") as { [field: string]: Json };
      rechain(f, (event, i) =>
        i === 1 ? { ...opening, seq: 2, tick: event.tick ?? 2, prev: event.prev ?? null } : event,
      );
    },
  ],
  "an opening of another questionnaire": [
    "chain-broken",
    (f) =>
      rechain(f, (event, i) => (i === 0 ? { ...event, questionnaire: "0".repeat(64) } : event)),
  ],
  "a counter that goes back": [
    "chain-broken",
    (f) => rechain(f, (event, i) => (i === 3 ? { ...event, tick: 1 } : event)),
  ],
};

test("whatever is wrong with a parcel has its own name, and nothing of it is taken over", {
  timeout: 120_000,
}, async () => {
  const team = await smallTeam();
  const { lead, second, researcher, stick } = team;
  const interview = tell(researcher);
  const before = dump(lead);
  const told: { [what: string]: string } = {};
  const expected: { [what: string]: string } = {};
  for (const [what, [fault, change]] of Object.entries(cases)) {
    const forged = forgery(researcher, [interview], [lead, second]);
    await change(forged, team);
    const result = await receive(lead, await writeForgery(join(stick, "case.daftar"), forged));
    expected[what] = `${fault}, ${isHeldBack(fault) ? "quarantined" : "refused"}`;
    told[what] = `${result.fault?.kind}, ${result.outcome}`;
    if (dump(lead) !== before) told[what] += ", and the vault is not as it was";
  }
  expect(told).toEqual(expected);
  expect(leftovers(lead.vault.dir)).toEqual([]);
  expect(readdirSync(join(lead.vault.dir, "staging"))).toEqual([]);

  // The control: what all the cases were made from is taken over.
  const honest = forgery(researcher, [interview], [lead, second]);
  const result = await receive(lead, await writeForgery(join(stick, "case.daftar"), honest));
  expect(result).toMatchObject({ outcome: "imported", interviews: { new: 1 } });
});

/** Faults that need more than one file, or none. Each is the name of a test below or beside. */
const elsewhere: readonly ParcelFault[] = [
  "parcel-not-readable",
  "device-revoked",
  "parcel-number-reused",
  "team-record-older",
];

test("no fault of a parcel is without a case", () => {
  const met = new Set<ParcelFault>([...Object.values(cases).map(([fault]) => fault), ...elsewhere]);
  expect([...met].sort()).toEqual([...parcelFaults].sort());
});

test("a file that is gone, a folder, and a file that is too large are told apart", async () => {
  const { lead, stick } = await smallTeam();
  const folder = join(stick, "folder.daftar");
  const huge = join(stick, "huge.daftar");
  mkdirSync(folder);
  writeFileSync(huge, "");
  truncateSync(huge, 2 ** 31 + 1);
  expect((await receive(lead, join(stick, "gone.daftar"))).fault?.kind).toBe("parcel-not-readable");
  expect((await receive(lead, folder)).fault?.kind).toBe("parcel-not-readable");
  expect((await receive(lead, huge)).fault?.kind).toBe("parcel-too-large");
});

test("a laptop that was taken off the team is held back from then on, and not before", async () => {
  const team = await smallTeam();
  const { lead, researcher } = team;
  const first = await send(team, [tell(researcher)]);
  expect((await receive(lead, first)).outcome).toBe("imported");
  must(await lead.people.removeMember({ device: researcher.vault.self.device }));
  const second = await send(team, [tell(researcher)]);

  const held = await receive(lead, second);
  expect(held).toMatchObject({
    outcome: "quarantined",
    number: 2,
    fault: { kind: "device-revoked", details: { number: 2, last: 1 } },
  });
  expect((await receive(lead, first)).outcome).toBe("already-here");
});

test.each([
  ["another parcel under the same number", { parcel: "0".repeat(32) }],
  ["another content under the same id and number", { made: "2026-11-22T15:00:00+03:00" }],
  ["another number for the same id", { number: 2, previous: "0".repeat(64) }],
])("%s is held back: perhaps a laptop was copied", async (_, change) => {
  const { lead, second, researcher, stick } = await smallTeam();
  const interview = tell(researcher);
  const forged = forgery(researcher, [interview], [lead, second]);
  const path = await writeForgery(join(stick, "one.daftar"), forged);
  expect((await receive(lead, path)).outcome).toBe("imported");
  Object.assign(forged.manifest, change);
  const before = dump(lead);
  const other = await receive(lead, await writeForgery(join(stick, "other.daftar"), forged));
  expect(other).toMatchObject({ outcome: "quarantined", fault: { kind: "parcel-number-reused" } });
  expect(dump(lead)).toBe(before);
});

test("an interview that begins with another event than ours was made up", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const interview = tell(researcher);
  const honest = forgery(researcher, [interview], [lead, second]);
  await receive(lead, await writeForgery(join(stick, "one.daftar"), honest));
  const before = dump(lead);
  const forged = forgery(researcher, [interview], [lead, second]);
  rechain(forged, (event, i) => (i === 0 ? { ...event, code: "DRA-0000" } : event));
  Object.assign(forged.manifest, { number: 2, previous: "0".repeat(64), parcel: "0".repeat(32) });
  const result = await receive(lead, await writeForgery(join(stick, "two.daftar"), forged));
  expect(result).toMatchObject({ outcome: "quarantined", fault: { kind: "chain-broken" } });
  expect(dump(lead)).toBe(before);
});

test("a researcher's laptop does not take over interviews, even if they are addressed to it", async () => {
  const { lead, researcher, second, stick } = await smallTeam();
  const interview = tell(second);
  const forged = forgery(second, [interview], [researcher, lead]);
  const result = await receive(researcher, await writeForgery(join(stick, "one.daftar"), forged));
  expect(result).toMatchObject({ outcome: "refused", fault: { kind: "parcel-not-for-you" } });
});

test("a coordinator may pass on what others said", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const passed = forgery(researcher, [tell(researcher)], [lead, researcher]);
  passed.signer = second.vault.device;
  passed.manifest.device = second.vault.device.id;
  const result = await receive(lead, await writeForgery(join(stick, "passed.daftar"), passed));
  expect(result).toMatchObject({ outcome: "imported", interviews: { new: 1 } });
});

test("a researcher's parcel may hold the words of others only where they are here already", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const told = forgery(second, [tell(second)], [lead, researcher]);
  const again: Forgery = { ...told, signer: researcher.vault.device };
  const { id: device } = researcher.vault.device;
  again.manifest = { ...told.manifest, device, parcel: "0".repeat(32) };
  const path = await writeForgery(join(stick, "again.daftar"), again);

  expect((await receive(lead, path)).fault?.kind).toBe("parcel-malformed");
  await receive(lead, await writeForgery(join(stick, "told.daftar"), told));
  expect(await receive(lead, path)).toMatchObject({ outcome: "imported", interviews: { same: 1 } });
});

/** Changes the link of one event, and leaves all hashes after it as they are. */
function relink(
  forged: Forgery,
  change: (event: { [field: string]: Json }) => { [field: string]: Json },
) {
  forged.lines[2] = canonicalJson(
    change(JSON.parse(forged.lines[2] ?? "") as { [field: string]: Json }),
  );
}

/** An answer where the opening has to be. */
function answeredFirst(opening: { [field: string]: Json }): { [field: string]: Json } {
  const { at, device, interview, prev, seq, tick } = opening as { [field: string]: string };
  return {
    at,
    device,
    interview,
    prev,
    seq,
    tick,
    question: "m1/q0",
    state: "answered",
    type: "answered",
    value: "x",
  } as never;
}

function questionnaireIs(forged: Forgery, content: string): void {
  const hash = sha256Hex(content);
  forged.attachments = new Map([[hash, Buffer.from(content)]]);
  const [first] = forged.manifest.questionnaires as object[];
  forged.manifest.questionnaires = [{ ...first, hash }];
  rechain(forged, (event, i) => (i === 0 ? { ...event, questionnaire: hash } : event));
  carried(forged).questionnaire = hash;
}

/** Lets the second event attach a file of one byte, which the parcel carries. */
function attach(forged: Forgery, change: { readonly [field: string]: Json } = {}): void {
  forged.attachments.set(sha256Hex("x"), Buffer.from("x"));
  carried(forged).attachments = [sha256Hex("x")];
  const file = { attachment: "k3f9", bytes: 1, file: sha256Hex("x"), media: "text/plain" };
  rechain(forged, (event, i) =>
    i === 1
      ? { ...commonOf(event), type: "attached", ...file, name: "", question: null, ...change }
      : event,
  );
}

function commonOf(event: { readonly [field: string]: Json }): { [field: string]: Json } {
  const common = ["at", "device", "interview", "prev", "seq", "tick"];
  return Object.fromEntries(Object.entries(event).filter(([field]) => common.includes(field)));
}
