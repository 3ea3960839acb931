import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { useAct, useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Num } from "../ui/Num.tsx";
import { When } from "../ui/When.tsx";
import { Problems } from "./ImportReport.tsx";
import styles from "./questionnaires.module.css";

type Read = Output<"questionnaires.readPlaces">;

/** The team's list of places: what is here, and the way in for another, which is shown before it is taken over. */
export function Places() {
  const { t } = useTranslation("questionnaires");
  const sayFault = useFaultSentence();
  const { outcome, again } = useAsked("questionnaires.places", {});
  const reading = useAct("questionnaires.readPlaces");
  const keeping = useAct("questionnaires.keepPlaces");
  const [read, setRead] = useState<Read | null>(null);
  const [isKept, setKept] = useState(false);

  const choose = async () => {
    setKept(false);
    setRead(await reading.act({}));
  };
  const keep = async (hash: string) => {
    const kept = await keeping.act({ hash });
    if (!kept) return;
    setRead(null);
    setKept(true);
    again();
  };
  const fault = reading.fault ?? keeping.fault ?? (outcome?.ok === false ? outcome.fault : null);
  const gazetteer = outcome?.ok ? outcome.value.gazetteer : null;
  return (
    <section className={styles.block} aria-label={t("places.title")}>
      <h2>{t("places.title")}</h2>
      <p className={styles.hint}>{t("places.text")}</p>
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      {isKept && <Callout kind="ok">{t("places.kept")}</Callout>}
      {outcome?.ok && !gazetteer && <p>{t("places.none")}</p>}
      {gazetteer && (
        <dl className={styles.facts}>
          <dt>{t("places.count")}</dt>
          <dd>
            <Num value={gazetteer.places} />
          </dd>
          <dt>{t("places.fingerprint")}</dt>
          <dd>
            <Bdi dir="ltr">{gazetteer.hash.slice(0, 8)}</Bdi>
          </dd>
          <dt>{t("places.imported-at")}</dt>
          <dd>
            <When moment={gazetteer.imported} show="minute" />
          </dd>
        </dl>
      )}
      {read && (
        <ReadList
          read={read}
          isKeeping={keeping.isActing}
          onKeep={keep}
          onLeave={() => setRead(null)}
        />
      )}
      {read?.outcome !== "read" && (
        <div className={styles.acts}>
          <Button icon="add" isBusy={reading.isActing} onPress={() => void choose()}>
            {t("places.import")}
          </Button>
        </div>
      )}
    </section>
  );
}

interface ReadListProps {
  readonly read: Read;
  readonly isKeeping: boolean;
  readonly onKeep: (hash: string) => Promise<void>;
  readonly onLeave: () => void;
}

/** A list that was read: what it would change, or why it cannot be taken over. */
function ReadList({ read, isKeeping, onKeep, onLeave }: ReadListProps) {
  const { t } = useTranslation("questionnaires");
  const isNew = read.outcome === "read";
  return (
    <>
      <Callout kind={read.outcome === "refused" ? "error" : isNew ? "info" : "ok"}>
        {t(`places.${read.outcome}`)}
      </Callout>
      {isNew && (
        <dl className={styles.facts}>
          {counts.map(([count, word]) => (
            <Count key={word} label={t(`places.${word}`)} value={read[count]} />
          ))}
        </dl>
      )}
      {read.problems.length > 0 && <Problems problems={read.problems} />}
      {isNew && (
        <div className={styles.acts}>
          <Button kind="primary" isBusy={isKeeping} onPress={() => void onKeep(read.hash)}>
            {t("places.keep")}
          </Button>
          <Button onPress={onLeave}>{t("places.leave")}</Button>
        </div>
      )}
    </>
  );
}

const counts = [
  ["places", "count"],
  ["added", "added"],
  ["removed", "removed"],
  ["renamed", "renamed"],
  ["finer", "finer"],
] as const;

function Count({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Num value={value} />
      </dd>
    </>
  );
}
