import { type Outline, shared } from "../definition/reads.ts";
import type { Names, Reach } from "../expression/prepare.ts";
import { type Item, members } from "../expression/value.ts";
import { type Frame, type LiveNode, visibleEntries } from "./tree.ts";

/**
 * Finds what `${name}` stands for: from the nearest entry that holds both the asker and the named
 * row, one node in the same entry, or all of them through further repeats.
 *
 * `within` is a repeat whose entries are being chosen from: names in it mean those of the entry
 * that is looked at, not of the asker's own.
 */
export function reachFor(outline: Outline, within?: number): Names {
  const find = (name: string, beyond: string | undefined): Reach => {
    const row = outline.byName.get(name)?.[0];
    if (row === undefined) throw new TypeError("a name nobody checked");
    const around = outline.repeats[row] ?? [];
    const isRepeat = outline.definition.nodes[row]?.kind === "repeat";
    const limit = beyond === undefined ? undefined : outline.byName.get(beyond)?.[0];
    const deepest = limit === undefined ? around.length : (outline.repeats[limit]?.length ?? 0);
    const ofChosen = within !== undefined && around.includes(within);
    return ({ owner, here, form }) => {
      const asker = (ofChosen ? here : owner) as LiveNode;
      const frame = frameWithin(asker.frame, around, deepest);
      if (frame.depth === around.length && !isRepeat) {
        const node = frame.nodes[row - frame.first];
        return node ? [node] : [];
      }
      const found = below(frame, around, row, isRepeat);
      form.spend(found.length);
      // A set of one keeps its node also when it is closed, so that it reads as the empty text.
      return found.length > 1 ? members(found) : found;
    };
  };
  return { reference: (name) => find(name, undefined), outside: find };
}

/** The innermost frame around the asker that also holds the row, at most `deepest` repeats in. */
function frameWithin(from: Frame, around: readonly number[], deepest: number): Frame {
  let frame = from;
  while (frame.up && (frame.depth > deepest || shared(frame.repeats, around) < frame.depth))
    frame = frame.up;
  return frame;
}

/** All nodes of a row below a frame, in document order. */
function below(frame: Frame, around: readonly number[], row: number, isRepeat: boolean): Item[] {
  const repeat = around[frame.depth];
  const node = frame.nodes[(repeat ?? row) - frame.first];
  if (!node) return [];
  if (repeat !== undefined)
    return visibleEntries(node).flatMap((entry) => below(entry.frame, around, row, isRepeat));
  return isRepeat ? [...visibleEntries(node)] : [node];
}
