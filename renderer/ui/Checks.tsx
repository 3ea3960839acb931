import type { ReactNode } from "react";
import { Checkbox, CheckboxGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { optionNumber } from "./chord.ts";
import { classes } from "./classes.ts";
import { useHeld } from "./held.ts";
import styles from "./Options.module.css";
import { naming, OptionKey, type OptionsProps } from "./Options.tsx";
import { showToast } from "./Toast.tsx";

export interface ChecksProps extends OptionsProps {
  /** Names of the chosen options, with a blank between them. */
  readonly value: string;
  /** Options that stand alone, as "none of these" does. */
  readonly exclusive?: readonly string[];
  /** A picture beside the list, on which the same options can be pointed at. */
  readonly picture?: (chosen: readonly string[], toggle: (name: string) => void) => ReactNode;
}

/**
 * Any of several, as rows with visible keys.
 *
 * Choosing an option that stands alone takes the others away, and choosing another takes it away;
 * either can be undone. The names are handed over in the order of the list.
 */
export function Checks({
  options,
  value,
  onAnswer,
  exclusive = [],
  isNumbered = true,
  picture,
  ...props
}: ChecksProps) {
  const { t } = useTranslation("ui");
  const { shown, change } = useHeld({ value, give: onAnswer, ...asNames });

  const put = (names: readonly string[]) => {
    const next = options.filter(({ name }) => names.includes(name)).map(({ name }) => name);
    // A stored code that the list no longer offers is kept until somebody decides about it.
    const kept = names.filter((name) => !next.includes(name));
    change([...next, ...kept], "now");
  };
  const choose = (names: readonly string[]) => {
    const added = names.find((name) => !shown.includes(name));
    const compatible =
      added === undefined
        ? names
        : names.filter((name) => name === added || (!isAlone(name) && !isAlone(added)));
    put(compatible);
    if (compatible.length < names.length)
      showToast({
        text: t("checks.others-cleared"),
        undo: () => put(names.filter((name) => name !== added)),
      });
  };
  const isAlone = (name: string) => exclusive.includes(name);
  const toggle = (name: string) =>
    choose(shown.includes(name) ? shown.filter((each) => each !== name) : [...shown, name]);
  const columns = props.columns ?? "one";

  return (
    <div
      role="presentation"
      {...(picture ? { className: styles.withPicture } : {})}
      {...(isNumbered ? { "data-numbered": true } : {})}
      onKeyDownCapture={(event) => {
        const number = optionNumber(event);
        const option = number === null || !isNumbered ? undefined : options[number - 1];
        if (!option || props.isReadOnly) return;
        event.preventDefault();
        toggle(option.name);
      }}
    >
      {picture?.(shown, toggle)}
      <CheckboxGroup
        value={[...shown]}
        onChange={choose}
        isReadOnly={props.isReadOnly ?? false}
        isInvalid={props.isInvalid ?? false}
        {...naming(props)}
        className={classes(styles.group, columns !== "one" && styles[columns])}
      >
        {options.map(({ name, label }, index) => (
          <Checkbox key={name} value={name} className={styles.row ?? ""}>
            <svg viewBox="0 0 22 22" aria-hidden="true" className={styles.mark}>
              <rect x="2" y="2" width="18" height="18" rx="4" />
              <path d="M6.5 11.5l3 3 6-7" className={styles.inner} />
            </svg>
            <span className={styles.words}>{label}</span>
            {isNumbered && <OptionKey index={index} />}
          </Checkbox>
        ))}
      </CheckboxGroup>
    </div>
  );
}

const asNames = {
  show: (value: string): readonly string[] => value.split(" ").filter(Boolean),
  read: (shown: readonly string[]) => shown.join(" "),
  rest: 0,
  most: 0,
};
