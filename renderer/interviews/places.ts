import { useMemo } from "react";
import type { PlaceRow } from "../../shared/contract/questionnaires.ts";
import { ask, useAsked } from "../bridge.ts";
import type { FindPlaces } from "../ui/PlaceAnswer.tsx";

/** The team's list of places, named in a language; null until it is known that there is one. */
export function useFindPlaces(language: string): FindPlaces | null {
  const { outcome } = useAsked("questionnaires.places", {});
  const isThere = outcome?.ok === true && outcome.value.gazetteer !== null;
  return useMemo(() => {
    if (!isThere) return null;
    const isArabic = language.startsWith("ar");
    return async (text) => {
      const wish = { text: text.slice(0, longestSearch), within: null };
      const found = await ask("questionnaires.findPlaces", wish);
      return found.ok ? found.value.places.map((row) => placeIn(row, isArabic)) : [];
    };
  }, [isThere, language]);
}

const longestSearch = 200;

function placeIn({ code, names, within }: PlaceRow, isArabic: boolean) {
  const [own, other] = isArabic ? ([names.ar, names.en] as const) : ([names.en, names.ar] as const);
  return {
    code,
    name: own || other,
    otherName: own === "" || other === "" ? null : other,
    within: within.map(({ ar, en }) => (isArabic ? ar || en : en || ar)),
  };
}
