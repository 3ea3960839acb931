import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { useAct } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import styles from "./Settings.module.css";

/** Reads the whole notebook on request, and says what is not as it was written. */
export function CheckNotebook() {
  const { t } = useTranslation("vault");
  const sayFault = useFaultSentence();
  const { act, isActing, fault } = useAct("vault.check");
  const [verdict, setVerdict] = useState<Output<"vault.check"> | null>(null);
  return (
    <Card title={t("check.title")}>
      <p className={styles.hint}>{t("check.text")}</p>
      <div>
        <Button
          isBusy={isActing}
          onPress={() => {
            setVerdict(null);
            void act({}).then(setVerdict);
          }}
        >
          {t("check.act")}
        </Button>
      </div>
      <p role="status" className={styles.status}>
        {isActing && t("check.working")}
      </p>
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      {verdict?.ok && (
        <Callout kind="ok" title={t("check.whole")}>
          {t("check.whole-counts", {
            interviews: verdict.interviews,
            events: verdict.events,
            attachments: verdict.attachments,
          })}
        </Callout>
      )}
      {verdict && !verdict.ok && (
        <Callout kind="error">
          <p>{t("check.problems")}</p>
          <ul className={styles.problems}>
            {verdict.problems.map(({ kind, subject }) => {
              const known = problems.find((one) => one === kind);
              const words = known ? t(`check.${known}`, { subject: subject ?? "" }) : kind;
              return <li key={`${kind} ${subject}`}>{words}</li>;
            })}
          </ul>
        </Callout>
      )}
    </Card>
  );
}

/** What a check can find; each has its sentence. */
const problems = [
  "page-damaged",
  "journal-broken",
  "attachment-damaged",
  "chain-broken",
  "projection-differs",
  "signature-wrong",
] as const;
