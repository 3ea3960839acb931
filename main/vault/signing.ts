import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { DeviceId } from "../../shared/contract/define.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

/** What a signature is for. One made for one purpose is worth nothing for another. */
export type Namespace = "parcel@daftar" | "card@daftar";

/** The public half of a device, in the two ways in which ssh-keygen shows it. */
export interface PublicDevice {
  /** Fingerprint as `ssh-keygen -lf` prints it: `SHA256:` and 43 characters. */
  readonly id: DeviceId;
  /** One line as in a `.pub` file, without a comment: `ssh-ed25519 AAAA…`. */
  readonly line: string;
}

/** A device that can sign. The seed stays inside; it prints as `[secret]`. */
export interface SigningDevice extends PublicDevice {
  /** An armored SSHSIG over these bytes, as `ssh-keygen -Y sign` would write it. */
  readonly sign: (namespace: Namespace, bytes: Uint8Array) => string;
}

/** Makes the signing half of a device from its seed of 32 random bytes, which stays the caller's. */
export function signingDevice(seed: Uint8Array): SigningDevice {
  if (seed.length !== 32) throw new RangeError("a seed has 32 bytes");
  const der = Buffer.concat([pkcs8Start, seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const publicKey = spki.subarray(spkiStart.length);
  return {
    ...publicDevice(publicKey),
    sign: (namespace, bytes) =>
      armor(publicKey, namespace, sign(null, signedBytes(namespace, bytes), privateKey)),
  };
}

/** Reads a line `ssh-ed25519 AAAA…`; gives `null` unless it is written exactly as we write it. */
export function readPublicDevice(line: string): PublicDevice | null {
  const blob = Buffer.from(line.slice(keyType.length + 1), "base64");
  if (blob.length !== keyBlobBytes || smallOrder.has(blob.toString("hex", keyBlobBytes - 32)))
    return null;
  const device = publicDevice(blob.subarray(-32));
  return device.line === line ? device : null;
}

/**
 * Tells which device signed these bytes.
 *
 * Strict: the armor, the namespace, the hash, the lengths and the key type must be what `sign` would
 * have written, to the byte. Whether the device is known is for the caller to say.
 * Fault: `signature-wrong`, for every way in which it can be.
 * Source: OpenSSH, PROTOCOL.sshsig, version 1; RFC 8032 for Ed25519.
 */
export function verifySignature(
  armored: string,
  namespace: Namespace,
  bytes: Uint8Array,
): Result<PublicDevice, { readonly kind: "signature-wrong" }> {
  const wrong = fail({ kind: "signature-wrong" });
  const blob = Buffer.from(armored.slice(armorStart.length, -armorEnd.length), "base64");
  if (blob.length !== signatureBlobBytes(namespace)) return wrong;
  const publicKey = blob.subarray(keyAt, keyAt + 32);
  const signature = blob.subarray(-64);
  // Whatever else the text may hold, only one text holds this key and this signature.
  if (armor(publicKey, namespace, signature) !== armored) return wrong;
  if (smallOrder.has(publicKey.toString("hex"))) return wrong;
  const key = createPublicKey({
    key: Buffer.concat([spkiStart, publicKey]),
    format: "der",
    type: "spki",
  });
  return verify(null, signedBytes(namespace, bytes), key, signature)
    ? ok(publicDevice(publicKey))
    : wrong;
}

const keyType = "ssh-ed25519";
const pkcs8Start = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiStart = Buffer.from("302a300506032b6570032100", "hex");
const keyBlobBytes = 4 + keyType.length + 4 + 32;
const magic = Buffer.from("SSHSIG");
/** The key within a signature's bytes: after the magic, the version and two lengths. */
const keyAt = magic.length + 4 + 4 + keyBlobBytes - 32;
const armorStart = "-----BEGIN SSH SIGNATURE-----\n";
const armorEnd = "-----END SSH SIGNATURE-----\n";

/**
 * The points of small order, in every way in which they can be written. With one of them as a key,
 * a single signature fits every message. Node's OpenSSL refuses them by itself; we do not lean on
 * it, because the packaged app verifies with BoringSSL. Source: the list that libsodium refuses.
 */
const smallOrder = new Set([
  "0100000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]);

function publicDevice(publicKey: Uint8Array): PublicDevice {
  const blob = keyBlob(publicKey);
  const digest = createHash("sha256").update(blob).digest("base64").replace(/=+$/, "");
  return { id: `SHA256:${digest}` as DeviceId, line: `${keyType} ${blob.toString("base64")}` };
}

function keyBlob(publicKey: Uint8Array): Buffer {
  return Buffer.concat([field(keyType), field(publicKey)]);
}

/** What Ed25519 signs: not the bytes themselves, but their hash among the names of their purpose. */
function signedBytes(namespace: Namespace, bytes: Uint8Array): Buffer {
  const hash = createHash("sha512").update(bytes).digest();
  return Buffer.concat([magic, field(namespace), field(""), field("sha512"), field(hash)]);
}

function armor(publicKey: Uint8Array, namespace: Namespace, signature: Uint8Array): string {
  const blob = Buffer.concat([
    magic,
    number(1),
    field(keyBlob(publicKey)),
    field(namespace),
    field(""),
    field("sha512"),
    field(Buffer.concat([field(keyType), field(signature)])),
  ]);
  const lines = blob.toString("base64").replace(/(.{70})(?=.)/g, "$1\n");
  return `${armorStart}${lines}\n${armorEnd}`;
}

function signatureBlobBytes(namespace: Namespace): number {
  const lengths = [keyBlobBytes, namespace.length, 0, "sha512".length, 4 + keyType.length + 4 + 64];
  return magic.length + 4 + lengths.reduce((sum, length) => sum + 4 + length, 0);
}

function field(content: string | Uint8Array): Buffer {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
