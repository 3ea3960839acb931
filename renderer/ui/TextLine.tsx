import type { KeyboardEvent } from "react";
import { Input, TextField } from "react-aria-components";
import { classes } from "./classes.ts";
import { type Naming, naming } from "./Options.tsx";
import styles from "./TextLine.module.css";

export interface TextLineProps extends Naming {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeave?: () => void;
  /** Keys that it does not prevent go on to whoever listens further up. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly id?: string;
  /** `words` take their direction from what is typed; `digits` and `code` read left to right. */
  readonly holds?: "words" | "digits" | "code";
  readonly isSecret?: boolean;
  readonly isReadOnly?: boolean;
  readonly isInvalid?: boolean;
  readonly isRequired?: boolean;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
  /** Characters the field is made for; it grows no wider and takes more all the same. */
  readonly width?: "tiny" | "short" | "medium" | "full";
}

/**
 * One line to type in, as every field of Daftar must be: nothing remembered by the browser, nothing
 * spell-checked, nothing cut off, and the direction on the field itself.
 */
export function TextLine({
  holds = "words",
  width = "full",
  onLeave,
  onKeyDown,
  ...props
}: TextLineProps) {
  return (
    <TextField
      {...naming(props)}
      {...(props.id === undefined ? {} : { id: props.id })}
      value={props.value}
      onChange={props.onChange}
      {...(onLeave === undefined ? {} : { onBlur: onLeave })}
      {...(onKeyDown === undefined ? {} : { onKeyDown: passingOn(onKeyDown) })}
      isReadOnly={props.isReadOnly ?? false}
      isInvalid={props.isInvalid ?? false}
      isRequired={props.isRequired ?? false}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      type={props.isSecret ? "password" : "text"}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
      inputMode={holds === "digits" ? "numeric" : "text"}
      className={classes(styles.field, styles[width])}
    >
      <Input
        // A hidden passphrase must not show by its direction in which script it is.
        {...(props.isSecret ? {} : { dir: holds === "words" ? "auto" : "ltr" })}
        className={classes(styles.input, holds !== "words" && styles.ltr)}
        // Never without one: an empty field begins where the page begins, and only so can CSS know it.
        placeholder={props.placeholder ?? " "}
      />
    </TextField>
  );
}

/** The library stops every key that a field hears, also the one that locks; ours are meant for all. */
const passingOn =
  (hear: (event: KeyboardEvent) => void) =>
  (event: KeyboardEvent & { readonly continuePropagation: () => void }) => {
    hear(event);
    if (!event.isDefaultPrevented()) event.continuePropagation();
  };
