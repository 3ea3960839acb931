// The public age test vectors: the library we ship says of every one what it has to say, and our own
// reader opens those that a parcel could be and no other.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { armor, Decrypter, generateHybridIdentity, generateX25519Identity } from "age-encryption";
import { expect, test } from "vitest";
import { type AgeIdentities, readAgeHeader, unseal } from "../../main/parcels/age.ts";
import { report } from "./report.ts";

interface Vector {
  readonly expect: string;
  readonly identities: readonly string[];
  readonly passphrases: readonly string[];
  readonly payload: string | null;
  readonly armored: boolean;
  readonly file: Buffer;
}

const path = join(import.meta.dirname, "../fixtures/age/vectors.json");
const all = JSON.parse(readFileSync(path, "utf8")) as { readonly [name: string]: string };
const vectors = new Map(Object.entries(all).map(([name, text]) => [name, readVector(text)]));

/** Nobody's, so that every vector can be met with an identity of either kind. */
const nobody: AgeIdentities = {
  classic: await generateX25519Identity(),
  hybrid: await generateHybridIdentity(),
};

test("the library opens every vector that has to open, and none of the others", {
  timeout: 300_000,
}, async () => {
  expect(vectors.size).toBe(143);
  const wrong: string[] = [];
  for (const [name, vector] of vectors)
    if (!(await meets(vector, vector.expect === "success"))) wrong.push(name);
  expect(wrong).toEqual([]);
  report({ proof: "age-vectors", counts: { vectors: vectors.size, wrong: wrong.length } });
});

test("control: a vector whose expectation is turned round is noticed", async () => {
  const opens = vectors.get("x25519");
  const fails = vectors.get("stream_no_final");
  if (!opens || !fails) throw new Error("the vectors are not what they were");
  expect(await meets(opens, false)).toBe(false);
  expect(await meets(fails, true)).toBe(false);
});

test("a parcel is opened where it has one kind of recipient and we are one; all else is refused", async () => {
  const opened: string[] = [];
  const expected: string[] = [];
  for (const [name, vector] of vectors) {
    if (await openAsParcel(vector)) opened.push(name);
    if (mayBeAParcel(name, vector)) expected.push(name);
  }
  expect(opened).toEqual(expected);
  expect(opened.length).toBeGreaterThan(10);
});

/** What age itself allows and a parcel does not: armor, passphrases, two kinds, unknown kinds. */
function mayBeAParcel(name: string, vector: Vector): boolean {
  const plain = !vector.armored && vector.passphrases.length === 0;
  return vector.expect === "success" && plain && !/grease|hybrid_and_x25519|stanza_/.test(name);
}

async function openAsParcel({ file, identities, payload }: Vector): Promise<boolean> {
  const header = readAgeHeader(file.subarray(0, 64 * 1024));
  if (!header.ok) return false;
  const ours = identities.find(
    (identity) => identity.includes("-PQ-") === (header.value.kind === "hybrid"),
  );
  const keys = { ...nobody, ...(ours ? { [header.value.kind]: ours } : {}) };
  async function* content() {
    yield file;
  }
  const sealed = await unseal(content(), header.value.kind, keys);
  if (!sealed.ok) return false;
  const hash = createHash("sha256");
  try {
    for await (const piece of sealed.value) hash.update(piece);
  } catch {
    return false;
  }
  return hash.digest("hex") === payload;
}

async function meets(vector: Vector, opens: boolean): Promise<boolean> {
  const plain = await open(vector);
  if (!opens) return plain === null;
  return plain !== null && createHash("sha256").update(plain).digest("hex") === vector.payload;
}

/** The whole plaintext, or `null`: nothing is released of a file that fails. */
async function open({
  file,
  identities,
  passphrases,
  armored,
}: Vector): Promise<Uint8Array | null> {
  try {
    const decrypter = new Decrypter();
    for (const identity of identities) decrypter.addIdentity(identity);
    for (const passphrase of passphrases) decrypter.addPassphrase(passphrase);
    return await decrypter.decrypt(armored ? armor.decode(file.toString("latin1")) : file);
  } catch {
    return null;
  }
}

function readVector(base64: string): Vector {
  const bytes = Buffer.from(base64, "base64");
  const end = bytes.indexOf("\n\n");
  const fields = bytes
    .toString("utf8", 0, end)
    .split("\n")
    .map((line) => line.split(": ", 2));
  const every = (name: string) =>
    fields.filter(([key]) => key === name).map(([, value]) => value ?? "");
  const body = bytes.subarray(end + 2);
  return {
    expect: every("expect")[0] ?? "",
    identities: every("identity"),
    passphrases: every("passphrase"),
    payload: every("payload")[0] ?? null,
    armored: every("armored").includes("yes"),
    file: every("compressed").includes("zlib") ? inflateSync(body) : body,
  };
}
