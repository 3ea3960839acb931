import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import type { AnyFault, Progressing } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Num } from "../ui/Num.tsx";
import { Progress } from "../ui/Progress.tsx";
import { Size } from "../ui/Size.tsx";
import styles from "./parcels.module.css";

type Ready = Output<"parcels.ready">;

interface SealParcelProps {
  readonly going: Ready["interviews"];
  readonly coordinators: Ready["coordinators"];
  readonly isSealing: boolean;
  readonly progress: Progressing | null;
  readonly fault: AnyFault | null;
}

/** The third step: what is about to happen, how far it is, or why it did not. */
export function SealParcel({ going, coordinators, isSealing, progress, fault }: SealParcelProps) {
  const { t } = useTranslation("parcels");
  const { practice } = useSession();
  const sayFault = useFaultSentence();
  const stage = stages.find((name) => name === progress?.stage) ?? "collect";
  return (
    <>
      <p className={styles.hint}>{t(practice ? "make.where-practice" : "make.where-text")}</p>
      <Card>
        <dl className={styles.facts}>
          <dt>{t("make.where-interviews")}</dt>
          <dd>
            <Num value={going.length} />
          </dd>
          <dt>{t("make.where-size")}</dt>
          <dd>
            <Size bytes={going.reduce((sum, { bytes }) => sum + bytes, 0)} />
          </dd>
          <dt>{t("make.where-whom")}</dt>
          <dd>
            <Names names={coordinators.map(({ name }) => name)} />
          </dd>
        </dl>
      </Card>
      {isSealing && progress && (
        <Progress
          key={stage}
          label={t(`make.${stage}`)}
          done={progress.done}
          total={progress.total}
          counts={stage === "collect" ? "things" : "bytes"}
        />
      )}
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)} <Obstacle fault={fault} />
        </Callout>
      )}
    </>
  );
}

const stages = ["collect", "write", "verify"] as const;

/** Which interview is meant, where the fault names one. */
function Obstacle({ fault: { details } }: { readonly fault: AnyFault }) {
  const { t } = useTranslation("parcels");
  const code = details?.code;
  if (typeof code !== "string") return null;
  const reason = holds.find((one) => one === details?.reason) ?? "chain-broken";
  return <span>{t("make.held-one", { code, reason: t(`make.held.${reason}`) })}</span>;
}

const holds = ["draft", "consent-not-confirmed", "ended-for-safety", "other-device"] as const;

/** Names of people, each kept apart from the direction around it. */
export function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className={styles.names}>
      {names
        .toSorted((one, other) => one.localeCompare(other))
        .map((name) => (
          <li key={name}>
            <Bdi>{name}</Bdi>
          </li>
        ))}
    </ul>
  );
}
