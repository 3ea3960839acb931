import { useDeferredValue, useId, useMemo, useState } from "react";
import { ComboBox as AriaComboBox, Button, Input, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import styles from "./ComboBox.module.css";
import { classes } from "./classes.ts";
import { findOptions, optionsNamed } from "./find-options.ts";
import { type Give, useHeld } from "./held.ts";
import { Icon } from "./Icon.tsx";
import { List, type ListOption } from "./List.tsx";
import { type Naming, naming } from "./Options.tsx";
import { useOnChange } from "./on-change.ts";
import { StateMark } from "./StateMark.tsx";

export interface ComboBoxProps extends Naming {
  readonly options: readonly ListOption[];
  /** Name of the chosen option; empty when none is. */
  readonly value: string;
  readonly onAnswer: Give;
  /** Hears every change of the text, for lists that the keeper finds. */
  readonly onSearch?: (text: string) => void;
  /** The text that these options answer to. Left out where they are the whole list. */
  readonly answering?: string;
  readonly placeholder?: string;
  readonly isReadOnly?: boolean;
  readonly isInvalid?: boolean;
  readonly width?: "medium" | "full";
  readonly autoFocus?: boolean;
}

/** What is in the field: a chosen option, or words that are not yet one. */
interface Field {
  readonly name: string | null;
  readonly words: string;
}

/**
 * One of many, found by typing. Hamza, marks, ya and ta marbuta make no difference.
 *
 * What was typed and is not in the list stays in the field; it is not handed over, and the field
 * says so. The full name of one option, or its number, is taken as the option on leaving; where
 * several are called so, a person has to choose.
 */
export function ComboBox({ options, value, onAnswer, answering, ...props }: ComboBoxProps) {
  const { t } = useTranslation("ui");
  const problemId = useId();
  const [isSearching, setSearching] = useState(false);
  const [wasLeft, setWasLeft] = useState<boolean | null>(null);
  const { shown, change, isRestored } = useHeld<Field>({ value, give: onAnswer, ...asField });

  const labelOf = (name: string) => options.find((option) => option.name === name)?.label ?? name;
  const text = shown.name === null ? shown.words : labelOf(shown.name);
  const search = useDeferredValue(isSearching ? text : "");
  const found = useMemo(() => findOptions(options, search), [options, search]);
  const isEmpty = read(shown) === "";
  // Options of fewer letters may hold one of two namesakes, and so the wrong one.
  const isAwaited =
    shown.name === null && !isEmpty && answering !== undefined && answering !== shown.words;
  const isUnmatched = (wasLeft ?? isRestored) && read(shown) === null && !(wasLeft && isAwaited);
  const isListed = isUnmatched && !isAwaited && optionsNamed(options, shown.words).length > 0;

  const leave = () => {
    setSearching(false);
    setWasLeft(true);
    takeNamed();
  };
  const takeNamed = () => {
    if (shown.name !== null || isAwaited) return;
    const [option, ...others] = optionsNamed(options, shown.words);
    const isSure = option !== undefined && others.length === 0;
    change(isSure ? { name: option.name, words: "" } : shown, "now");
  };
  // What came back with the page was not sought yet.
  useOnChange([], () => {
    if (isRestored && shown.name === null) props.onSearch?.(shown.words);
  });
  // What was typed in full and left at once is looked at when the keeper has answered.
  useOnChange([answering], () => {
    if (wasLeft === true && !isEmpty) takeNamed();
  });

  return (
    <div className={classes(styles.combo, styles[props.width ?? "full"])}>
      <AriaComboBox
        {...naming({
          ...props,
          ...(isUnmatched
            ? { describedBy: [props.describedBy, problemId].filter(Boolean).join(" ") }
            : {}),
        })}
        items={found}
        inputValue={text}
        onInputChange={(words) => {
          // Choosing writes the label into the field; only typing is a search.
          if (words === text) return;
          setWasLeft(false);
          setSearching(true);
          change({ name: null, words }, "held");
          props.onSearch?.(words);
        }}
        value={shown.name}
        onChange={(name) => {
          if (name === null) return;
          setSearching(false);
          change({ name: String(name), words: "" }, "now");
        }}
        onBlur={leave}
        allowsCustomValue
        allowsEmptyCollection
        menuTrigger="input"
        isReadOnly={props.isReadOnly ?? false}
        isInvalid={(props.isInvalid ?? false) || isUnmatched}
        validationBehavior="aria"
        autoFocus={props.autoFocus ?? false}
      >
        <div className={styles.box}>
          <Input
            dir="auto"
            autoComplete="off"
            spellCheck="false"
            className={styles.input ?? ""}
            placeholder={props.placeholder ?? " "}
          />
          <Button className={styles.open ?? ""} aria-label={t("combo.open")}>
            <Icon name="down" />
          </Button>
        </div>
        <Popover className={styles.popover ?? ""} offset={4}>
          <List options={found} nothing={t("combo.nothing")} />
        </Popover>
      </AriaComboBox>
      {isUnmatched && (
        <p id={problemId} className={styles.problem}>
          <StateMark state="not-saved" word="near" />{" "}
          {t(isListed ? "combo.not-chosen" : "combo.not-in-list")}
        </p>
      )}
    </div>
  );
}

const read = ({ name, words }: Field) => name ?? (words.trim() === "" ? "" : null);

const asField = {
  show: (value: string): Field =>
    value === "" ? { name: null, words: "" } : { name: value, words: "" },
  read,
  rest: 0,
  most: 0,
};
