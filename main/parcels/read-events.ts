import { isUtf8 } from "node:buffer";
import { hash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import {
  type EventLine,
  type FileContent,
  followFile,
  readEventLine,
} from "../../shared/parcels/event-line.ts";
import { limits } from "../../shared/parcels/limits.ts";
import type { CarriedInterview, InterviewsManifest } from "../../shared/parcels/manifest.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { World } from "../vault/world.ts";
import { Lines, LineTooLong } from "./lines.ts";
import { Staging } from "./staging.ts";
import type { Unpacked } from "./unpack.ts";
import { eventsName } from "./ustar.ts";

/** One verified chain: where its lines lie among the checked ones. */
export interface ReadChain {
  readonly carried: CarriedInterview;
  readonly offset: number;
  readonly bytes: number;
}

/** All events of a parcel, each one checked. */
export interface ReadEvents {
  readonly chains: readonly ReadChain[];
  readonly lines: Staging;
  /** What these interviews have besides answers, by the hash of its content. */
  readonly files: ReadonlyMap<string, FileContent>;
}

export type EventsFault = {
  readonly kind: "parcel-malformed" | "parcel-too-large" | "chain-broken";
  readonly details?: { readonly interview: string } | { readonly line: number };
};

/**
 * Reads and checks every event of a parcel, and keeps them aside for one transaction.
 *
 * Checked are the form of each line, the order and number of the manifest, every hash, `prev`, `seq`
 * and head, the files that each chain has at its end, the counters of each device, and belief: `believes` says whether this parcel may bring in
 * an event. Faults carry the number of the line or the id of the interview.
 */
export async function readEvents(
  world: World,
  vaultDir: string,
  { archive, entries }: Pick<Unpacked, "archive" | "entries">,
  manifest: InterviewsManifest,
  believes: (event: EventLine, hash: string) => boolean,
): Promise<Result<ReadEvents, EventsFault>> {
  const entry = entries.find(({ name }) => name === eventsName);
  if (!entry) return fail({ kind: "parcel-malformed" });
  const lines = new Staging(world, vaultDir);
  const reader = new ChainReader(manifest.interviews, believes);
  const cutter = new Lines(limits.lineBytes);
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  let unpacked = 0;
  try {
    await pipeline(archive.pieces(entry.offset, entry.bytes), gunzip, async (pieces) => {
      for await (const piece of pieces as AsyncIterable<Buffer>) {
        unpacked += piece.length;
        if (unpacked > mostUnpacked(entry.bytes)) throw new Refused({ kind: "parcel-too-large" });
        for (const line of cutter.push(piece)) reader.take(line);
        lines.write(piece);
      }
    });
    // What follows the packed events would be signed and never read.
    if (cutter.rest > 0 || gunzip.bytesWritten !== entry.bytes)
      throw new Refused({ kind: "parcel-malformed" });
    reader.end();
    lines.end();
    return ok({ chains: reader.chains, lines, files: reader.files });
  } catch (error) {
    lines.discard();
    if (error instanceof Refused) return fail(error.fault);
    if (error instanceof LineTooLong) return fail({ kind: "parcel-too-large" });
    if (isZlibError(error)) return fail({ kind: "parcel-malformed" });
    throw error;
  }
}

class Refused extends Error {
  readonly fault: EventsFault;
  constructor(fault: EventsFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

function mostUnpacked(packed: number): number {
  const byRatio = limits.unpackedFreely + packed * limits.unpackingRatio;
  return Math.min(limits.eventsBytes, byRatio);
}

function isZlibError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && /^(Z_|ERR_|UNEXPECTED)/.test(code);
}

/** Walks the chains in the manifest's order, line by line. */
class ChainReader {
  readonly chains: ReadChain[] = [];
  readonly files = new Map<string, FileContent>();
  readonly #carried: readonly CarriedInterview[];
  readonly #believes: (event: EventLine, hash: string) => boolean;
  #line = 0;
  #seq = 0;
  #prev: string | null = null;
  /** Bytes of all lines so far, and of those before this chain. */
  #bytes = 0;
  #offset = 0;
  /** The last tick of each device in this chain. */
  #ticks = new Map<string, number>();
  /** Versions that this chain moved to so far. */
  #moved = new Set<string>();
  /** Files of this chain so far, by their key. */
  #attached = new Map<string, FileContent>();

  constructor(
    carried: readonly CarriedInterview[],
    believes: (event: EventLine, hash: string) => boolean,
  ) {
    this.#carried = carried;
    this.#believes = believes;
    this.#begin();
  }

  take(line: Buffer): void {
    this.#line++;
    const carried = this.#carried[this.chains.length];
    const event = isUtf8(line) ? readEventLine(line.toString("utf8")) : undefined;
    if (!carried || !event || event.interview !== carried.id) throw this.#malformed();

    const name = hash("sha256", line);
    if (!this.#follows(event, carried)) throw broken(carried);
    if (!this.#believes(event, name)) throw this.#malformed();
    this.#bytes += line.length + 1;
    this.#seq = event.seq;
    this.#prev = name;
    this.#ticks.set(event.device, event.tick);
    followFile(this.#attached, event);
    if (event.seq < carried.to.seq) return;

    // A version that no line moves to would be carried for nothing.
    if (name !== carried.to.hash || this.#moved.size !== (carried.moved ?? []).length)
      throw broken(carried);
    for (const file of this.#attached.values()) {
      // One content has one size, whoever speaks of it.
      if ((this.files.get(file.sha256) ?? file).bytes !== file.bytes) throw broken(carried);
      this.files.set(file.sha256, file);
    }
    const hashes = [...this.#attached.values()].map(({ sha256 }) => sha256);
    if ([...new Set(hashes)].sort().join() !== carried.attachments.join()) throw broken(carried);
    this.chains.push({ carried, offset: this.#offset, bytes: this.#bytes - this.#offset });
    this.#begin();
  }

  end(): void {
    if (this.chains.length < this.#carried.length) throw this.#malformed();
  }

  #begin(): void {
    const from = this.#carried[this.chains.length]?.from ?? null;
    this.#seq = from?.seq ?? 0;
    this.#prev = from?.hash ?? null;
    this.#offset = this.#bytes;
    this.#ticks = new Map();
    this.#moved = new Set();
    this.#attached = new Map();
  }

  #follows(event: EventLine, { questionnaire, moved = [] }: CarriedInterview): boolean {
    const opens = event.type === "opened";
    if (event.type === "moved") {
      if (event.questionnaire === null || !moved.includes(event.questionnaire)) return false;
      this.#moved.add(event.questionnaire);
    }
    return (
      event.seq === this.#seq + 1 &&
      event.prev === this.#prev &&
      opens === (event.seq === 1) &&
      (!opens || event.questionnaire === questionnaire) &&
      event.tick > (this.#ticks.get(event.device) ?? 0)
    );
  }

  #malformed(): Refused {
    return new Refused({ kind: "parcel-malformed", details: { line: this.#line } });
  }
}

function broken(carried: CarriedInterview): Refused {
  return new Refused({ kind: "chain-broken", details: { interview: carried.id } });
}
