import { useContext, useState } from "react";
import type { Give } from "./held.ts";
import type { Naming } from "./Options.tsx";
import { PlacePicker } from "./PlacePicker.tsx";
import { type Place, PlacesContext } from "./places.ts";
import { TextAnswer } from "./TextAnswer.tsx";

interface PlaceAnswerProps extends Naming {
  readonly value: string;
  readonly onAnswer: Give;
  readonly isReadOnly: boolean;
  readonly isInvalid: boolean;
}

/**
 * A text that names a place. One that is chosen from the team's list is stored as `درعا (SY120101)`:
 * its name goes with its code wherever the answer goes. Any other is stored as it was said.
 */
export function PlaceAnswer({ value, onAnswer, ...props }: PlaceAnswerProps) {
  const list = useContext(PlacesContext);
  // Words may look like a place with its code. While somebody types them they stay where they are.
  const [said, setSaid] = useState<string | null>(null);
  if (!list) return <TextAnswer {...props} value={value} onAnswer={onAnswer} />;

  const chosen = value === said ? null : placeIn(value);
  return (
    <PlacePicker
      {...props}
      list={list}
      chosen={chosen && { ...chosen, answer: value }}
      onAnswer={onAnswer}
      words={{
        value: chosen ? "" : value,
        onAnswer: (text) => {
          setSaid(text);
          return onAnswer(text);
        },
      }}
    />
  );
}

/** A place as it was chosen, from the words that are stored; null when they are the person's own. */
function placeIn(value: string): Pick<Place, "code" | "name"> | null {
  const [, name, code] = /^(.+) \(([A-Za-z0-9][A-Za-z0-9._-]{0,39})\)$/su.exec(value) ?? [];
  return name === undefined || code === undefined ? null : { code, name };
}
