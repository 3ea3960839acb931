import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Bdi } from "./Bdi.tsx";
import { Button } from "./Button.tsx";
import { ComboBox, type ComboBoxProps } from "./ComboBox.tsx";
import { DraftContext, type Give } from "./held.ts";
import { InOwnLanguage } from "./InLanguage.tsx";
import type { ListOption } from "./List.tsx";
import { useOnChange } from "./on-change.ts";
import styles from "./PlacePicker.module.css";
import type { Place, PlaceList } from "./places.ts";
import { Select } from "./Select.tsx";
import { TextAnswer } from "./TextAnswer.tsx";

/** A place as it was stored, and the answer that holds it. */
interface Chosen extends Pick<Place, "code" | "name"> {
  readonly answer: string;
}

interface PlacePickerProps
  extends Omit<ComboBoxProps, "options" | "onSearch" | "answering" | "value"> {
  readonly list: PlaceList;
  readonly chosen: Chosen | null;
  /** What the person called a place that no list knows. */
  readonly words: { readonly value: string; readonly onAnswer: Give };
}

/**
 * A place of the list, found by its name in either language, everywhere or in one governorate; or
 * the words said, when it has none.
 *
 * What was stored is shown by the name it was given with, also when the list knows the code by
 * another name now, or no longer at all.
 */
export function PlacePicker({ list, chosen, words, ...props }: PlacePickerProps) {
  const { t } = useTranslation("ui");
  const [wordsId, whereId] = [useId(), useId()];
  const [found, setFound] = useState<Found>({ text: "", places: [] });
  const [known, setKnown] = useState<Known | null>(null);
  const [isOpened, setOpened] = useState(words.value !== "");
  // Words may also come back by an undo.
  const isUnlisted = isOpened || words.value !== "";
  const asked = useRef({ turn: 0, text: "" });

  const search = async (text: string) => {
    const turn = asked.current.turn + 1;
    asked.current = { turn, text };
    const places = await list.find(text, list.within);
    if (turn === asked.current.turn) setFound({ text, places });
  };
  useOnChange([list.find, list.within], () => {
    void search(asked.current.text);
    return () => {
      asked.current.turn += 1;
    };
  });
  const code = chosen?.code ?? "";
  useOnChange([list.find, code], () => {
    let isCurrent = true;
    const lookUp = async () => {
      const places = await list.find(code, null);
      const place = places.find((one) => one.code === code) ?? null;
      if (isCurrent) setKnown({ code, place });
    };
    if (code !== "") void lookUp();
    return () => {
      isCurrent = false;
    };
  });

  const stored = chosen && storedPlace(chosen, [...found.places, known?.place ?? null]);
  return (
    <div className={styles.place}>
      {list.governorates.length > 1 && !props.isReadOnly && (
        <div className={styles.narrowed}>
          <InOwnLanguage>{t("place.governorate")}</InOwnLanguage>
          <Select
            label={t("place.governorate")}
            value={list.within ?? everywhere}
            onChoose={(name) => list.narrow(name === everywhere ? null : name)}
            options={[
              { name: everywhere, label: t("place.everywhere") },
              ...list.governorates.map(({ code, name }) => ({ name: code, label: name })),
            ]}
          />
        </div>
      )}
      <ComboBox
        {...props}
        {...(stored ? { describedBy: [props.describedBy, whereId].filter(Boolean).join(" ") } : {})}
        value={chosen?.answer ?? ""}
        options={chosen ? withStored(found, chosen, stored, known) : found.places.map(listed)}
        answering={found.text}
        onSearch={(text) => void search(text)}
        placeholder={props.placeholder ?? t("place.placeholder")}
      />
      {stored && (
        // Its namesakes look the same in the field.
        <p id={whereId} className={styles.where}>
          {stored.within.length > 0 && <Bdi>{stored.within.join(" · ")}</Bdi>}{" "}
          <Bdi dir="ltr">{stored.code}</Bdi>
        </p>
      )}
      {!isUnlisted && !props.isReadOnly && (
        <Button kind="quiet" onPress={() => setOpened(true)}>
          {t("place.not-in-list")}
        </Button>
      )}
      {isUnlisted && (
        <label htmlFor={wordsId} className={styles.words}>
          <span>{t("place.words")}</span>
          {/* The shelf of this question is the list's; words can be stored whenever they leave. */}
          <DraftContext value={null}>
            <TextAnswer
              id={wordsId}
              label={t("place.words")}
              value={words.value}
              onAnswer={words.onAnswer}
              isReadOnly={props.isReadOnly ?? false}
            />
          </DraftContext>
        </label>
      )}
    </div>
  );
}

interface Found {
  /** What was sought. */
  readonly text: string;
  readonly places: readonly Place[];
}

/** What the list says of the code that is stored. */
interface Known {
  readonly code: string;
  readonly place: Place | null;
}

/** No place has this code: a code never begins with such a sign. */
const everywhere = "*";

/** The place that an answer holds, if the list still calls that code so. */
function storedPlace({ code, name }: Chosen, places: readonly (Place | null)[]): Place | null {
  const isSame = (place: Place | null) =>
    place?.code === code && [place.name, place.otherName].includes(name);
  return places.find(isSame) ?? null;
}

/**
 * What was found, and the place that is stored by the name it was given with: at the head of the
 * list, and behind what somebody seeks instead of it.
 */
function withStored(
  { text, places }: Found,
  { answer, name, code }: Chosen,
  stored: Place | null,
  known: Known | null,
): readonly ListOption[] {
  const isGone = known?.code === code;
  const own = stored ? asOption(stored, answer) : { name: answer, label: isGone ? answer : name };
  const others = places.filter((place) => !stored || place.code !== code).map(listed);
  return text === "" ? [own, ...others] : [...others, own];
}

/** A place that somebody may choose, with the answer it would be. */
const listed = (place: Place) => asOption(place, `${place.name} (${place.code})`);

function asOption({ code, name, otherName, within }: Place, answer: string): ListOption {
  const detail = [...within, otherName].filter((part) => part !== null).join(" · ");
  return {
    name: answer,
    label: name,
    code,
    ...(otherName === null ? {} : { aliases: [otherName] }),
    ...(detail === "" ? {} : { detail }),
  };
}
