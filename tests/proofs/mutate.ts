/** Changes a text somewhere; what is no longer UTF-8 then is read as it can be. */
export function mutateText(text: string, draw: () => number): string {
  return mutate(Buffer.from(text), draw).toString("utf8");
}

/**
 * One to three changes of bytes: a bit, a byte, a piece left out, doubled, moved, cut off or put
 * in. Never gives back what it was given.
 */
export function mutate(bytes: Buffer, draw: () => number): Buffer {
  let out: Buffer = Buffer.from(bytes);
  const changes = 1 + Math.floor(draw() * 3);
  for (let i = 0; i < changes && out.length > 0; i++) {
    const at = Math.floor(draw() * out.length);
    const length = 1 + Math.floor(draw() * Math.min(64, out.length - at));
    const [before, piece, after] = [
      out.subarray(0, at),
      out.subarray(at, at + length),
      out.subarray(at + length),
    ];
    const ways: readonly (() => Buffer)[] = [
      () =>
        Buffer.concat([
          before,
          Buffer.from([(piece[0] ?? 0) ^ (1 << Math.floor(draw() * 8))]),
          out.subarray(at + 1),
        ]),
      () => Buffer.concat([before, Buffer.from([Math.floor(draw() * 256)]), out.subarray(at + 1)]),
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, piece, piece, after]),
      () => Buffer.concat([piece, before, after]),
      () => Buffer.from(before),
      () => Buffer.concat([before, Buffer.from([0, 255, 10, 34]), piece, after]),
    ];
    out = ways[Math.floor(draw() * ways.length)]?.() ?? out;
  }
  return out.equals(bytes) ? Buffer.concat([out, Buffer.from("x")]) : out;
}
