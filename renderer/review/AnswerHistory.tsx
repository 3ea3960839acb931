import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import type { InterviewRow } from "../../shared/contract/interviews.ts";
import type { FormLanguage } from "../../shared/contract/questionnaires.ts";
import type { RecordNode } from "../../shared/interviews/outline.ts";
import { useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Callout } from "../ui/Callout.tsx";
import { Drawer } from "../ui/Dialog.tsx";
import { FormText } from "../ui/FormText.tsx";
import { InOrder } from "../ui/InOrder.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { Stated } from "../ui/Stated.tsx";
import { When } from "../ui/When.tsx";
import { AnswerValue } from "./AnswerValue.tsx";
import { StateInPlace } from "./RecordRow.tsx";
import styles from "./review.module.css";

interface AnswerHistoryProps {
  readonly interview: InterviewRow["interview"];
  readonly node: RecordNode;
  readonly language: FormLanguage;
  readonly onClose: () => void;
}

/** Everything that was ever recorded for one question, the newest first. Nothing is overwritten. */
export function AnswerHistory({ interview, node, language, onClose }: AnswerHistoryProps) {
  const { t } = useTranslation("review");
  const sayFault = useFaultSentence();
  const { outcome } = useAsked("interviews.history", { interview, question: node.ref });
  return (
    <Drawer title={t("history.title")} side="end" isOpen onClose={onClose}>
      <div className={styles.drawer}>
        <p lang={language.tag} dir={language.direction} className={styles.asked}>
          <FormText text={node.label} />
        </p>
        {!outcome && <Skeleton />}
        {outcome && !outcome.ok && (
          <Callout kind="error" code={outcome.fault.kind}>
            {sayFault(outcome.fault)}
          </Callout>
        )}
        {outcome?.ok && outcome.value.entries.length === 0 && <p>{t("history.empty")}</p>}
        {outcome?.ok && (
          <ol className={styles.entries}>
            <InOrder of={outcome.value.entries.toReversed()}>
              {(said) => <Entry said={said} node={node} language={language} />}
            </InOrder>
          </ol>
        )}
      </div>
    </Drawer>
  );
}

interface EntryProps extends Pick<AnswerHistoryProps, "node" | "language"> {
  readonly said: Output<"interviews.history">["entries"][number];
}

function Entry({ said, node, language }: EntryProps) {
  const { t } = useTranslation("review");
  const { at, cause, correction, deviceName, reason, shown, state, stated, value } = said;
  const knownCause = causes.find((known) => known === cause);
  return (
    <li className={styles.said}>
      <p className={styles.when}>
        <When moment={at} show="minute" />
        {deviceName !== null && <> · {t("history.by", { name: deviceName })}</>}
      </p>
      {state === "answered" && value !== null ? (
        <div lang={language.tag} dir={language.direction}>
          {shown === null ? (
            <AnswerValue node={node} value={value} asCodes={false} />
          ) : (
            <span dir="auto" className={styles.words}>
              {shown}
            </span>
          )}
        </div>
      ) : (
        <StateInPlace state={state} reason={reason} />
      )}
      {stated !== null && (
        <p className={styles.when}>
          <Stated of={stated} />
        </p>
      )}
      {correction !== null && (
        <p className={styles.when}>
          {t("history.correction")} <bdi>{correction}</bdi>
        </p>
      )}
      {knownCause && <p className={styles.when}>{t(`history.cause.${knownCause}`)}</p>}
    </li>
  );
}

/** What in the questionnaire itself can move an answer. */
const causes = ["calculation", "trigger", "default", "cascade", "count"] as const;
