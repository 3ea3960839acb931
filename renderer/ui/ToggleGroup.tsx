import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { type Naming, naming } from "./Options.tsx";
import styles from "./ToggleGroup.module.css";

interface ToggleGroupProps<Name extends string> extends Naming {
  readonly choices: readonly { readonly name: Name; readonly label: ReactNode }[];
  readonly value: Name;
  readonly onChoose: (name: Name) => void;
  readonly isReadOnly?: boolean;
}

/** One of a few views or precisions; exactly one is on. Arrows follow the reading direction. */
export function ToggleGroup<Name extends string>({
  choices,
  value,
  onChoose,
  isReadOnly = false,
  ...props
}: ToggleGroupProps<Name>) {
  return (
    <ToggleButtonGroup
      {...naming(props)}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isReadOnly}
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = choices.find(({ name }) => keys.has(name));
        if (chosen && chosen.name !== value) onChoose(chosen.name);
      }}
      className={styles.group ?? ""}
    >
      {choices.map(({ name, label }) => (
        <ToggleButton key={name} id={name} className={styles.choice ?? ""}>
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
