import { Decrypter, Encrypter } from "age-encryption";
import { limits } from "../../shared/parcels/limits.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

/** Post-quantum and X25519 together, or X25519 alone. A parcel is sealed with one of them. */
export type AgeKind = "hybrid" | "classic";

/** A person's age identities, one of each kind; secret. */
export type AgeIdentities = { readonly [Kind in AgeKind]: string };

/** What anybody can read of a sealed file. */
export interface AgeHeader {
  readonly bytes: number;
  readonly kind: AgeKind;
  readonly recipients: number;
}

export type HeaderFault =
  | { readonly kind: "not-a-parcel" }
  | { readonly kind: "parcel-unsupported" }
  | { readonly kind: "parcel-incomplete" };

const versionLine = "age-encryption.org/v1\n";
const nonceBytes = 16;
const chunkBytes = 64 * 1024;
const tagBytes = 16;

/** Stanza names by the kind of recipient that they are for. */
const stanzas: { readonly [name: string]: AgeKind } = {
  X25519: "classic",
  mlkem768x25519: "hybrid",
};

/**
 * Reads the header of an age file, as far as it can be read without a key.
 *
 * Takes the first `limits.headerBytes` of the file, or all of it if it is shorter. Faults:
 * `not-a-parcel`; `parcel-incomplete` if the file ends within its header; `parcel-unsupported` for a
 * passphrase, an unknown kind of recipient, two kinds in one file, or more recipients than a parcel
 * can have. Source: C2SP, age.
 */
export function readAgeHeader(start: Uint8Array): Result<AgeHeader, HeaderFault> {
  // Byte for byte: what is not ASCII here is refused later, by the header's own checksum.
  const text = Buffer.from(start).toString("latin1");
  const cut = start.length < limits.headerBytes;
  if (!text.startsWith(versionLine)) {
    if (cut && versionLine.startsWith(text)) return fail({ kind: "parcel-incomplete" });
    const otherVersion = text.startsWith("age-encryption.org/");
    return fail({ kind: otherVersion ? "parcel-unsupported" : "not-a-parcel" });
  }
  const last = /^---[^\n]*\n/m.exec(text);
  if (!last) return fail({ kind: cut ? "parcel-incomplete" : "parcel-unsupported" });

  const names = [...text.slice(0, last.index).matchAll(/^-> ([^ \n]+)/gm)].map(([, name]) => name);
  const [kind, ...others] = new Set(names.map((name) => stanzas[name ?? ""]));
  if (!kind || others.length > 0 || names.length > limits.recipients)
    return fail({ kind: "parcel-unsupported" });
  return ok({ bytes: last.index + last[0].length, kind, recipients: names.length });
}

/**
 * Opens a sealed file with our identity of its kind.
 *
 * The pieces that come back are authentic one by one, but the file may still turn out to be cut or
 * changed: then reading them throws `SealBroken`, and nothing that came before may be used.
 * Faults: `parcel-not-for-you` when no key of ours opens it, `parcel-damaged` when the header was
 * changed.
 */
export async function unseal(
  content: AsyncIterable<Uint8Array>,
  kind: AgeKind,
  identities: AgeIdentities,
): Promise<
  Result<
    AsyncIterable<Uint8Array>,
    { readonly kind: "parcel-not-for-you" } | { readonly kind: "parcel-damaged" }
  >
> {
  let forSomeoneElse = false;
  const decrypter = new Decrypter();
  decrypter.addIdentity(identities[kind]);
  // Identities are asked in turn, so this one is reached only when ours opened nothing.
  decrypter.addIdentity({
    unwrapFileKey: () => {
      forSomeoneElse = true;
      return null;
    },
  });
  const medium = watch(content);
  try {
    const stream = await decrypter.decrypt(streamOf(medium.content));
    return ok(brokenIfItFails(stream, medium.error));
  } catch {
    const trouble = medium.error();
    if (trouble) throw trouble.error;
    return fail({ kind: forSomeoneElse ? "parcel-not-for-you" : "parcel-damaged" });
  }
}

/** The seal does not hold: a chunk was changed, or the end is missing. */
export class SealBroken extends Error {
  constructor() {
    super("seal broken");
  }
}

/** Seals content to recipients of one kind; every one of them can open it alone. */
export async function seal(
  content: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return piecesOf(await encrypter.encrypt(streamOf(content)));
}

/** What kind of recipient a text is, checksum included; `null` when a parcel cannot be sealed to it. */
export function recipientKind(text: string): AgeKind | null {
  const kind = text.startsWith("age1pq1") ? "hybrid" : "classic";
  // Recipients of other kinds begin alike; a bech32 text has its last 1 before the data.
  if (kind === "classic" && text.lastIndexOf("1") !== 3) return null;
  try {
    new Encrypter().addRecipient(text);
    return kind;
  } catch {
    return null;
  }
}

/** How many bytes lie sealed in a file of this size; `null` if no sealed file has this size. */
export function unsealedBytes(fileBytes: number, header: AgeHeader): number | null {
  const sealed = fileBytes - header.bytes - nonceBytes;
  const chunks = Math.ceil(sealed / (chunkBytes + tagBytes));
  const rest = sealed - (chunks - 1) * (chunkBytes + tagBytes);
  // Only the chunk of an empty file is empty.
  const least = chunks === 1 ? tagBytes : tagBytes + 1;
  return chunks < 1 || rest < least ? null : sealed - chunks * tagBytes;
}

/** Remembers an error of the medium, so that it is not taken for one of the seal. */
function watch(content: AsyncIterable<Uint8Array>) {
  let trouble: { readonly error: unknown } | null = null;
  async function* watched() {
    try {
      yield* content;
    } catch (error) {
      trouble = { error };
      throw error;
    }
  }
  return { content: watched(), error: (): { readonly error: unknown } | null => trouble };
}

/** What fails while the seal is opened is the medium's or the seal's; the reader's own errors pass. */
async function* brokenIfItFails(
  stream: ReadableStream<Uint8Array>,
  mediumError: () => { readonly error: unknown } | null,
): AsyncGenerator<Uint8Array> {
  const pieces = piecesOf(stream);
  try {
    for (;;) {
      const piece = await pieces.next().catch(() => {
        const trouble = mediumError();
        throw trouble ? trouble.error : new SealBroken();
      });
      if (piece.done) return;
      yield piece.value;
    }
  } finally {
    await pieces.return(undefined);
  }
}

function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = content[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const piece = await pieces.next();
      if (piece.done) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: async () => {
      await pieces.return?.();
    },
  });
}

async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever stops early lets go of the file below. Of a stream that has failed there is none.
    await reader.cancel().catch(() => {});
  }
}
