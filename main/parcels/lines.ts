const nothing = Buffer.alloc(0);

/**
 * Cuts a stream of bytes into lines, without their line feeds.
 *
 * Give it pieces with `push`; `rest` is what follows the last line feed. A line that grows beyond
 * `longest` bytes makes `push` throw `LineTooLong`, before more of it is kept.
 */
export class Lines {
  readonly #longest: number;
  #rest: Buffer = nothing;

  constructor(longest: number) {
    this.#longest = longest;
  }

  get rest(): number {
    return this.#rest.length;
  }

  *push(piece: Buffer): Generator<Buffer> {
    let start = 0;
    for (;;) {
      const end = piece.indexOf(0x0a, start);
      const part = piece.subarray(start, end === -1 ? piece.length : end);
      if (this.#rest.length + part.length > this.#longest) throw new LineTooLong();
      const line = this.#rest.length === 0 ? part : Buffer.concat([this.#rest, part]);
      if (end === -1) {
        this.#rest = line;
        return;
      }
      this.#rest = nothing;
      yield line;
      start = end + 1;
    }
  }
}

export class LineTooLong extends Error {}
