import type { ReactNode } from "react";
import type { Give } from "./held.ts";
import { Num } from "./Num.tsx";
import styles from "./Options.module.css";

export interface Option {
  readonly name: string;
  readonly label: ReactNode;
}

/** How a control gets its name: from a text outside, by its id, or from words given here. */
export interface Naming {
  readonly labelledBy?: string;
  readonly label?: string;
  /** Ids of hint and errors, with a blank between them. */
  readonly describedBy?: string;
}

export interface OptionsProps extends Naming {
  readonly options: readonly Option[];
  readonly onAnswer: Give;
  readonly isReadOnly?: boolean;
  readonly isInvalid?: boolean;
  readonly columns?: "one" | "two" | "three";
  /** Shows the keys 1 to 9. Off where no key chooses, as in a wizard of two options. */
  readonly isNumbered?: boolean;
  readonly autoFocus?: boolean;
}

/** The key of an option; the tenth and later ones have none. */
export function OptionKey({ index }: { readonly index: number }) {
  if (index > 8) return null;
  return (
    <span className={styles.number} aria-hidden="true">
      <Num value={index + 1} />
    </span>
  );
}

/** The naming attributes that are given, and no empty ones. */
export function naming({ label, labelledBy, describedBy }: Naming) {
  return {
    ...(label === undefined ? {} : { "aria-label": label }),
    ...(labelledBy === undefined ? {} : { "aria-labelledby": labelledBy }),
    ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
  };
}
