import {
  ListBox,
  ListBoxItem,
  type ListBoxItemRenderProps,
  ListLayout,
  Virtualizer,
} from "react-aria-components";
import { Bdi } from "./Bdi.tsx";
import { classes } from "./classes.ts";
import styles from "./List.module.css";
import { StateMark } from "./StateMark.tsx";

/** A line of a list to choose from. */
export interface ListOption {
  readonly name: string;
  readonly label: string;
  /** What tells it from its namesakes: the district, the other language. */
  readonly detail?: string;
  /** A code, shown left to right. */
  readonly code?: string;
  /** Other words under which it is found: numbers, names in other places. */
  readonly aliases?: readonly string[];
  /** For what the list does not have, as "other": it stays in sight while others are sought. */
  readonly isWayOut?: boolean;
}

/** The list inside a popover; only what is seen is drawn once there are many. */
export function List({
  options,
  nothing,
}: {
  readonly options: readonly ListOption[];
  /** What is said when there is nothing to choose. */
  readonly nothing: string;
}) {
  const isLong = options.length > 100;
  const list = (
    <ListBox
      items={options.map((option) => ({ ...option, id: option.name }))}
      className={classes(styles.list, isLong && styles.long)}
      renderEmptyState={() => <p className={styles.nothing}>{nothing}</p>}
    >
      {(option: ListOption) => (
        <ListBoxItem id={option.name} textValue={option.label} className={styles.item ?? ""}>
          {({ isSelected }: ListBoxItemRenderProps) => (
            <>
              <span className={styles.tick}>
                {isSelected && <StateMark state="saved" word="near" />}
              </span>
              <span className={styles.words}>
                <Bdi>{option.label}</Bdi>
                {option.detail !== undefined && (
                  <span className={styles.detail}>
                    <Bdi>{option.detail}</Bdi>
                  </span>
                )}
              </span>
              {option.code !== undefined && (
                <span className={styles.code}>
                  <Bdi dir="ltr">{option.code}</Bdi>
                </span>
              )}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
  if (!isLong) return list;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: 44 }}>
      {list}
    </Virtualizer>
  );
}
