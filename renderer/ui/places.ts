import { createContext, useEffect, useMemo, useState } from "react";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import type { PlaceRow } from "../../shared/contract/questionnaires.ts";

/** A place of the list, named in the language of the questionnaire. */
export interface Place {
  readonly code: string;
  readonly name: string;
  /** In the other language, under which it is found as well. */
  readonly otherName: string | null;
  /** District, governorate: from near to far. */
  readonly within: readonly string[];
}

/** The team's list of places, and how far a search in it has been narrowed. */
export interface PlaceList {
  /** At most fifty places for a text or a code, best first; only those within a place, if it is given. */
  readonly find: (text: string, within: string | null) => Promise<readonly Place[]>;
  /** Empty where the list has none in which others lie. */
  readonly governorates: readonly Pick<Place, "code" | "name">[];
  /** Code of the governorate in which places are sought; null for all. */
  readonly within: string | null;
  readonly narrow: (within: string | null) => void;
}

/** The list of places of whoever draws the fields below; null where there is none. */
export const PlacesContext = createContext<PlaceList | null>(null);

type PlaceCall = "questionnaires.places" | "questionnaires.findPlaces";

/** How the keeper is asked. */
type Ask = <N extends PlaceCall>(name: N, input: Input<N>) => Promise<Outcome<N>>;

/**
 * The team's list of places, named in a language; null until it is known that there is one. The
 * governorate that was chosen last stays chosen for as long as the screen is open.
 */
export function usePlaces(ask: Ask, language: string): PlaceList | null {
  const [list, setList] = useState<PlaceLists | null>(null);
  const [within, narrow] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void ask("questionnaires.places", {}).then((told) => {
      if (isCurrent && told.ok && told.value.gazetteer) setList(told.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [ask]);
  const named = useMemo(
    () => list && namedIn(list, ask, language.startsWith("ar")),
    [list, ask, language],
  );
  return useMemo(() => named && { ...named, within, narrow }, [named, within]);
}

type PlaceLists = Extract<Outcome<"questionnaires.places">, { readonly ok: true }>["value"];

function namedIn(
  { governorates }: PlaceLists,
  ask: Ask,
  isArabic: boolean,
): Pick<PlaceList, "find" | "governorates"> {
  return {
    governorates: governorates.map(({ code, names }) => ({ code, name: nameIn(names, isArabic) })),
    find: async (text, within) => {
      const wish = { text: text.slice(0, longestSearch), within };
      const found = await ask("questionnaires.findPlaces", wish);
      return found.ok ? found.value.places.map((row) => placeIn(row, isArabic)) : [];
    },
  };
}

const longestSearch = 200;

function placeIn({ code, names, within }: PlaceRow, isArabic: boolean): Place {
  const isInBoth = names.ar !== "" && names.en !== "";
  return {
    code,
    name: nameIn(names, isArabic),
    otherName: isInBoth ? nameIn(names, !isArabic) : null,
    within: within.map((one) => nameIn(one, isArabic)),
  };
}

function nameIn({ ar, en }: PlaceRow["names"], isArabic: boolean): string {
  return isArabic ? ar || en : en || ar;
}
