import { useTranslation } from "react-i18next";
import { Button, IconButton } from "./Button.tsx";
import { type Give, useHeld } from "./held.ts";
import { Num } from "./Num.tsx";
import { type Naming, naming, type Option } from "./Options.tsx";
import styles from "./Ranking.module.css";

interface RankingProps extends Naming {
  readonly options: readonly (Option & { readonly words: string })[];
  /** Names in the order given, with a blank between them; or empty. */
  readonly value: string;
  readonly onAnswer: Give;
  readonly isReadOnly?: boolean;
}

/**
 * Puts all options in an order. Each is placed by a press, and can be moved up and down afterwards; the
 * order is handed over once every one has its place. Nothing stands in an order that nobody chose.
 */
export function Ranking({ options, value, onAnswer, isReadOnly = false, ...props }: RankingProps) {
  const { t } = useTranslation("ui");
  const { shown, change } = useHeld<readonly string[]>({
    value,
    give: onAnswer,
    show: (stored) => stored.split(" ").filter(Boolean),
    read: (names) => {
      if (names.length === 0) return "";
      return names.length === options.length ? names.join(" ") : null;
    },
    rest: 0,
    most: 0,
  });
  const placed = shown.flatMap((name) => options.find((option) => option.name === name) ?? []);
  const waiting = options.filter(({ name }) => !shown.includes(name));
  const move = (from: number, to: number) => {
    const next = [...shown];
    const [name] = next.splice(from, 1);
    if (name !== undefined) next.splice(to, 0, name);
    change(next, "now");
  };
  return (
    <fieldset {...naming(props)} className={styles.ranking}>
      {placed.length > 0 && (
        <ol className={styles.placed}>
          {placed.map(({ name, label, words }, place) => (
            <li key={name} className={styles.row}>
              <span className={styles.place}>
                <Num value={place + 1} />
              </span>
              <span className={styles.words}>{label}</span>
              {!isReadOnly && (
                <>
                  {place > 0 && (
                    <IconButton
                      icon="up"
                      label={t("rank.up", { option: words })}
                      onPress={() => move(place, place - 1)}
                    />
                  )}
                  {place < placed.length - 1 && (
                    <IconButton
                      icon="down"
                      label={t("rank.down", { option: words })}
                      onPress={() => move(place, place + 1)}
                    />
                  )}
                  <IconButton
                    icon="close"
                    label={t("rank.out", { option: words })}
                    onPress={() =>
                      change(
                        shown.filter((each) => each !== name),
                        "now",
                      )
                    }
                  />
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {waiting.length > 0 && !isReadOnly && (
        <>
          <p className={styles.hint}>
            {t("rank.next", { place: placed.length + 1, total: options.length })}
          </p>
          <div className={styles.waiting}>
            {waiting.map(({ name, label }) => (
              <Button key={name} onPress={() => change([...shown, name], "now")}>
                {label}
              </Button>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}
