import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AnyFault, ask } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import type { Self } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { useOnChange } from "../ui/on-change.ts";
import { LonePage } from "../ui/Page.tsx";
import { StepList } from "../ui/StepList.tsx";
import styles from "./FirstRun.module.css";
import { LanguageStep, NameStep, PassphraseStep, RoleStep, SummaryStep } from "./FirstRunSteps.tsx";
import { type Draft, emptyDraft, type Hindrance, hindranceOf, steps } from "./first-run.ts";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { SheetStep } from "./SheetStep.tsx";

interface FirstRunProps {
  /** Somebody has chosen a language on this computer before. */
  readonly isLanguageChosen: boolean;
  /** The way to the help, which needs no notebook. */
  readonly help: ReactNode;
  /** The way to the practice notebook, beside which nothing is created here. */
  readonly door: ReactNode;
  readonly onCreated: (self: Self) => void;
}

/** From nothing to a notebook. Nothing is created before the button of the last step. */
export function FirstRun({ isLanguageChosen, help, door, onCreated }: FirstRunProps) {
  const { t } = useTranslation(["vault", "common"]);
  const sayFault = useFaultSentence();
  const [now, setNow] = useState(isLanguageChosen ? 1 : 0);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [hindrance, setHindrance] = useState<Hindrance | null>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [isCreating, setCreating] = useState(false);
  const step = steps[now] ?? "language";

  const put = (part: Partial<Draft>) => {
    setHindrance(null);
    setFault(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const move = (to: number) => {
    setHindrance(null);
    setFault(null);
    setNow(to);
  };

  const create = async () => {
    if (draft.role === null) return;
    setCreating(true);
    setFault(null);
    const outcome = await ask("vault.create", {
      role: draft.role,
      name: draft.name,
      passphrase: draft.passphrase,
      sheet: draft.sheet === "kept" && draft.groups ? [...draft.groups] : null,
    });
    setCreating(false);
    if (!outcome.ok) return setFault(outcome.fault);
    setDraft(emptyDraft);
    onCreated(outcome.value);
  };

  const goOn = (event: FormEvent) => {
    event.preventDefault();
    if (isCreating) return;
    if (step === "create") return void create();
    const hindered = hindranceOf(step, draft);
    if (hindered) setHindrance(hindered);
    else move(now + 1);
  };

  const body: { readonly [name in (typeof steps)[number]]: () => ReactNode } = {
    language: () => <LanguageStep onChosen={() => move(1)} />,
    role: () => <RoleStep draft={draft} put={put} hindrance={hindrance} />,
    name: () => <NameStep draft={draft} put={put} hindrance={hindrance} />,
    passphrase: () => <PassphraseStep draft={draft} put={put} hindrance={hindrance} />,
    sheet: () => (
      <SheetStep
        draft={draft}
        put={put}
        onBack={() => move(now - 1)}
        onDone={() => move(now + 1)}
      />
    ),
    create: () => <SummaryStep draft={draft} />,
  };

  return (
    <LonePage
      corner={
        now > 0 && (
          <>
            {door}
            {help}
            <LanguageSwitch />
          </>
        )
      }
    >
      {now > 0 && (
        <StepList
          label={t("first-run.steps")}
          steps={steps.map((name) => t(`first-run.step-${name}`))}
          now={now}
        />
      )}
      <form className={styles.sheet} onSubmit={goOn} autoComplete="off">
        <StepTitle key={step} step={step} draft={draft} />
        {body[step]()}
        {fault && (
          <Callout kind="error" code={fault.kind}>
            {sayFault(fault)}
          </Callout>
        )}
        <p role="status" className={styles.status}>
          {isCreating && t("first-run.creating")}
        </p>
        {step !== "language" && step !== "sheet" && (
          <div className={styles.foot}>
            <Button onPress={() => move(now - 1)}>{t("common:back")}</Button>
            <Button kind="primary" type="submit" isBusy={isCreating}>
              {step === "create" ? t("first-run.create-act") : t("common:next")}
            </Button>
          </div>
        )}
      </form>
    </LonePage>
  );
}

/** The title of a step takes the focus, so that whoever hears the page knows where they are. */
function StepTitle({
  step,
  draft,
}: {
  readonly step: (typeof steps)[number];
  readonly draft: Draft;
}) {
  const { t, i18n } = useTranslation(["vault", "common"]);
  const heading = useRef<HTMLHeadingElement>(null);
  // Each part of the sheet is a page.
  useOnChange([draft.sheet], () => heading.current?.focus({ preventScroll: true }));
  const titles = {
    // Nobody has said yet which of the two they read.
    language: ["ar-SY", "en-GB"].map((locale) => i18n.getFixedT(locale)("name")).join(" · "),
    role: t("first-run.role-title"),
    name: t("first-run.name-title"),
    passphrase: t("first-run.passphrase-title"),
    sheet:
      draft.sheet === "confirming"
        ? t("first-run.sheet-confirm-title")
        : draft.sheet === "declining"
          ? t("first-run.sheet-decline-title")
          : t("first-run.sheet-title"),
    create: t("first-run.create-title"),
  };
  return (
    <h1 ref={heading} tabIndex={-1} className={styles.title}>
      {titles[step]}
    </h1>
  );
}
