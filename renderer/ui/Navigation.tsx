import { Icon, type IconName } from "./Icon.tsx";
import styles from "./Navigation.module.css";

export interface Way {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly isNow: boolean;
  readonly onOpen: () => void;
}

/** The name of the notebook and the ways to its screens. */
export function Navigation({
  label,
  brand,
  ways,
}: {
  readonly label: string;
  readonly brand: string;
  readonly ways: readonly Way[];
}) {
  return (
    <nav aria-label={label}>
      <p className={styles.brand}>{brand}</p>
      <ul className={styles.ways}>
        {ways.map(({ id, label: name, icon, isNow, onOpen }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.way}
              onClick={onOpen}
              {...(isNow ? { "aria-current": "page" as const } : {})}
            >
              <Icon name={icon} />
              <span>{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
