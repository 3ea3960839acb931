import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Team as Roster } from "../../shared/contract/people.ts";
import { useAct, useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { NotRead } from "../NotRead.tsx";
import { useSession } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Num } from "../ui/Num.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { CreateTeam } from "./CreateTeam.tsx";
import { DeviceCard } from "./DeviceCard.tsx";
import { Members } from "./Members.tsx";
import styles from "./people.module.css";
import { TeamFile } from "./TeamFile.tsx";

/** Who belongs together, and by which numbers they know each other. */
export function Team() {
  const { t } = useTranslation("people");
  const { self } = useSession();
  const { outcome, again } = useAsked("people.team", {});
  const [news, setNews] = useState<string | null>(null);
  const tell = (text: string) => {
    setNews(text);
    again();
  };

  if (!outcome)
    return (
      <Screen title={t("title")}>
        <Skeleton lines={6} />
      </Screen>
    );
  if (!outcome.ok)
    return (
      <Screen title={t("title")}>
        <NotRead fault={outcome.fault} again={again} />
      </Screen>
    );
  const { team } = outcome.value;
  return (
    <Screen title={t("title")}>
      {news !== null && <Callout kind="ok">{news}</Callout>}
      {team && <TeamCard team={team} tell={tell} />}
      {!team && self.role === "coordinator" && (
        <CreateTeam onCreated={() => tell(t("team.created"))} />
      )}
      {!team && (
        <TeamFile team={null} onJoined={({ name }) => tell(t("join.joined", { team: name }))} />
      )}
      <DeviceCard />
    </Screen>
  );
}

interface TeamCardProps {
  readonly team: Roster;
  /** Says what came of an act, and shows the team as it is now. */
  readonly tell: (text: string) => void;
}

function TeamCard({ team, tell }: TeamCardProps) {
  const { t } = useTranslation("people");
  const coordinators = team.members.filter(({ role }) => role === "coordinator");
  return (
    <Card title={t("team.title", { name: team.name })}>
      <dl className={styles.facts}>
        <dt>{t("team.version")}</dt>
        <dd>
          <Num value={team.version} />
        </dd>
        <dt>{t("team.keys")}</dt>
        <dd>{t(`team.keys-${team.keys}`)}</dd>
      </dl>
      {coordinators.length < 2 && <Callout kind="warning">{t("team.one-coordinator")}</Callout>}
      <Members team={team} onRemoved={({ name }) => tell(t("members.removed", { name }))} />
      {team.lead ? (
        <LeadActs team={team} tell={tell} />
      ) : (
        <TeamFile team={team} onJoined={({ version }) => tell(t("join.taken-over", { version }))} />
      )}
    </Card>
  );
}

/** What only the lead's notebook may do: take up cards, and seal the roster for everybody on it. */
function LeadActs({ team, tell }: TeamCardProps) {
  const { t } = useTranslation("people");
  const sayFault = useFaultSentence();
  const add = useAct("people.addCards");
  const publish = useAct("people.publish");
  const isAlone = team.members.length < 2;
  const needsPublishing = !team.published && !isAlone;
  const fault = add.fault ?? publish.fault;

  const addCards = async () => {
    const changed = await add.act({});
    if (!changed) return;
    const known = new Set(team.members.map(({ device }) => device));
    const count = changed.members.filter(({ device }) => !known.has(device)).length;
    tell(count === 0 ? t("members.renewed") : t("members.added", { count }));
  };
  const publishTeam = async () => {
    const published = await publish.act({});
    if (!published) return;
    tell(t("team.published", { version: published.version, file: published.fileName }));
  };

  return (
    <>
      {isAlone && <Callout kind="info">{t("team.alone")}</Callout>}
      {needsPublishing && <Callout kind="warning">{t("team.unpublished")}</Callout>}
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      <div className={styles.acts}>
        <Button
          kind={isAlone ? "primary" : "plain"}
          icon="add"
          isBusy={add.isActing}
          onPress={() => void addCards()}
        >
          {t("members.add")}
        </Button>
        {!isAlone && (
          <Button
            kind={needsPublishing ? "primary" : "plain"}
            isBusy={publish.isActing}
            onPress={() => void publishTeam()}
          >
            {t("team.publish")}
          </Button>
        )}
      </div>
    </>
  );
}
