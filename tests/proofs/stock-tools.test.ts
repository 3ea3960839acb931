// A parcel of classic keys is opened, verified and read by age, tar, sha256sum and ssh-keygen, without
// a line of ours: the commands of docs/parcel-format.md, section 11, really run.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Roster } from "../../shared/people/roster.ts";
import { linesOf, tell } from "../main/parcels/desk.ts";
import { send, smallTeam } from "../main/parcels/small-team.ts";
import { temporaryDir } from "../main/vault/small-world.ts";
import { lacks } from "./native.ts";
import { report } from "./report.ts";

const tools = ["age", "tar", "sha256sum", "ssh-keygen", "zcat", "sed"];
const golden = join(import.meta.dirname, "../fixtures/parcels");

/** What the person has: her key, and who may sign. */
interface Hands {
  readonly identity: string;
  readonly signers: readonly { readonly device: string; readonly key: string }[];
}

describe.skipIf(lacks("stock-tools", tools))("without Daftar", () => {
  test("a parcel made now is opened, verified and walked by plain tools", async () => {
    const team = await smallTeam();
    const { lead, researcher } = team;
    const interview = tell(researcher, { questions: 40 });
    const parcel = await send(team, [interview]);
    const hands = { identity: lead.vault.identities().classic, signers: [researcher.vault.self] };

    const dir = open(parcel, hands);
    expect(verify(dir, researcher.vault.self.device)).toEqual({ sums: 0, signature: 0 });
    const lines = zcat(dir);
    expect(lines).toEqual(linesOf(researcher, interview));
    expect(walk(dir)).toBe(lines.length);
    const manifest = readFileSync(join(dir, "p/manifest.json"), "utf8");
    expect(manifest).toContain(`"device":"${researcher.vault.self.device}"`);

    // The control: one byte of one event.
    const path = join(dir, "p/interviews.ndjson.gz");
    const changed = zcat(dir).join("\n").replace("درعا", "حمصا");
    writeFileSync(path, execFileSync("gzip", ["-c"], { input: `${changed}\n` }));
    expect(verify(dir, researcher.vault.self.device)).toEqual({ sums: 1, signature: 0 });
    expect(walk(dir)).toBeLessThan(lines.length);
    const sums = join(dir, "p/SHA256SUMS");
    writeFileSync(
      sums,
      execFileSync(
        "sh",
        ["-c", "sha256sum manifest.json interviews.ndjson.gz attachments/* | sort -k2"],
        { cwd: join(dir, "p") },
      ),
    );
    expect(verify(dir, researcher.vault.self.device)).toMatchObject({ sums: 0 });
    expect(verify(dir, researcher.vault.self.device).signature).not.toBe(0);
    report({
      proof: "stock-tools",
      counts: { parcels: 2, tools: tools.length, events: lines.length },
    });
  });

  test("the oldest parcel there is opens with them too", () => {
    const kept = JSON.parse(readFileSync(join(golden, "classic.json"), "utf8")) as {
      identities: { classic: string };
      roster: unknown;
      events: { readonly [interview: string]: readonly string[] };
    };
    const { members } = Roster.parse(kept.roster);
    const dir = open(join(golden, "classic.daftar"), {
      identity: kept.identities.classic,
      signers: members,
    });
    const signer =
      /"device":"([^"]+)"/.exec(readFileSync(join(dir, "p/manifest.json"), "utf8"))?.[1] ?? "";
    expect(verify(dir, signer)).toEqual({ sums: 0, signature: 0 });
    expect(zcat(dir)).toHaveLength(Object.values(kept.events).flat().length);
  });

  test("somebody else's key opens nothing", async () => {
    const team = await smallTeam();
    const parcel = await send(team, [tell(team.researcher)]);
    const identity = team.researcher.vault.identities().classic;
    expect(() => open(parcel, { identity, signers: [] })).toThrow();
  });
});

/** `age -d -i key.txt -o p.tar …; mkdir p; tar -xf p.tar -C p` */
function open(parcel: string, { identity, signers }: Hands): string {
  const dir = temporaryDir();
  writeFileSync(join(dir, "key.txt"), `${identity}\n`);
  const allowed = signers.map(({ device, key }) => `${device} namespaces="parcel@daftar" ${key}\n`);
  writeFileSync(join(dir, "allowed_signers"), allowed.join(""));
  const quiet = { cwd: dir, stdio: "pipe" } as const;
  execFileSync("age", ["-d", "-i", "key.txt", "-o", "p.tar", parcel], quiet);
  mkdirSync(join(dir, "p"));
  execFileSync("tar", ["-xf", "p.tar", "-C", "p"], quiet);
  return dir;
}

/** Exit codes of `sha256sum -c SHA256SUMS` and of `ssh-keygen -Y verify`. */
function verify(dir: string, device: string): { sums: number | null; signature: number | null } {
  const cwd = join(dir, "p");
  const sums = spawnSync("sha256sum", ["-c", "--strict", "--quiet", "SHA256SUMS"], { cwd });
  const who = ["-f", "../allowed_signers", "-I", device];
  const what = ["-n", "parcel@daftar", "-s", "SHA256SUMS.sig"];
  const input = readFileSync(join(cwd, "SHA256SUMS"));
  const signature = spawnSync("ssh-keygen", ["-Y", "verify", ...who, ...what], { cwd, input });
  return { sums: sums.status, signature: signature.status };
}

/** `zcat interviews.ndjson.gz`: one event per line. */
function zcat(dir: string): string[] {
  const file = join(dir, "p/interviews.ndjson.gz");
  return execFileSync("zcat", [file], { encoding: "utf8", maxBuffer: 2 ** 28 })
    .trimEnd()
    .split("\n");
}

/** How many links of the first chain hold, each by `zcat … | sed -n Np | tr -d '\n' | sha256sum`. */
function walk(dir: string): number {
  const lines = zcat(dir);
  for (let n = 1; n < lines.length; n++) {
    const command = `zcat interviews.ndjson.gz | sed -n ${n}p | tr -d '\\n' | sha256sum`;
    const hash = execFileSync("sh", ["-c", command], { cwd: join(dir, "p"), encoding: "utf8" });
    if (!lines[n]?.includes(`"prev":"${hash.slice(0, 64)}"`)) return n;
  }
  return lines.length;
}
