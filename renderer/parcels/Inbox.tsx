import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { useAct, useAsked, useProgress } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Progress } from "../ui/Progress.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { History, SetAside } from "./InboxTables.tsx";
import { JustRead } from "./JustRead.tsx";
import { MissingParcels } from "./MissingParcels.tsx";
import styles from "./parcels.module.css";

type Read = Output<"parcels.import">;

/** Where parcels come in: what each file was, what is missing, and what was read before. */
export function Inbox() {
  const { t } = useTranslation("parcels");
  const sayFault = useFaultSentence();
  const { outcome, again } = useAsked("parcels.inbox", {});
  const take = useAct("parcels.import");
  const { progress, forget } = useProgress("parcels.import");
  const [read, setRead] = useState<Read | null>(null);

  const choose = async () => {
    forget();
    const now = await take.act({});
    forget();
    if (now) setRead(now);
    again();
  };
  const chooseButton = (
    <Button kind="primary" icon="inbox" isBusy={take.isActing} onPress={() => void choose()}>
      {t("inbox.choose")}
    </Button>
  );
  const fault = take.fault ?? (outcome && !outcome.ok ? outcome.fault : null);
  const inbox = outcome?.ok ? outcome.value : null;
  const isEmpty =
    inbox !== null && read === null && inbox.parcels.length + inbox.setAside.length === 0;

  return (
    <Screen title={t("inbox.title")} width="desk" marks={!isEmpty && chooseButton}>
      {take.isActing && progress && (
        <Progress label={t("inbox.reading")} done={progress.done} total={progress.total} />
      )}
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      {read && <JustRead files={read.files} />}
      {!outcome && <Skeleton lines={6} />}
      {isEmpty && <Empty action={chooseButton}>{t("inbox.empty")}</Empty>}
      {inbox && inbox.gaps.length > 0 && <MissingParcels gaps={inbox.gaps} />}
      {inbox && inbox.setAside.length > 0 && <SetAside files={inbox.setAside} />}
      {inbox && inbox.parcels.length > 0 && (
        <section className={styles.block} aria-label={t("inbox.history")}>
          <h2>{t("inbox.history")}</h2>
          <History parcels={inbox.parcels} />
        </section>
      )}
    </Screen>
  );
}
