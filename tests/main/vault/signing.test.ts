import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  readPublicDevice,
  type SigningDevice,
  signingDevice,
  verifySignature,
} from "../../../main/vault/signing.ts";

const folder = mkdtempSync(join(tmpdir(), "daftar-signing-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hasKeygen = (() => {
  try {
    execFileSync("ssh-keygen", ["-?"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
})();
/** Skipped loudly; the release gate allows no skip. */
const withKeygen = test.skipIf(!hasKeygen);
if (!hasKeygen) console.warn("skipped: ssh-keygen is missing (apt-get install openssh-client)");

/** A key of ssh-keygen's own making, and the seed inside it. */
function keyFromKeygen(): { path: string; seed: Buffer; publicLine: string } {
  const path = join(folder, `key-${Math.random().toString(36).slice(2)}`);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path]);
  const publicLine = readFileSync(`${path}.pub`, "utf8").trim();
  const raw = Buffer.from(readFileSync(path, "utf8").replace(/-----.*-----|\n/g, ""), "base64");
  const publicKey = Buffer.from(publicLine.split(" ")[1] as string, "base64").subarray(-32);
  // The private half is written as seed and public key together, once.
  const at = raw.lastIndexOf(publicKey) - 32;
  return { path, seed: raw.subarray(at, at + 32), publicLine };
}

const device = signingDevice(Buffer.alloc(32, 7));
const text = Buffer.from("أُخذ من البيت ليلاً\n");

withKeygen("a device signs to the byte as ssh-keygen does", () => {
  const { path, seed } = keyFromKeygen();
  const file = join(folder, "text");
  writeFileSync(file, text);
  execFileSync("ssh-keygen", ["-q", "-Y", "sign", "-f", path, "-n", "parcel@daftar", file]);
  expect(signingDevice(seed).sign("parcel@daftar", text)).toBe(readFileSync(`${file}.sig`, "utf8"));
});

withKeygen("a device is called by the fingerprint that ssh-keygen prints", () => {
  const { path, seed, publicLine } = keyFromKeygen();
  const printed = execFileSync("ssh-keygen", ["-lf", `${path}.pub`], { encoding: "utf8" });
  expect(signingDevice(seed).id).toBe(printed.split(" ")[1]);
  expect(signingDevice(seed).line).toBe(publicLine);
});

withKeygen("ssh-keygen accepts what a device signed, and nothing else", () => {
  const signers = join(folder, "allowed_signers");
  const signature = join(folder, "text.sig");
  writeFileSync(signers, `${device.id} namespaces="parcel@daftar" ${device.line}\n`);
  const verify = (namespace: string, input: Buffer) =>
    execFileSync(
      "ssh-keygen",
      ["-Y", "verify", "-f", signers, "-I", device.id, "-n", namespace, "-s", signature],
      { input, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] },
    );
  writeFileSync(signature, device.sign("parcel@daftar", text));
  expect(verify("parcel@daftar", text)).toContain("Good");
  expect(() => verify("parcel@daftar", Buffer.from("other"))).toThrow();
  writeFileSync(signature, device.sign("card@daftar", text));
  expect(() => verify("card@daftar", text)).toThrow();
});

test("a signature tells which device made it", () => {
  const told = verifySignature(device.sign("parcel@daftar", text), "parcel@daftar", text);
  expect(told).toEqual({ ok: true, value: { id: device.id, line: device.line } });
});

test("a signature for one purpose is worth nothing for another", () => {
  expect(verifySignature(device.sign("card@daftar", text), "parcel@daftar", text).ok).toBe(false);
});

test("a signature does not fit a text that differs in one byte", () => {
  const other = Buffer.from(text);
  other[3] = (other[3] as number) ^ 1;
  const signature = device.sign("parcel@daftar", text);
  expect(verifySignature(signature, "parcel@daftar", other).ok).toBe(false);
});

test("no signature survives the change of any of its characters", () => {
  const signature = device.sign("parcel@daftar", text);
  for (let at = 0; at < signature.length; at++) {
    const changed = `${signature.slice(0, at)}${signature[at] === "B" ? "C" : "B"}${signature.slice(at + 1)}`;
    expect(verifySignature(changed, "parcel@daftar", text).ok).toBe(false);
    expect(verifySignature(signature.slice(0, at), "parcel@daftar", text).ok).toBe(false);
  }
});

test.each([
  ["a line feed too many", (s: string) => `${s}\n`],
  ["other line feeds", (s: string) => s.replaceAll("\n", "\r\n")],
  ["lines of another length", (s: string) => s.replace(/(?<=[^-])\n(?=[^-])/, "")],
  ["text before it", (s: string) => ` ${s}`],
])("a signature written with %s is refused, although its bytes are the same", (_, change) => {
  const changed = change(device.sign("parcel@daftar", text));
  expect(verifySignature(changed, "parcel@daftar", text).ok).toBe(false);
});

test("a key of small order, which fits every message, is refused", () => {
  const forged = forgeWithSmallOrderKey(device);
  expect(verifySignature(forged, "parcel@daftar", text).ok).toBe(false);
  const blob = Buffer.from(device.line.slice(12), "base64");
  Buffer.concat([Buffer.from([1]), Buffer.alloc(31)]).copy(blob, blob.length - 32);
  expect(readPublicDevice(`ssh-ed25519 ${blob.toString("base64")}`)).toBeNull();
});

test("a public key line is read only as we write it", () => {
  expect(readPublicDevice(device.line)).toEqual({ id: device.id, line: device.line });
  for (const line of [`${device.line} name`, device.line.slice(0, -1), "ssh-rsa AAAA", ""])
    expect(readPublicDevice(line)).toBeNull();
});

test("a device gives away no seed when it is printed", () => {
  const printed = JSON.stringify(device) + String(device.sign);
  expect(printed).not.toContain(Buffer.alloc(32, 7).toString("base64"));
});

/** The neutral point as a key: with R neutral too and S = 0, the equation holds for every message. */
function forgeWithSmallOrderKey(signer: SigningDevice): string {
  const key = Buffer.from(signer.line.split(" ")[1] as string, "base64").subarray(-32);
  const armored = signer.sign("parcel@daftar", text);
  const blob = Buffer.from(armored.replace(/-----.*-----|\n/g, ""), "base64");
  const neutral = Buffer.concat([Buffer.from([1]), Buffer.alloc(31)]);
  neutral.copy(blob, blob.indexOf(key));
  Buffer.concat([neutral, Buffer.alloc(32)]).copy(blob, blob.length - 64);
  const lines = blob.toString("base64").replace(/(.{70})(?=.)/g, "$1\n");
  return `-----BEGIN SSH SIGNATURE-----\n${lines}\n-----END SSH SIGNATURE-----\n`;
}
