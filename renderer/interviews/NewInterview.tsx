import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReferralDraft } from "../../shared/contract/people.ts";
import type { FormRow } from "../../shared/contract/questionnaires.ts";
import { type AnyFault, ask, useAct, useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { usePreferences, useSession } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Check } from "../ui/Check.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { FormTitle } from "../ui/FormTitle.tsx";
import { useOnChange } from "../ui/on-change.ts";
import { Radios } from "../ui/Radios.tsx";
import { ReferralForm } from "../ui/ReferralForm.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { nameOfLanguage } from "./language.ts";
import styles from "./NewInterview.module.css";

/** Asks which questionnaire is used and in which language it is read, and begins an interview. */
export function NewInterview({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(["interviews", "practice", "ui"]);
  const { go, practice } = useSession();
  const { preferences } = usePreferences();
  const sayFault = useFaultSentence();
  const { outcome } = useAsked("questionnaires.list", {});
  const services = useAsked("people.referrals", {});
  const [isWithout, setWithout] = useState(false);
  // Asked anew each time: an entry may have come since, and the word that there is none was for one.
  useOnChange([isOpen], () => {
    if (!isOpen) return;
    services.again();
    setWithout(false);
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [spoken, setSpoken] = useState<string | null>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** Pressed before it was known which questionnaires and services there are. */
  const [isWanted, setWanted] = useState(false);

  const forms: readonly FormRow[] = outcome?.ok ? outcome.value.forms : [];
  // The newest of several is offered first; it is the last that came.
  const form = forms.find(({ hash }) => hash === chosen) ?? forms.at(-1);
  const language =
    form?.languages.find(({ name }) => name === spoken) ??
    form?.languages.find(({ tag }) => tag.split("-")[0] === preferences.language) ??
    form?.languages[0];
  // While nobody knows yet, the keeper decides.
  const lacksReferral =
    services.outcome?.ok === true && services.outcome.value.referrals.length === 0;
  const held = form
    ? lacksReferral && !isWithout
      ? t("new.referral-first")
      : null
    : t("new.no-form");
  const start = async () => {
    if (!form) return;
    setBusy(true);
    const started = await ask("interviews.start", {
      questionnaire: form.hash,
      language: language?.name ?? null,
      ...(lacksReferral && isWithout ? { withoutReferral: true as const } : {}),
    });
    setBusy(false);
    if (started.ok) return go({ screen: "interview", interview: started.value.interview });
    setFault(started.fault);
  };
  const isWaiting = outcome === null || services.outcome === null;
  useOnChange([isWaiting], () => {
    if (isWaiting || !isWanted) return;
    setWanted(false);
    if (held === null) void start();
  });
  const failed = fault ?? (outcome?.ok === false ? outcome.fault : null);

  return (
    <Dialog
      title={t("new.title")}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("ui:dialog.cancel")}</Button>
          <Button
            kind="primary"
            autoFocus
            isBusy={isBusy || isWanted}
            heldBy={isWaiting ? null : held}
            onPress={() => (isWaiting ? setWanted(true) : void start())}
          >
            {t("new.start")}
          </Button>
        </>
      }
    >
      <div className={styles.choices}>
        {practice && <Callout kind="warning">{t("practice:only-invented")}</Callout>}
        {outcome === null && <Skeleton />}
        {failed && (
          <Callout kind="error" code={failed.kind}>
            {sayFault(failed)}
          </Callout>
        )}
        {form && (
          <>
            <h3>{t("new.form")}</h3>
            {forms.length === 1 ? (
              <FormName form={form} />
            ) : (
              <Radios
                label={t("new.form")}
                options={forms.map((each) => ({
                  name: each.hash,
                  label: <FormName form={each} />,
                }))}
                value={form.hash}
                onAnswer={async (hash) => {
                  setChosen(hash);
                  return true;
                }}
              />
            )}
            {form.languages.length > 1 && language && (
              <>
                <h3>{t("new.language")}</h3>
                <Radios
                  label={t("new.language")}
                  columns="three"
                  options={form.languages.map((each) => ({
                    name: each.name,
                    label: <span lang={each.tag}>{nameOfLanguage(each)}</span>,
                  }))}
                  value={language.name}
                  onAnswer={async (name) => {
                    setSpoken(name);
                    return true;
                  }}
                />
                <p className={styles.hint}>{t("new.language-hint")}</p>
              </>
            )}
          </>
        )}
        {lacksReferral && (
          <NoReferral
            draft={services.outcome?.ok ? services.outcome.value.draft : null}
            isWithout={isWithout}
            onWithout={setWithout}
            onWritten={services.again}
          />
        )}
      </div>
    </Dialog>
  );
}

/** Before anybody is asked: a service to refer to, written down here, or the word that there is none. */
function NoReferral({
  draft,
  isWithout,
  onWithout,
  onWritten,
}: {
  readonly draft: ReferralDraft | null;
  readonly isWithout: boolean;
  readonly onWithout: (isWithout: boolean) => void;
  readonly onWritten: () => void;
}) {
  const { t } = useTranslation(["interviews", "people"]);
  const sayFault = useFaultSentence();
  const write = useAct("people.writeReferral");
  return (
    <section aria-label={t("people:referrals.title")} className={styles.choices}>
      <h3>{t("people:referrals.title")}</h3>
      <Callout kind="warning">{t("new.referral-missing")}</Callout>
      <ReferralForm
        written={draft}
        onDraft={async (words) => (await ask("people.draftReferral", { words })).ok}
        isBusy={write.isActing}
        onWrite={async (words) => {
          const written = await write.act({ referral: null, words });
          if (written) onWritten();
          return written !== null;
        }}
      >
        {write.fault && (
          <Callout kind="error" code={write.fault.kind}>
            {sayFault(write.fault)}
          </Callout>
        )}
      </ReferralForm>
      <Check isChosen={isWithout} onChange={onWithout}>
        {t("new.without-referral")}
      </Check>
    </section>
  );
}

function FormName({ form: { title, version, questions } }: { readonly form: FormRow }) {
  const { t } = useTranslation("interviews");
  return (
    <span className={styles.form}>
      <FormTitle title={title} />
      <span className={styles.hint}>
        {t("new.version", { version })} · {t("review.questions", { count: questions })}
      </span>
    </span>
  );
}
