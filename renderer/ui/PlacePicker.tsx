import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { ComboBox, type ComboBoxProps } from "./ComboBox.tsx";
import { DraftContext, type Give } from "./held.ts";
import type { ListOption } from "./List.tsx";
import { useOnChange } from "./on-change.ts";
import styles from "./PlacePicker.module.css";
import { TextAnswer } from "./TextAnswer.tsx";

export interface Place {
  readonly code: string;
  /** In the language of the questionnaire. */
  readonly name: string;
  /** In the other language, under which it is found as well. */
  readonly otherName: string | null;
  /** District, governorate: from near to far. */
  readonly within: readonly string[];
}

interface PlacePickerProps extends Omit<ComboBoxProps, "options" | "onSearch"> {
  /** Gives at most fifty places for a text, best first, and the chosen one for its code. */
  readonly find: (text: string) => Promise<readonly Place[]>;
  /** What the person called a place that no list knows. Left out where nothing can keep it. */
  readonly words?: { readonly value: string; readonly onAnswer: Give };
}

/** A place of the list, found by its name in either language; or the words said, when it has none. */
export function PlacePicker({ find, words, ...props }: PlacePickerProps) {
  const { t } = useTranslation("ui");
  const wordsId = useId();
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const [isUnlisted, setUnlisted] = useState((words?.value ?? "") !== "");
  const asked = useRef(0);

  const search = async (text: string) => {
    asked.current += 1;
    const turn = asked.current;
    const found = await find(text);
    if (turn === asked.current) setPlaces(found);
  };
  // The list is searched again only by typing.
  useOnChange([props.value], () => {
    void search(props.value);
    return () => {
      asked.current += 1;
    };
  });

  return (
    <div className={styles.place}>
      <ComboBox
        {...props}
        options={places.map(asOption)}
        onSearch={(text) => void search(text)}
        placeholder={props.placeholder ?? t("place.placeholder")}
      />
      {words && !isUnlisted && !props.isReadOnly && (
        <Button kind="quiet" onPress={() => setUnlisted(true)}>
          {t("place.not-in-list")}
        </Button>
      )}
      {words && isUnlisted && (
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

function asOption({ code, name, otherName, within }: Place): ListOption {
  const detail = [otherName, ...within].filter((part) => part !== null).join(" · ");
  return {
    name: code,
    label: name,
    code,
    ...(otherName === null ? {} : { aliases: [otherName] }),
    ...(detail === "" ? {} : { detail }),
  };
}
