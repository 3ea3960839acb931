import { useTranslation } from "react-i18next";
import { everyKey, type KeyName, keyNames } from "../ui/every-key.ts";
import { KeyCaps } from "../ui/KeyCaps.tsx";
import { useWorkingKeys } from "../ui/Keys.tsx";
import styles from "./help.module.css";
import { Marked } from "./Words.tsx";

/** Those of the screen behind the help first, then all keys there are, by where they work. */
export function KeyLists({ wanted }: { readonly wanted: readonly string[] }) {
  const { t } = useTranslation("help");
  const here = useWorkingKeys().filter((key) => everyKey[key].where !== "help");
  return (
    <>
      <KeyList title={t("keys.here")} keys={here} wanted={wanted} />
      {places.map((place) => (
        <KeyList
          key={place}
          title={t(`keys.${place}`)}
          keys={keyNames.filter((key) => everyKey[key].where === place)}
          wanted={wanted}
        />
      ))}
    </>
  );
}

interface KeyListProps {
  readonly title: string;
  readonly keys: readonly KeyName[];
  readonly wanted: readonly string[];
}

function KeyList({ title, keys, wanted }: KeyListProps) {
  const { t } = useTranslation(["common", "help", "interviews", "practice", "review", "ui"]);
  return (
    <section aria-label={title}>
      <h4>{title}</h4>
      <dl className={styles.keys}>
        {keys.map((key) => (
          <div key={key}>
            <dt>
              <Marked text={t(everyKey[key].says)} wanted={wanted} />
            </dt>
            <dd>
              <KeyCaps chord={everyKey[key].chord} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const places = [...new Set(keyNames.map((key) => everyKey[key].where))];
