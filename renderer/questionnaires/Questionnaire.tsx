import { useTranslation } from "react-i18next";
import type { QuestionnaireHash } from "../../shared/contract/define.ts";
import type { Output } from "../../shared/contract/index.ts";
import type { FormRow } from "../../shared/contract/questionnaires.ts";
import { useAct, useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { usePreferences, useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Check } from "../ui/Check.tsx";
import { titleIn } from "../ui/FormTitle.tsx";
import { Num } from "../ui/Num.tsx";
import { OnPaper } from "../ui/OnPaper.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { showToast } from "../ui/Toast.tsx";
import { DraftsToMove } from "./DraftsToMove.tsx";
import styles from "./questionnaires.module.css";

interface Props {
  readonly questionnaire: QuestionnaireHash;
}

/** One version of a questionnaire: what it is, how it looks, where it goes, and what came before it. */
export function Questionnaire({ questionnaire }: Props) {
  const { t, i18n } = useTranslation("questionnaires");
  const sayFault = useFaultSentence();
  const { outcome } = useAsked("questionnaires.list", {});
  const fault = outcome && !outcome.ok ? outcome.fault : null;
  const forms = outcome?.ok ? outcome.value.forms : [];
  const form = forms.find(({ hash }) => hash === questionnaire);
  const others = forms.filter(({ id, hash }) => id === form?.id && hash !== questionnaire);
  return (
    <Screen
      title={form ? titleIn(i18n.language, form.title) : t("list.title")}
      above={form && t("form.version-of", { version: form.version })}
    >
      {!outcome && <Skeleton lines={6} />}
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      {outcome?.ok && !form && (
        <Callout kind="warning">{sayFault({ kind: "questionnaire-unknown" })}</Callout>
      )}
      {form && (
        <>
          <About form={form} />
          <ForTheTeam form={form} />
          <Versions form={form} others={others} />
          <DraftsToMove form={form} others={others} />
        </>
      )}
    </Screen>
  );
}

function About({ form }: { readonly form: FormRow }) {
  const { t } = useTranslation("questionnaires");
  const { go } = useSession();
  const sayFault = useFaultSentence();
  const write = useAct("questionnaires.export");
  const exportIt = async () => {
    const written = await write.act({ questionnaire: form.hash });
    if (written) showToast({ text: told(written) });
  };
  const told = ({ fileName, tables, beside }: Output<"questionnaires.export">) =>
    [
      t("form.exported", { file: [fileName, ...tables].join(" ") }),
      ...(beside.length > 0 ? [t("form.exported-beside", { files: beside.join(" ") })] : []),
    ].join(" ");
  return (
    <Card title={t("form.about")}>
      <dl className={styles.facts}>
        <dt>{t("form.id")}</dt>
        <dd>
          <Bdi dir="ltr">{form.id}</Bdi>
        </dd>
        <dt>{t("list.fingerprint")}</dt>
        <dd>
          <Bdi dir="ltr">{form.hash.slice(0, 16)}</Bdi>
        </dd>
        <dt>{t("form.languages")}</dt>
        <dd>
          <bdi>{form.languages.map(({ name }) => name).join(" · ")}</bdi>
        </dd>
        <dt>{t("list.questions")}</dt>
        <dd>
          <Num value={form.questions} />
        </dd>
        <dt>{t("list.interviews")}</dt>
        <dd>
          <Num value={form.interviews} />
        </dd>
      </dl>
      {write.fault && (
        <Callout kind="error" code={write.fault.kind}>
          {sayFault(write.fault)}
        </Callout>
      )}
      <div className={styles.acts}>
        <Button kind="primary" onPress={() => go({ screen: "preview", questionnaire: form.hash })}>
          {t("form.preview")}
        </Button>
        <Button isBusy={write.isActing} onPress={() => void exportIt()}>
          {t("form.export")}
        </Button>
        <Blank form={form} />
      </div>
    </Card>
  );
}

/** The questionnaire without answers, to be filled in by hand. */
function Blank({ form }: { readonly form: FormRow }) {
  const { preferences } = usePreferences();
  const sayFault = useFaultSentence();
  const print = useAct("paper.save");
  return (
    <OnPaper
      kind="blank"
      languages={form.languages}
      language={preferences.language}
      isSaving={print.isActing}
      problem={
        print.fault && (
          <Callout kind="error" code={print.fault.kind}>
            {sayFault(print.fault)}
          </Callout>
        )
      }
      onSave={({ language, digits }) =>
        print.act({ kind: "blank", questionnaire: form.hash, copies: 2, language, digits })
      }
    />
  );
}

/** Whether the team's file brings this version to everybody. Only the lead's notebook decides it. */
function ForTheTeam({ form }: { readonly form: FormRow }) {
  const { t } = useTranslation("questionnaires");
  const { go } = useSession();
  const sayFault = useFaultSentence();
  const { outcome, again } = useAsked("people.team", {});
  const offer = useAct("people.offer");
  const team = outcome?.ok ? outcome.value.team : null;
  if (!team?.lead) return null;
  const isOffered = team.questionnaires.includes(form.hash);
  return (
    <Card title={t("team.title")}>
      <p className={styles.hint}>{t("team.text")}</p>
      <Check
        isChosen={isOffered}
        onChange={(offered) =>
          void offer
            .act({ questionnaire: form.hash, offered })
            .then((changed) => changed && again())
        }
      >
        {t("team.offer")}
      </Check>
      {offer.fault && (
        <Callout kind="error" code={offer.fault.kind}>
          {sayFault(offer.fault)}
        </Callout>
      )}
      {!team.published && team.members.length > 1 && (
        <Callout
          kind="warning"
          action={<Button onPress={() => go({ screen: "team" })}>{t("team.publish")}</Button>}
        >
          {t("team.unpublished")}
        </Callout>
      )}
    </Card>
  );
}

function Versions({
  form,
  others,
}: {
  readonly form: FormRow;
  readonly others: readonly FormRow[];
}) {
  const { t } = useTranslation("questionnaires");
  const { go } = useSession();
  return (
    <Card title={t("versions.title")}>
      {others.length === 0 && <p className={styles.hint}>{t("versions.none")}</p>}
      {others.length > 0 && <p className={styles.hint}>{t("versions.text")}</p>}
      {others.map(({ hash, version }) => (
        <div key={hash} className={styles.acts}>
          <Button onPress={() => go({ screen: "differences", from: hash, to: form.hash })}>
            {t("versions.compare", { version, fingerprint: hash.slice(0, 8) })}
          </Button>
          <Button kind="quiet" onPress={() => go({ screen: "questionnaire", questionnaire: hash })}>
            {t("versions.open", { version })}
          </Button>
        </div>
      ))}
    </Card>
  );
}
