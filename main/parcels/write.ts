import { createHash } from "node:crypto";
import { join } from "node:path";
import { limits } from "../../shared/parcels/limits.ts";
import { type Manifest, writeManifest } from "../../shared/parcels/manifest.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type DiskFault, DiskTrouble } from "../vault/disk-fault.ts";
import { Target, type TargetFault, TargetTrouble } from "../vault/target.ts";
import type { Vault } from "../vault/vault.ts";
import type { World } from "../vault/world.ts";
import { readAgeHeader, recipientKind, seal } from "./age.ts";
import {
  archiveBytes,
  attachmentName,
  eventsName,
  manifestName,
  type NewEntry,
  signatureName,
  sumsName,
  writeArchive,
  writeSums,
} from "./ustar.ts";

/** What goes into a parcel beside its manifest; sizes are known before anything is written. */
export interface Contents {
  readonly manifest: Manifest;
  /** The gzipped events; `null` for a kind without any. */
  readonly events: Omit<NewEntry, "name"> | null;
  readonly attachments: readonly (Omit<NewEntry, "name"> & { readonly sha256: string })[];
}

/** What writing needs from the vault and from whoever asked. */
export interface WriteDeps {
  readonly world: World;
  readonly vault: Pick<Vault, "device">;
  /** How many bytes are on the medium, and how many there will be. */
  readonly progress: (stage: "write" | "verify", done: number, total: number) => void;
  /** Makes the parcel's number and the hash of its sums durable; called before it gets its name. */
  readonly record: (sums: string) => Result<void, DiskFault>;
  /** Notes that it has its name. */
  readonly placed: () => Result<void, DiskFault>;
}

export interface Written {
  /** Bare name, eight characters and `.daftar`. */
  readonly fileName: string;
  readonly bytes: number;
}

export type WriteFault = TargetFault | { readonly kind: "parcel-too-large" };

/**
 * Writes one parcel into a folder, and says so only when it is whole on the medium under its name.
 *
 * Written as `.part`, flushed, read back from the medium and compared, its header parsed again; then
 * number and sums are made durable in the vault, and only then it is renamed and the folder flushed.
 * So a crash can leave a gap in the numbers, but never one number for two contents. On any failure
 * the file is removed. Nothing readable touches a disk. What our own disk does is thrown.
 * Source: docs/parcel-format.md, section 8.
 */
export async function writeParcel(
  deps: WriteDeps,
  folder: string,
  recipients: readonly string[],
  contents: Contents,
): Promise<Result<Written, WriteFault>> {
  const { sign } = deps.vault.device;
  // All signatures are of one length.
  const expected = expectedBytes(contents, sign("parcel@daftar", Buffer.alloc(0)));
  if (expected > limits.parcelBytes) return fail({ kind: "parcel-too-large" });
  const name = randomName(deps.world);
  const fileName = `${name}.daftar`;
  const target = new Target(join(folder, `${name}.part`), join(folder, fileName));
  try {
    const { archive, sums } = packed(contents, sign);
    await target.write(await seal(archive, recipients), (done) =>
      deps.progress("write", Math.min(done, expected), expected),
    );
    deps.progress("verify", 0, target.bytes);
    if (!isSealedTo(recipients, await target.readBack(limits.headerBytes)))
      throw new TargetTrouble("target-not-verified");

    const recorded = deps.record(sums());
    if (!recorded.ok) throw new DiskTrouble(recorded.fault);
    await target.name();
    const placed = deps.placed();
    if (!placed.ok) throw new DiskTrouble(placed.fault);
    return ok({ fileName, bytes: target.bytes });
  } catch (error) {
    await target.remove();
    if (error instanceof TargetTrouble) return fail({ kind: error.kind });
    throw error;
  }
}

/** Whether a file that begins so is sealed to exactly these. */
function isSealedTo(recipients: readonly string[], start: Buffer): boolean {
  const header = readAgeHeader(start);
  return (
    header.ok &&
    header.value.recipients === recipients.length &&
    header.value.kind === recipientKind(recipients[0] ?? "")
  );
}

/** Eight characters that nobody confuses. */
const letters = "23456789abcdefghjkmnpqrstvwxyz";

function randomName(world: World): string {
  let name = "";
  // Bytes that would make some characters likelier than others are drawn again.
  while (name.length < 8)
    for (const byte of world.random(8))
      if (name.length < 8 && byte < 256 - (256 % letters.length))
        name += letters[byte % letters.length];
  return name;
}

function expectedBytes({ manifest, events, attachments }: Contents, signature: string): number {
  const files = [
    { name: manifestName, bytes: Buffer.byteLength(writeManifest(manifest)) },
    ...(events ? [{ name: eventsName, bytes: events.bytes }] : []),
    ...attachments.map(({ sha256, bytes }) => ({ name: attachmentName(sha256), bytes })),
  ];
  const sums = writeSums(files.map(({ name }) => ({ name, sha256: "0".repeat(64) })));
  return archiveBytes([...files.map(({ bytes }) => bytes), sums.length, signature.length]);
}

/** The archive as it streams out, and, once it has, the SHA-256 of its list of sums. */
function packed({ manifest, events, attachments }: Contents, sign: Vault["device"]["sign"]) {
  const hashes: { name: string; sha256: string }[] = [];
  let sumsHash: string | null = null;

  async function* hashed(name: string, content: NewEntry["content"]) {
    const hash = createHash("sha256");
    for await (const piece of content) {
      hash.update(piece);
      yield piece;
    }
    hashes.push({ name, sha256: hash.digest("hex") });
  }

  async function* entries(): AsyncGenerator<NewEntry> {
    const text = Buffer.from(writeManifest(manifest));
    const files: NewEntry[] = [{ name: manifestName, bytes: text.length, content: [text] }];
    if (events) files.push({ name: eventsName, ...events });
    for (const { sha256, ...file } of attachments)
      files.push({ name: attachmentName(sha256), ...file });
    for (const { name, bytes, content } of files)
      yield { name, bytes, content: hashed(name, content) };

    const sums = Buffer.from(writeSums(hashes));
    sumsHash = createHash("sha256").update(sums).digest("hex");
    yield { name: sumsName, bytes: sums.length, content: [sums] };
    const signature = Buffer.from(sign("parcel@daftar", sums));
    yield { name: signatureName, bytes: signature.length, content: [signature] };
  }

  const sums = () => {
    if (sumsHash === null) throw new Error("asked before it was written");
    return sumsHash;
  };
  return { archive: writeArchive(entries()), sums };
}
