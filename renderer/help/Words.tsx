import { everyKey } from "../ui/every-key.ts";
import { InOrder } from "../ui/InOrder.tsx";
import { KeyCaps } from "../ui/KeyCaps.tsx";
import { markWords } from "./find.ts";
import type { Piece } from "./pages.ts";

type Wanted = readonly string[];

/** A sentence of the help, its keys drawn as keys and the words that were looked for marked. */
export function Sentence({
  pieces,
  wanted,
}: {
  readonly pieces: readonly Piece[];
  readonly wanted: Wanted;
}) {
  return (
    <InOrder of={pieces}>
      {(piece) =>
        piece.kind === "words" ? (
          <Marked text={piece.text} wanted={wanted} />
        ) : (
          <KeyCaps chord={everyKey[piece.key].chord} />
        )
      }
    </InOrder>
  );
}

/** A text with the words that were looked for marked. */
export function Marked({ text, wanted }: { readonly text: string; readonly wanted: Wanted }) {
  return (
    <InOrder of={markWords(text, wanted)}>
      {(run) => (run.isFound ? <mark>{run.text}</mark> : run.text)}
    </InOrder>
  );
}
