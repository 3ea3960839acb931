import { Select as AriaSelect, Button, Popover, SelectValue } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";
import { List, type ListOption } from "./List.tsx";
import { type Naming, naming } from "./Options.tsx";
import styles from "./Select.module.css";

interface SelectProps extends Naming {
  readonly options: readonly ListOption[];
  /** Name of the chosen option; empty when none is. */
  readonly value: string;
  readonly onChoose: (name: string) => void;
  readonly placeholder?: string;
  readonly isReadOnly?: boolean;
}

/** One of a few lines that unfold. For long lists there is the ComboBox, which is searched. */
export function Select({
  options,
  value,
  onChoose,
  placeholder,
  isReadOnly,
  ...props
}: SelectProps) {
  const { t } = useTranslation("ui");
  return (
    <AriaSelect
      {...naming(props)}
      value={value === "" ? null : value}
      onChange={(name) => name !== null && onChoose(String(name))}
      isDisabled={isReadOnly ?? false}
      placeholder={placeholder ?? t("select.placeholder")}
      className={styles.select ?? ""}
    >
      <Button className={styles.button ?? ""}>
        <SelectValue className={styles.value ?? ""}>
          {({ isPlaceholder, selectedText, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className={styles.popover ?? ""} offset={4}>
        <List options={options} nothing={t("combo.nothing")} />
      </Popover>
    </AriaSelect>
  );
}
