import { useTranslation } from "react-i18next";
import type { InterviewId, QuestionnaireHash } from "../../shared/contract/define.ts";
import type { MoveAnswer } from "../../shared/contract/interviews.ts";
import { ask, useAct, useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Num } from "../ui/Num.tsx";
import { OrphanValue } from "../ui/Orphans.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { showToast } from "../ui/Toast.tsx";
import styles from "./questionnaires.module.css";

interface Props {
  readonly interview: InterviewId;
  readonly to: QuestionnaireHash;
}

/** What a move would do to a draft, answer by answer; only then the move itself, which can be undone. */
export function MoveDraft({ interview, to }: Props) {
  const { t } = useTranslation("questionnaires");
  const { go, back } = useSession();
  const sayFault = useFaultSentence();
  const { outcome } = useAsked("interviews.planMove", { interview, to });
  const move = useAct("interviews.move");
  const plan = outcome?.ok ? outcome.value : null;
  const fault = move.fault ?? (outcome && !outcome.ok ? outcome.fault : null);

  const undo = async (from: QuestionnaireHash) => {
    const undone = await ask("interviews.move", { interview, to: from });
    showToast({ text: undone.ok ? t("move.undone") : sayFault(undone.fault) });
    if (undone.ok) go({ screen: "move-draft", interview, to });
  };
  const moveIt = async () => {
    if (!plan || !(await move.act({ interview, to }))) return;
    go({ screen: "interview", interview });
    showToast({ text: t("move.done"), undo: () => void undo(plan.from.hash) });
  };

  return (
    <Screen
      title={t("move.title")}
      width="desk"
      {...(plan
        ? {
            foot: (
              <>
                <Button onPress={back}>{t("move.leave")}</Button>
                <Button kind="primary" isBusy={move.isActing} onPress={() => void moveIt()}>
                  {t("move.act", { version: plan.to.version })}
                </Button>
              </>
            ),
          }
        : {})}
    >
      {!outcome && <Skeleton lines={6} />}
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      {plan && (
        <>
          <p className={styles.hint}>
            {t("move.text", { from: plan.from.version, to: plan.to.version })}
          </p>
          <dl className={styles.facts}>
            <dt>{t("move.kept")}</dt>
            <dd>
              <Num value={plan.kept.length} />
            </dd>
            <dt>{t("move.moved")}</dt>
            <dd>
              <Num value={plan.moved.length} />
            </dd>
            <dt>{t("move.orphaned")}</dt>
            <dd>
              <Num value={plan.orphaned.length} />
            </dd>
          </dl>
          <Answers list="orphaned" answers={plan.orphaned} />
          <Answers list="moved" answers={plan.moved} />
          <Answers list="kept" answers={plan.kept} />
        </>
      )}
    </Screen>
  );
}

interface AnswersProps {
  readonly list: "kept" | "moved" | "orphaned";
  readonly answers: readonly MoveAnswer[];
}

function Answers({ list, answers }: AnswersProps) {
  const { t } = useTranslation("questionnaires");
  if (answers.length === 0) return null;
  return (
    <section className={styles.block} aria-label={t(`move.${list}`)}>
      <h2>{t(`move.${list}`)}</h2>
      <p className={styles.hint}>{t(`move.${list}-text`)}</p>
      <DataTable
        label={t(`move.${list}`)}
        items={answers.map((answer, place) => ({ ...answer, place }))}
        idOf={({ place }) => String(place)}
        nameOf={({ label, question }) => label || question}
        empty={null}
        columns={[
          {
            id: "question",
            label: t("move.question"),
            isRowHeader: true,
            width: "3fr",
            least: 240,
            cell: ({ label, question }) => (
              <>
                <Bdi>{label || question}</Bdi>
                <span className={styles.path}>
                  <Bdi dir="ltr">{question}</Bdi>
                </span>
              </>
            ),
          },
          {
            id: "answer",
            label: t("move.answer"),
            width: "2fr",
            cell: (answer) => <OrphanValue answer={answer} />,
          },
          ...(list === "kept"
            ? []
            : [
                {
                  id: "becomes",
                  label: t("move.becomes"),
                  width: "2fr" as const,
                  cell: (answer: MoveAnswer) => <Becomes answer={answer} />,
                },
              ]),
        ]}
      />
    </section>
  );
}

function Becomes({ answer: { to, why, returned } }: { readonly answer: MoveAnswer }) {
  const { t } = useTranslation("questionnaires");
  if (to === null) return <>{t(`move.why-${why ?? "no-place"}`)}</>;
  return (
    <>
      {returned && t("move.returned")} <Bdi dir="ltr">{to}</Bdi>
    </>
  );
}
