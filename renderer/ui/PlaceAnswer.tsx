import { createContext, useContext, useRef } from "react";
import type { Give } from "./held.ts";
import type { Naming } from "./Options.tsx";
import { type Place, PlacePicker } from "./PlacePicker.tsx";
import { TextAnswer } from "./TextAnswer.tsx";

/** Finds at most fifty places for a text or a code; null where there is no list of places. */
export type FindPlaces = (text: string) => Promise<readonly Place[]>;

/** The list of places of whoever draws the fields below. */
export const PlacesContext = createContext<FindPlaces | null>(null);

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
  const find = useContext(PlacesContext);
  const seen = useRef(new Map<string, Place>());
  if (!find) return <TextAnswer {...props} value={value} onAnswer={onAnswer} />;

  const stored = placeIn(value);
  const findOrRemember: FindPlaces = async (text) => {
    const found = await find(text);
    for (const place of found) seen.current.set(place.code, place);
    const isGone = stored?.code === text && found.every(({ code }) => code !== text);
    return isGone ? [stored, ...found] : found;
  };
  return (
    <PlacePicker
      {...props}
      find={findOrRemember}
      value={stored?.code ?? ""}
      onAnswer={(code) => {
        const place = seen.current.get(code);
        return onAnswer(place ? `${place.name} (${code})` : code === "" ? "" : value);
      }}
      words={{ value: stored ? "" : value, onAnswer }}
    />
  );
}

/** A place as it was chosen, from the words that are stored; null when they are the person's own. */
function placeIn(value: string): Place | null {
  const [, name, code] = /^(.+) \(([A-Za-z0-9][A-Za-z0-9._-]{0,39})\)$/su.exec(value) ?? [];
  return name === undefined || code === undefined
    ? null
    : { code, name, otherName: null, within: [] };
}
