import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import { expect, test } from "vitest";
import {
  readAgeHeader,
  recipientKind,
  SealBroken,
  seal,
  unseal,
  unsealedBytes,
} from "../../../main/parcels/age.ts";
import { temporaryDir } from "../vault/small-world.ts";
import { collect } from "./forge.ts";

async function keys() {
  const identities = {
    classic: await generateX25519Identity(),
    hybrid: await generateHybridIdentity(),
  };
  const classic = await identityToRecipient(identities.classic);
  const hybrid = await identityToRecipient(identities.hybrid);
  return { identities, recipients: { classic, hybrid } };
}

async function* pieces(bytes: Buffer, each = 10_000) {
  for (let at = 0; at < bytes.length; at += each) yield bytes.subarray(at, at + each);
}

const sealAll = async (bytes: Buffer, recipients: readonly string[]) =>
  await collect(await seal(pieces(bytes), recipients));

test.each(["classic", "hybrid"] as const)(
  "what is sealed is opened by each of its recipients (%s)",
  async (kind) => {
    const [one, other, nobody] = [await keys(), await keys(), await keys()];
    for (const bytes of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
      const plain = Buffer.alloc(bytes, "شهادة");
      const sealed = await sealAll(plain, [one.recipients[kind], other.recipients[kind]]);
      const header = readAgeHeader(sealed.subarray(0, 65_536));
      expect(header).toMatchObject({ ok: true, value: { kind, recipients: 2 } });
      if (header.ok) expect(unsealedBytes(sealed.length, header.value)).toBe(bytes);
      for (const { identities } of [one, other]) {
        const opened = await unseal(pieces(sealed), kind, identities);
        if (!opened.ok) throw new Error(opened.fault.kind);
        expect((await collect(opened.value)).equals(plain)).toBe(true);
      }
      const closed = await unseal(pieces(sealed), kind, nobody.identities);
      expect(closed).toEqual({ ok: false, fault: { kind: "parcel-not-for-you" } });
    }
  },
);

test("a seal that is cut or changed is noticed, at the latest at its end", async () => {
  const { identities, recipients } = await keys();
  const sealed = await sealAll(Buffer.alloc(150_000, "x"), [recipients.classic]);
  const open = async (bytes: Buffer) => {
    const opened = await unseal(pieces(bytes), "classic", identities);
    return opened.ok ? await collect(opened.value) : opened.fault.kind;
  };
  await expect(open(sealed.subarray(0, -1))).rejects.toThrow(SealBroken);
  const changed = Buffer.from(sealed);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  await expect(open(changed)).rejects.toThrow(SealBroken);
  expect((await open(sealed)).length).toBe(150_000);
});

test("an error of the medium is not taken for one of the seal", async () => {
  const { identities, recipients } = await keys();
  const sealed = await sealAll(Buffer.alloc(150_000, "x"), [recipients.classic]);
  async function* failing(after: number) {
    yield sealed.subarray(0, after);
    throw Object.assign(new Error("pulled out"), { code: "EIO" });
  }
  const open = async (after: number) => {
    const opened = await unseal(failing(after), "classic", identities);
    return opened.ok ? await collect(opened.value) : opened.fault.kind;
  };
  for (const after of [0, 50, 1000, 100_000, sealed.length])
    await expect(open(after)).rejects.toThrow("pulled out");
});

test("only recipients that a parcel can be sealed to are taken for some, checksum included", async () => {
  const { recipients } = await keys();
  expect(recipientKind(recipients.classic)).toBe("classic");
  expect(recipientKind(recipients.hybrid)).toBe("hybrid");
  for (const text of [
    recipients.classic.replace(/.$/, (last) => (last === "q" ? "p" : "q")),
    `${recipients.hybrid}q`,
    recipients.classic.toUpperCase(),
    "age1",
    "",
    "age1tag1qw",
    "ssh-ed25519 AAAA",
    ` ${recipients.classic}`,
  ])
    expect(recipientKind(text)).toBeNull();
});

test("age on the command line opens what we sealed, and we open what it sealed", async () => {
  const dir = temporaryDir();
  const { identities, recipients } = await keys();
  const plain = Buffer.from("شهادة محفوظة\n".repeat(9000));
  writeFileSync(join(dir, "key.txt"), `${identities.classic}\n`);
  writeFileSync(join(dir, "ours.age"), await sealAll(plain, [recipients.classic]));
  expect(execFileSync("age", ["-d", "-i", join(dir, "key.txt"), join(dir, "ours.age")])).toEqual(
    plain,
  );

  const theirs = execFileSync("age", ["-r", recipients.classic], { input: plain });
  const opened = await unseal(pieces(theirs), "classic", identities);
  if (!opened.ok) throw new Error(opened.fault.kind);
  expect((await collect(opened.value)).equals(plain)).toBe(true);
});
