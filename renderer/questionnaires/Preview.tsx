import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { QuestionnaireHash } from "../../shared/contract/define.ts";
import { titleOf } from "../../shared/questionnaire/check.ts";
import type { Definition } from "../../shared/questionnaire/definition/definition.ts";
import type { LiveForm } from "../../shared/questionnaire/live/form.ts";
import type { NodeView } from "../../shared/questionnaire/live/view.ts";
import { ask } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { AnswerField } from "../ui/AnswerField.tsx";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Empty } from "../ui/Empty.tsx";
import { FormText, wordsOf } from "../ui/FormText.tsx";
import { titleIn } from "../ui/FormTitle.tsx";
import { InLanguage, InOwnLanguage } from "../ui/InLanguage.tsx";
import { PlacesContext, usePlaces } from "../ui/places.ts";
import { Screen } from "../ui/Screen.tsx";
import { Select } from "../ui/Select.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { useForm } from "./form.ts";
import styles from "./questionnaires.module.css";
import { type Part, partsOf, rehearse } from "./rehearsal.ts";

/** Walks through a questionnaire as a researcher would, in any of its languages, and keeps nothing. */
export function Preview({ questionnaire }: { readonly questionnaire: QuestionnaireHash }) {
  const { t } = useTranslation("questionnaires");
  const sayFault = useFaultSentence();
  const { form, fault } = useForm(questionnaire);
  if (form) return <Walk definition={form} />;
  return (
    <Screen title={t("preview.title")}>
      {fault ? (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      ) : (
        <Skeleton lines={6} />
      )}
    </Screen>
  );
}

/** The form, and the way to have the page drawn again once something in it has changed. */
interface Walking {
  readonly form: LiveForm;
  readonly changed: () => void;
}

function Walk({ definition }: { readonly definition: Definition }) {
  const { t, i18n } = useTranslation("questionnaires");
  const [, setTurn] = useState(0);
  const form = useMemo(() => rehearse(definition), [definition]);
  const [at, setAt] = useState<string | null>(null);
  const top = useRef<HTMLDivElement>(null);
  const parts = partsOf(form);
  const here = Math.max(
    0,
    parts.findIndex(({ id }) => id === at),
  );
  const part = parts[here];
  const walking = { form, changed: () => setTurn((count) => count + 1) };
  const language =
    form.languages.find(({ name }) => name === form.language) ?? definition.languages[0];
  const places = usePlaces(ask, language?.tag ?? i18n.language);
  const go = (to: number) => {
    setAt(parts[to]?.id ?? null);
    top.current?.focus();
  };
  // The language of the page is the one a person reads; the form begins in it if it has it.
  useEffect(() => {
    const own = form.languages.find(({ tag }) => i18n.language.startsWith(tag));
    if (own) form.setLanguage(own.name);
    setTurn((count) => count + 1);
  }, [form, i18n.language]);
  const nameOf = ({ holder }: Part) =>
    holder ? wordsOf(holder.label, i18n.language) : t("preview.loose");

  return (
    <Screen
      title={titleIn(i18n.language, definition.title[form.language] ?? titleOf(definition))}
      above={t("preview.above", { version: definition.version })}
      notice={<Callout kind="info">{t("preview.nothing-kept")}</Callout>}
      marks={
        form.languages.length > 1 && (
          <ToggleGroup
            label={t("preview.language")}
            value={form.language}
            onChoose={(name) => {
              form.setLanguage(name);
              walking.changed();
            }}
            choices={form.languages.map(({ name }) => ({ name, label: <Bdi>{name}</Bdi> }))}
          />
        )
      }
      {...(parts.length > 1
        ? {
            foot: (
              <Steps
                isFirst={here === 0}
                isLast={here === parts.length - 1}
                onStep={(by) => go(here + by)}
              />
            ),
          }
        : {})}
    >
      <div ref={top} tabIndex={-1}>
        {parts.length > 1 && (
          <Select
            label={t("preview.part")}
            value={part?.id ?? ""}
            onChoose={setAt}
            options={parts.map((one) => ({ name: one.id, label: nameOf(one) }))}
          />
        )}
      </div>
      {!part && <Empty>{t("preview.empty")}</Empty>}
      {part && language && (
        <InLanguage {...language} className={styles.block ?? ""}>
          <PlacesContext value={places}>
            {part.holder ? (
              <Node key={part.id} node={part.holder} walking={walking} />
            ) : (
              part.rows.map((node) => <Node key={node.ref} node={node} walking={walking} />)
            )}
          </PlacesContext>
        </InLanguage>
      )}
    </Screen>
  );
}

