import { useRef } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import { optionNumber } from "./chord.ts";
import { classes } from "./classes.ts";
import { useHeld } from "./held.ts";
import styles from "./Options.module.css";
import { naming, OptionKey, type OptionsProps } from "./Options.tsx";

interface RadiosProps extends OptionsProps {
  /** Name of the chosen option; empty when none is. */
  readonly value: string;
}

/**
 * One of several, as rows with visible keys.
 *
 * A pointer, the space bar or a number hands the choice over at once. Arrow keys pass over options
 * on their way, so what they reach is handed over after half a second of rest, or on leaving: a
 * choice that nobody meant does not enter the history.
 */
export function Radios({ options, value, onAnswer, isNumbered = true, ...props }: RadiosProps) {
  const arrows = useRef(false);
  const { shown, change, settle } = useHeld({ value, give: onAnswer, ...asWritten });
  const choose = (name: string) => change(name, arrows.current ? "rest" : "now");
  const columns = props.columns ?? "one";
  return (
    <div
      role="presentation"
      {...(isNumbered ? { "data-numbered": true } : {})}
      onKeyDownCapture={(event) => {
        arrows.current = event.key.startsWith("Arrow");
        const number = optionNumber(event);
        const option = number === null || !isNumbered ? undefined : options[number - 1];
        if (!option || props.isReadOnly) return;
        event.preventDefault();
        change(option.name, "now");
      }}
      onPointerDownCapture={() => {
        arrows.current = false;
      }}
    >
      <RadioGroup
        value={shown === "" ? null : shown}
        onChange={choose}
        onBlur={() => void settle()}
        orientation={columns === "one" ? "vertical" : "horizontal"}
        isReadOnly={props.isReadOnly ?? false}
        isInvalid={props.isInvalid ?? false}
        {...naming(props)}
        className={classes(styles.group, columns !== "one" && styles[columns])}
      >
        {options.map(({ name, label }, index) => (
          <Radio
            key={name}
            value={name}
            autoFocus={props.autoFocus === true && (shown === "" ? index === 0 : shown === name)}
            className={styles.row ?? ""}
          >
            <svg viewBox="0 0 22 22" aria-hidden="true" className={styles.mark}>
              <circle cx="11" cy="11" r="9.5" />
              <circle cx="11" cy="11" r="5" className={classes(styles.inner, styles.dot)} />
            </svg>
            <span className={styles.words}>{label}</span>
            {isNumbered && <OptionKey index={index} />}
          </Radio>
        ))}
      </RadioGroup>
    </div>
  );
}

const asWritten = {
  show: (value: string) => value,
  read: (shown: string) => shown,
  rest: 500,
  most: 500,
};
