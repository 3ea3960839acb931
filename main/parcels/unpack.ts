import { createReadStream } from "node:fs";
import { type Manifest, readManifest } from "../../shared/parcels/manifest.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { sha256Hex } from "../vault/hash.ts";
import { type PublicDevice, verifySignature } from "../vault/signing.ts";
import type { World } from "../vault/world.ts";
import { type AgeHeader, type AgeIdentities, SealBroken, unseal, unsealedBytes } from "./age.ts";
import type { Received } from "./receive.ts";
import { Staging } from "./staging.ts";
import {
  type FoundEntry,
  manifestName,
  paddedBytes,
  readArchive,
  signatureName,
  sumsName,
  writeSums,
} from "./ustar.ts";

/** A parcel of which everything outside has been verified, and nothing inside has been read. */
export interface Unpacked {
  /** What lies in the archive, in its order, each file as its hash is signed. */
  readonly entries: readonly FoundEntry[];
  readonly archive: Staging;
  /** Who signed it: true, whether we know that device or not. */
  readonly signer: PublicDevice;
  /** How many people can open it. */
  readonly recipients: number;
  /** The recipient text of ours whose hash must be in the manifest. */
  readonly kind: AgeHeader["kind"];
  readonly sumsText: string;
  /** SHA-256 of the list of sums: which content this is. */
  readonly sums: string;
  readonly signature: string;
}

export interface UnpackFault {
  readonly kind:
    | "not-a-parcel"
    | "parcel-not-for-you"
    | "parcel-incomplete"
    | "parcel-damaged"
    | "parcel-too-large"
    | "parcel-unsigned"
    | "parcel-signature-wrong";
}

/**
 * Opens the outer layers of a received file: seal, archive, sums, signature.
 *
 * The seal is opened to its end, into a place that only this process can read, before anything is
 * looked at. No JSON is read here. The caller discards the archive. What our own disk does is thrown.
 * Source: docs/parcel-format.md, section 9.
 */
export async function unpack(
  world: World,
  vaultDir: string,
  received: Received,
  identities: () => AgeIdentities,
): Promise<Result<Unpacked, UnpackFault>> {
  let archive: Staging | null = null;
  try {
    archive = new Staging(world, vaultDir);
    const opened = await openSeal(received, identities, archive);
    const walked = opened.ok ? walk(archive, received.header) : opened;
    if (!walked.ok) archive.discard();
    return walked;
  } catch (error) {
    archive?.discard();
    throw error;
  }
}

/**
 * Reads what the parcel says it is. Only for whoever has made up their mind about the signer.
 *
 * Faults: those of `readManifest`, and `parcel-signature-wrong` when it was signed by another device
 * than it says.
 */
export function readPaper(unpacked: Unpacked): Result<
  { readonly manifest: Manifest; readonly text: string },
  {
    readonly kind:
      | "parcel-newer"
      | "parcel-kind-later"
      | "parcel-malformed"
      | "parcel-signature-wrong";
  }
> {
  const { archive, entries, signer } = unpacked;
  const text = textOf(
    archive,
    entries.find(({ name }) => name === manifestName),
  );
  const manifest = text === null ? fail({ kind: "parcel-malformed" }) : readManifest(text);
  if (!manifest.ok) return manifest;
  return manifest.value.device === signer.id
    ? ok({ manifest: manifest.value, text: text ?? "" })
    : fail({ kind: "parcel-signature-wrong" });
}

async function openSeal(
  { path, bytes: fileBytes, header }: Received,
  identities: () => AgeIdentities,
  archive: Staging,
): Promise<Result<void, UnpackFault>> {
  const content = createReadStream(path, { highWaterMark: 256 * 1024 });
  const opened = await unseal(content, header.kind, identities());
  if (!opened.ok) return opened;
  try {
    for await (const piece of opened.value) archive.write(piece);
    archive.end();
    return ok(undefined);
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    // A whole parcel has one of few sizes. Of any other size, its end is missing.
    const bytes = unsealedBytes(fileBytes, header);
    const whole = bytes !== null && bytes === paddedBytes(bytes);
    return fail({ kind: whole ? "parcel-damaged" : "parcel-incomplete" });
  }
}

function walk(archive: Staging, header: AgeHeader): Result<Unpacked, UnpackFault> {
  const walked = readArchive(archive);
  if (!walked.ok) return walked;
  const entries = walked.value;
  const sumsText =
    textOf(
      archive,
      entries.find(({ name }) => name === sumsName),
    ) ?? "";
  const listed = entries.filter(({ name }) => name !== sumsName && name !== signatureName);
  if (writeSums(listed) !== sumsText) return fail({ kind: "parcel-damaged" });

  const signature =
    textOf(
      archive,
      entries.find(({ name }) => name === signatureName),
    ) ?? "";
  const signer = verifySignature(signature, "parcel@daftar", Buffer.from(sumsText));
  if (!signer.ok) return fail({ kind: "parcel-signature-wrong" });
  return ok({
    entries,
    archive,
    signer: signer.value,
    recipients: header.recipients,
    kind: header.kind,
    sumsText,
    sums: sha256Hex(sumsText),
    signature,
  });
}

/** The text of a small file in the archive; `null` when it is not there or not UTF-8. */
function textOf(archive: Staging, entry: FoundEntry | undefined): string | null {
  if (!entry) return null;
  try {
    return utf8.decode(archive.read(entry.offset, entry.bytes));
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** A byte-order mark is a character like any other here, so that no two texts read alike. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