/** From one part to the next; which parts there are depends on the answers. */
function Steps({
  isFirst,
  isLast,
  onStep,
}: {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onStep: (by: -1 | 1) => void;
}) {
  const { t } = useTranslation("questionnaires");
  return (
    <>
      <Button heldBy={isFirst ? t("preview.first") : null} onPress={() => onStep(-1)}>
        {t("preview.previous")}
      </Button>
      <Button kind="primary" heldBy={isLast ? t("preview.last") : null} onPress={() => onStep(1)}>
        {t("preview.next")}
      </Button>
    </>
  );
}

interface NodeProps {
  readonly node: NodeView;
  readonly walking: Walking;
}

function Node({ node, walking }: NodeProps) {
  if (!node.relevant || node.kind === "hidden") return null;
  if (node.kind === "question") return <Question node={node} walking={walking} />;
  if (node.kind === "repeat") return <Entries node={node} walking={walking} />;
  if (node.kind === "note")
    return (
      <div className={styles.question}>
        <p>
          <FormText text={node.label} />
        </p>
      </div>
    );
  return (
    <section className={styles.block}>
      {node.label.parts.length > 0 && (
        <h2>
          <FormText text={node.label} />
        </h2>
      )}
      <Children of={node} walking={walking} />
    </section>
  );
}

function Children({ of, walking }: { readonly of: NodeView; readonly walking: Walking }) {
  return walking.form
    .children(of.ref)
    .map((child) => <Node key={child.ref} node={child} walking={walking} />);
}

function Entries({ node, walking: { form, changed } }: NodeProps) {
  const { t, i18n } = useTranslation("questionnaires");
  const title = wordsOf(node.label, i18n.language);
  return (
    <section className={styles.block} aria-label={title}>
      <h2>
        <FormText text={node.label} />
      </h2>
      {form.children(node.ref).map((entry, place) => (
        <div key={entry.ref} className={styles.entry}>
          <InOwnLanguage className={styles.acts ?? ""}>
            <p className={styles.name}>{t("preview.entry", { number: place + 1 })}</p>
            {entry.mayChange && (
              <Button
                kind="quiet"
                icon="bin"
                onPress={() => {
                  form.removeEntry(entry.ref);
                  changed();
                }}
              >
                {t("preview.remove")}
              </Button>
            )}
          </InOwnLanguage>
          <Children of={entry} walking={{ form, changed }} />
        </div>
      ))}
      {node.mayChange && (
        <InOwnLanguage className={styles.acts ?? ""}>
          <Button
            icon="add"
            onPress={() => {
              form.addEntry(node.ref);
              changed();
            }}
          >
            {t("preview.add")}
          </Button>
        </InOwnLanguage>
      )}
    </section>
  );
}

function Question({ node, walking: { form, changed } }: NodeProps) {
  const { t } = useTranslation(["questionnaires", "faults", "interviews"]);
  const [labelId, hintId] = [useId(), useId()];
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const [stated, setStated] = useState<string>();
  const give = async (value: string, said?: string) => {
    const done = form.set(node.ref, value);
    setRefusal(done.ok ? null : done.fault.kind);
    if (done.ok) setStated(said);
    changed();
    return done.ok;
  };
  return (
    <article aria-labelledby={labelId} className={styles.question}>
      <p id={labelId} className={styles.label}>
        <FormText text={node.label} />
      </p>
      {node.required && (
        <InOwnLanguage className={styles.required ?? ""}>
          {t("interviews:card.required")}
        </InOwnLanguage>
      )}
      {node.hint && (
        <p id={hintId} className={styles.hint}>
          <FormText text={node.hint} />
        </p>
      )}
      <AnswerField
        node={node}
        stated={stated}
        give={give}
        isReadOnly={false}
        isInvalid={refusal !== null || node.violation === "constraint"}
        labelledBy={labelId}
        describedBy={hintId}
      />
      <div aria-live="polite" className={styles.wrong}>
        {refusal && <InOwnLanguage>{t(`faults:${refusal}`)}</InOwnLanguage>}
        {node.violation !== null &&
          node.violation !== "required" &&
          (node.message ? (
            <FormText text={node.message} />
          ) : (
            <InOwnLanguage>{t(`interviews:violation.${node.violation}`)}</InOwnLanguage>
          ))}
      </div>
    </article>
  );
}

type Refused = Extract<ReturnType<LiveForm["set"]>, { readonly ok: false }>["fault"]["kind"];
