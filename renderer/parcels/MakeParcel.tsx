import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { useAct, useAsked, useProgress } from "../bridge.ts";
import { NotRead } from "../NotRead.tsx";
import { homeOf, useSession } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { StepList } from "../ui/StepList.tsx";
import { ChooseInterviews, mayGo } from "./ChooseInterviews.tsx";
import { MadeParcel } from "./MadeParcel.tsx";
import styles from "./parcels.module.css";
import { Recipients } from "./Recipients.tsx";
import { SealParcel } from "./SealParcel.tsx";

type Ready = Output<"parcels.ready">;
type Interview = Ready["interviews"][number]["interview"];
type Made = Output<"parcels.make">;

const steps = ["which", "whom", "where", "done"] as const;
type Step = (typeof steps)[number];

/** From finished interviews to a sealed file on a stick. Nothing is written before the third step. */
export function MakeParcel() {
  const { t } = useTranslation(["parcels", "common"]);
  const { outcome, again } = useAsked("parcels.ready", {});
  const [turn, setTurn] = useState(0);

  if (outcome?.ok)
    return (
      <Wizard
        key={turn}
        ready={outcome.value}
        onAgain={() => {
          again();
          setTurn(turn + 1);
        }}
      />
    );
  return (
    <Screen title={t("make.title")}>
      {outcome ? <NotRead fault={outcome.fault} again={again} /> : <Skeleton lines={6} />}
    </Screen>
  );
}

function Wizard({ ready, onAgain }: { readonly ready: Ready; readonly onAgain: () => void }) {
  const { t } = useTranslation(["parcels", "common", "practice"]);
  const { self, go, practice } = useSession();
  const [step, setStep] = useState<Step>("which");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => notYetSent(ready));
  const [made, setMade] = useState<Made | null>(null);
  const make = useAct("parcels.make");
  const { progress, forget } = useProgress("parcels.make");
  const going = ready.interviews.filter(({ interview }) => chosen.has(interview));

  const seal = async () => {
    forget();
    const interviews: Interview[] = going.map(({ interview }) => interview);
    const parcel = await make.act({ interviews });
    forget();
    if (!parcel) return;
    setMade(parcel);
    setStep("done");
  };

  if (ready.interviews.length === 0)
    return (
      <Screen title={t("make.title")}>
        <Empty action={<Button onPress={() => go(homeOf(self.role))}>{t("make.finish")}</Button>}>
          {t("make.empty")}
        </Empty>
      </Screen>
    );

  const next = (to: Step) => setStep(to);
  const whyNot = ready.interviews.some(mayGo) && going.length === 0 ? t("make.none-chosen") : null;
  const feet: { readonly [name in Step]: () => ReactNode } = {
    which: () => (
      <Button
        kind="primary"
        heldBy={ready.interviews.some(mayGo) ? whyNot : t("make.empty")}
        onPress={() => next("whom")}
      >
        {t("common:next")}
      </Button>
    ),
    whom: () => (
      <>
        <Button onPress={() => next("which")}>{t("common:back")}</Button>
        <Button
          kind="primary"
          heldBy={ready.blocked && t(`reason.${ready.blocked}`)}
          onPress={() => next("where")}
        >
          {t("common:next")}
        </Button>
      </>
    ),
    where: () => (
      <>
        <Button heldBy={make.isActing ? t(`make.write`) : null} onPress={() => next("whom")}>
          {t("common:back")}
        </Button>
        <Button kind="primary" isBusy={make.isActing} onPress={() => void seal()}>
          {t(practice ? "make.act-practice" : "make.act")}
        </Button>
      </>
    ),
    done: () => (
      <>
        <Button onPress={onAgain}>{t("make.another")}</Button>
        <Button kind="primary" onPress={() => go(homeOf(self.role))}>
          {t("make.finish")}
        </Button>
      </>
    ),
  };

  return (
    <Screen title={t("make.title")} foot={feet[step]()}>
      <StepList
        label={t("make.steps")}
        steps={steps.map((name) => t(`make.step-${name}`))}
        now={steps.indexOf(step)}
      />
      <StepBody step={step}>
        {practice && (step === "where" || step === "done") && (
          <Callout kind="warning">{t("practice:parcel-stays")}</Callout>
        )}
        {step === "which" && (
          <ChooseInterviews interviews={ready.interviews} chosen={chosen} onChoose={setChosen} />
        )}
        {step === "whom" && <Recipients ready={ready} />}
        {step === "where" && (
          <SealParcel
            going={going}
            coordinators={ready.coordinators}
            progress={make.isActing ? progress : null}
            isSealing={make.isActing}
            fault={make.fault}
          />
        )}
        {step === "done" && made && <MadeParcel made={made} />}
      </StepBody>
    </Screen>
  );
}

/** A step that replaces another takes the focus, so that whoever hears the page knows. */
function StepBody({ step, children }: { readonly step: Step; readonly children: ReactNode }) {
  const { t } = useTranslation("parcels");
  const { practice } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) heading.current?.focus();
    before.current = step;
  }, [step]);
  return (
    <section className={styles.step} aria-label={t(`make.step-${step}`)}>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {step !== "done"
          ? t(`make.step-${step}`)
          : t(practice ? "make.done-practice" : "make.done-title")}
      </h2>
      {children}
    </section>
  );
}

/** What is proposed: everything that can go and never went. */
function notYetSent({ interviews }: Ready): ReadonlySet<string> {
  return new Set(
    interviews.filter((row) => mayGo(row) && row.sentIn === null).map(({ interview }) => interview),
  );
}
