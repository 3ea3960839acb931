// From a log of record.so to the disks a power cut could have left.
//
// The model is harsher than most hardware:
//   - bytes are durable only after fsync of their file; names only after fsync of their folder
//   - bytes not yet synced are lost, whole or torn into 512-byte sectors (see Model)
//   - names not yet synced survive as a prefix of what was done (file systems journal them in order)

export type Model =
  /** Each un-synced write: 40 % lost, 30 % whole, 30 % a random half of its sectors. */
  | "torn"
  /** Un-synced writes arrive in order up to one of them, which is torn. */
  | "prefix"
  /** Nothing un-synced arrives. */
  | "lost";

export const models: readonly Model[] = ["torn", "prefix", "lost"];

/** What is there when the power comes back, and what had been promised before it went. */
export interface Disk {
  /** Path below the recorded folder → bytes. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly folders: readonly string[];
  /** Lines that the program had written to its `.ack` file. */
  readonly promised: readonly string[];
  /** Place of the cut in the log. */
  readonly at: number;
}

/** One thing a program did to its disk. `name` is a path, or the folder that was synced. */
export interface Operation {
  readonly op: string;
  readonly ino: bigint;
  readonly offset: number;
  readonly name: string;
  readonly data: Buffer;
}

interface File {
  durable: Buffer;
  pending: Operation[];
}
type Names = Map<string, File | "folder">;
interface PendingName {
  readonly op: Operation;
  readonly file: File | undefined;
}

const headerBytes = 1 + 8 + 8 + 2 + 4;

export function readLog(log: Buffer): readonly Operation[] {
  const operations: Operation[] = [];
  for (let i = 0; i + headerBytes <= log.length; ) {
    const nameLength = log.readUInt16LE(i + 17);
    const from = i + headerBytes;
    const to = from + nameLength + log.readUInt32LE(i + 19);
    // The recorder itself was killed inside a record.
    if (to > log.length) break;
    operations.push({
      op: String.fromCharCode(log.readUInt8(i)),
      ino: log.readBigUInt64LE(i + 1),
      offset: Number(log.readBigUInt64LE(i + 9)),
      name: log.toString("utf8", from, from + nameLength),
      data: log.subarray(from + nameLength, to),
    });
    i = to;
  }
  return operations;
}

/** A small seeded generator (mulberry32): the seed printed with a failure brings it back. */
export function chance(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Yields `cuts` disks, cut at random places of the log. The same seed yields the same disks. */
export function* disks(
  operations: readonly Operation[],
  cuts: number,
  seed: number,
  model: Model,
): Generator<Disk> {
  const draw = chance(seed);
  const places = Array.from({ length: cuts }, () => Math.floor(draw() * operations.length)).sort(
    (a, b) => a - b,
  );
  const byIno = new Map<bigint, File>();
  const durable: Names = new Map();
  let pending: PendingName[] = [];
  const promised: string[] = [];
  let next = 0;

  for (const [i, op] of operations.entries()) {
    const file = byIno.get(op.ino);
    if (op.op === "A") promised.push(...op.data.toString("utf8").split("\n").filter(Boolean));
    else if (op.op === "C") {
      // A fresh file, also when the number of an old one is used again.
      const created: File = { durable: Buffer.alloc(0), pending: [] };
      byIno.set(op.ino, created);
      pending.push({ op, file: created });
    } else if ("RUM".includes(op.op)) pending.push({ op, file: undefined });
    else if (op.op === "D") {
      for (const name of pending.filter(({ op: one }) => folderOf(one) === op.name))
        applyName(durable, name);
      pending = pending.filter(({ op: one }) => folderOf(one) !== op.name);
    } else if (file && op.op === "S") {
      for (const change of file.pending) file.durable = apply(file.durable, change);
      file.pending = [];
    } else if (file) file.pending.push(op);

    for (; places[next] === i; next++) {
      const names: Names = new Map(durable);
      const kept = model === "lost" ? 0 : Math.floor(draw() * (pending.length + 1));
      for (const name of pending.slice(0, kept)) applyName(names, name);
      yield { ...build(names, model, draw), promised: promised.slice(), at: i };
    }
  }
}

function build(names: Names, model: Model, draw: () => number): Pick<Disk, "files" | "folders"> {
  const reachable = [...names].filter(([name]) => hasFolders(names, name));
  const folders = reachable.filter(([, node]) => node === "folder").map(([name]) => name);
  const files = new Map<string, Buffer>();
  for (const [name, node] of reachable)
    if (node !== "folder") files.set(name, survivor(node, model, draw));
  return { files, folders };
}

/** A file whose folder did not survive is nowhere. */
function hasFolders(names: Names, name: string): boolean {
  const above = parent(name);
  return above === "" || (names.get(above) === "folder" && hasFolders(names, above));
}

function parent(name: string): string {
  return name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : "";
}

/** The folder whose fsync makes a name durable: for a renaming, that of the new name. */
function folderOf(op: Operation): string {
  return parent(op.op === "R" ? op.data.toString("utf8") : op.name);
}

function applyName(names: Names, { op, file }: PendingName): void {
  if (op.op === "C" && file) names.set(op.name, file);
  if (op.op === "M") names.set(op.name, "folder");
  if (op.op === "U") names.delete(op.name);
  if (op.op === "R") {
    const moved = names.get(op.name);
    if (moved) names.set(op.data.toString("utf8"), moved);
    names.delete(op.name);
  }
}

function survivor(file: File, model: Model, draw: () => number): Buffer {
  let bytes: Buffer = Buffer.from(file.durable);
  if (model === "lost") return bytes;
  const last = Math.floor(draw() * (file.pending.length + 1));
  for (const [i, op] of file.pending.entries()) {
    if (model === "prefix") {
      if (i < last) bytes = apply(bytes, op);
      else if (i === last && op.op === "W") bytes = tear(bytes, op, draw);
      continue;
    }
    const luck = draw();
    if (luck < 0.4) continue;
    bytes = luck < 0.7 || op.op === "T" ? apply(bytes, op) : tear(bytes, op, draw);
  }
  return bytes;
}

function apply(bytes: Buffer, op: Operation, from = 0, to = op.data.length): Buffer {
  if (op.op === "T")
    return op.offset <= bytes.length ? bytes.subarray(0, op.offset) : grown(bytes, op.offset);
  const out = grown(bytes, op.offset + to);
  op.data.copy(out, op.offset + from, from, to);
  return out;
}

function tear(bytes: Buffer, op: Operation, draw: () => number): Buffer {
  const sectors = Array.from({ length: Math.ceil(op.data.length / 512) }, (_, i) => i * 512);
  const arrived = sectors.filter(() => draw() < 0.5);
  if (arrived.length === 0) return bytes;
  const end = (at: number) => Math.min(at + 512, op.data.length);
  const out = grown(bytes, op.offset + end(arrived.at(-1) ?? 0));
  for (const at of arrived) op.data.copy(out, op.offset + at, at, end(at));
  return out;
}

function grown(bytes: Buffer, size: number): Buffer {
  return size <= bytes.length ? bytes : Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);
}
