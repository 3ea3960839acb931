import type { ReactNode } from "react";
import { TextArea, TextField } from "react-aria-components";
import { classes } from "./classes.ts";
import styles from "./LongText.module.css";
import { type Naming, naming } from "./Options.tsx";

interface TextBoxProps extends Naming {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeave?: () => void;
  readonly id?: string;
  /** `account` is a testimony: larger, and with room from the start. */
  readonly size?: "note" | "account";
  readonly isReadOnly?: boolean;
  readonly isInvalid?: boolean;
  readonly autoFocus?: boolean;
  /** Stands below the lines. */
  readonly children?: ReactNode;
}

/**
 * Several lines to type in, as every field of Daftar must be: nothing remembered by the browser,
 * nothing spell-checked, nothing cut off. It grows, and every paragraph takes its own direction.
 */
export function TextBox({ size = "note", onLeave, children, ...props }: TextBoxProps) {
  return (
    <TextField
      {...naming(props)}
      {...(props.id === undefined ? {} : { id: props.id })}
      value={props.value}
      onChange={props.onChange}
      {...(onLeave === undefined ? {} : { onBlur: onLeave })}
      isReadOnly={props.isReadOnly ?? false}
      isInvalid={props.isInvalid ?? false}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
      className={styles.field ?? ""}
    >
      <TextArea
        {...(props.autoFocus ? { ref: cursorAtEnd } : {})}
        dir="auto"
        placeholder=" "
        className={classes(styles.area, styles[size])}
      />
      {children}
    </TextField>
  );
}

/** What a text begins with, somebody goes on with. */
function cursorAtEnd(area: HTMLTextAreaElement | null): void {
  area?.setSelectionRange(area.value.length, area.value.length);
}
