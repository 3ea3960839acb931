import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import type { Team } from "../../shared/contract/people.ts";
import { useAct } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Check } from "../ui/Check.tsx";
import { Num } from "../ui/Num.tsx";
import { SafetyNumber } from "../ui/SafetyNumber.tsx";
import { TeamLists } from "../ui/TeamLists.tsx";
import styles from "./people.module.css";

type Offer = Output<"people.readTeam">;

interface TeamFileProps {
  /** The team this notebook is in already; its lead was compared when it joined. */
  readonly team: Team | null;
  readonly onJoined: (team: Team) => void;
}

/** A team file: read without being believed, then compared by voice, and only then joined. */
export function TeamFile({ team, onJoined }: TeamFileProps) {
  const { t } = useTranslation("people");
  const sayFault = useFaultSentence();
  const read = useAct("people.readTeam");
  const [offer, setOffer] = useState<Offer | null>(null);
  const [isRefused, setRefused] = useState(false);

  if (offer)
    return (
      <Offered
        offer={offer}
        isKnown={team !== null}
        onJoined={onJoined}
        onLeft={(differs) => {
          setOffer(null);
          setRefused(differs);
        }}
      />
    );
  const chooseFile = () => {
    setRefused(false);
    void read.act({}).then(setOffer);
  };
  const problems = (
    <>
      {read.fault && (
        <Callout kind="error" code={read.fault.kind}>
          {sayFault(read.fault)}
        </Callout>
      )}
      {isRefused && <Callout kind="warning">{t("join.differs-text")}</Callout>}
    </>
  );
  if (team)
    return (
      <>
        {problems}
        <div className={styles.acts}>
          <Button isBusy={read.isActing} onPress={chooseFile}>
            {t("way-in.newer")}
          </Button>
        </div>
      </>
    );
  return (
    <Card title={t("way-in.title")}>
      <p className={styles.hint}>{t("way-in.text")}</p>
      <ol className={styles.steps}>
        {(["card", "file", "read"] as const).map((step, index) => (
          <li key={step}>
            <span className={styles.step}>
              <Num value={index + 1} />
            </span>
            <span>{t(`way-in.${step}`)}</span>
          </li>
        ))}
      </ol>
      {problems}
      <div className={styles.acts}>
        <Button isBusy={read.isActing} onPress={chooseFile}>
          {t("way-in.act")}
        </Button>
      </div>
    </Card>
  );
}

interface OfferedProps {
  readonly offer: Offer;
  /** The lead is the one of the team this notebook is in; the keeper has refused every other. */
  readonly isKnown: boolean;
  readonly onJoined: (team: Team) => void;
  readonly onLeft: (differs: boolean) => void;
}

function Offered({ offer, isKnown, onJoined, onLeft }: OfferedProps) {
  const { t } = useTranslation(["people", "common"]);
  const sayFault = useFaultSentence();
  const join = useAct("people.join");
  const [isSame, setSame] = useState(isKnown);
  const { lead } = offer;
  return (
    <Card title={isKnown ? t("join.newer-title") : t("join.title")}>
      <dl className={styles.facts}>
        <dt>{t("join.team")}</dt>
        <dd>
          <Bdi>{offer.name}</Bdi>
        </dd>
        <dt>{t("join.version")}</dt>
        <dd>
          <Num value={offer.version} />
        </dd>
        <dt>{t("join.lead")}</dt>
        <dd>
          <Bdi>{lead.name}</Bdi>
        </dd>
      </dl>
      <TeamLists lists={offer.lists} />
      {isKnown ? (
        <p>{t("join.newer-text", { lead: lead.name })}</p>
      ) : (
        <>
          <section aria-label={t("join.number")} className={styles.number}>
            <h3>{t("join.number")}</h3>
            <SafetyNumber value={lead.safetyNumber} />
          </section>
          <p>{t("join.text", { lead: lead.name })}</p>
          <Check isChosen={isSame} onChange={setSame}>
            {t("join.same")}
          </Check>
        </>
      )}
      {join.fault && (
        <Callout kind="error" code={join.fault.kind}>
          {sayFault(join.fault)}
        </Callout>
      )}
      <div className={styles.acts}>
        {isKnown ? (
          <Button autoFocus onPress={() => onLeft(false)}>
            {t("join.not-now")}
          </Button>
        ) : (
          <Button kind="danger" autoFocus onPress={() => onLeft(true)}>
            {t("join.differs")}
          </Button>
        )}
        <Button
          kind="primary"
          isBusy={join.isActing}
          heldBy={isSame ? null : t("join.needed")}
          onPress={() =>
            void join
              .act({ safetyNumber: lead.safetyNumber })
              .then((joined) => joined && onJoined(joined))
          }
        >
          {isKnown ? t("join.newer-act") : t("join.act")}
        </Button>
      </div>
    </Card>
  );
}
