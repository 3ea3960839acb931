import type { Operation } from "../power-cut/disks.ts";

/**
 * Every file a program wrote, under the last name it had, with everything that was ever written to
 * it: the bytes as they stood at the end, and after them each piece that was overwritten or cut off.
 * Files that were removed are there too.
 */
export function writtenFiles(operations: readonly Operation[]): ReadonlyMap<string, Buffer> {
  const files = new Map<string, { name: string; pieces: Operation[] }>();
  const current = new Map<bigint, string>();
  let made = 0;
  for (const operation of operations) {
    const { op, ino, name } = operation;
    if (op === "C") {
      const id = `${ino} ${made++}`;
      current.set(ino, id);
      files.set(id, { name, pieces: [] });
    } else if (op === "R") {
      for (const file of files.values())
        if (file.name === name) file.name = operation.data.toString("utf8");
    } else if (op === "W") {
      const id = current.get(ino) ?? `${ino} before`;
      const file = files.get(id) ?? { name: `inode ${ino}`, pieces: [] };
      files.set(id, file);
      file.pieces.push(operation);
    }
  }
  const written = new Map<string, Buffer>();
  for (const { name, pieces } of files.values()) {
    const bytes = Buffer.concat([asItStands(pieces), ...pieces.map(({ data }) => data)]);
    const earlier = written.get(name);
    written.set(name, earlier ? Buffer.concat([earlier, bytes]) : bytes);
  }
  return written;
}

/** Every name that a file of this program ever had, below the root. */
export function namesGiven(operations: readonly Operation[]): ReadonlySet<string> {
  const given = operations.flatMap(({ op, name, data }) =>
    op === "C" ? [name] : op === "R" ? [data.toString("utf8")] : [],
  );
  return new Set(given.map((name) => `/${name}`));
}

/** Laid over each other, so that a word which was written in two pieces is seen whole. */
function asItStands(pieces: readonly Operation[]): Buffer {
  const size = Math.max(0, ...pieces.map(({ offset, data }) => offset + data.length));
  const bytes = Buffer.alloc(size);
  for (const { offset, data } of pieces) data.copy(bytes, offset);
  return bytes;
}
