import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Input, Output } from "../../shared/contract/index.ts";
import { useAct, useProgress } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { usePreferences } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Checks } from "../ui/Checks.tsx";
import { Field } from "../ui/Field.tsx";
import { Progress } from "../ui/Progress.tsx";
import { Radios } from "../ui/Radios.tsx";
import { Screen } from "../ui/Screen.tsx";
import styles from "./analysis.module.css";
import { MadeTables } from "./MadeTables.tsx";

type Request = Input<"analysis.table">;

const formats = ["csv", "json"] as const satisfies Request["formats"];
const labels = ["codes", "ar", "en"] as const satisfies readonly Request["labels"][];

/** Everything that may be counted, as files for other programs. It says before that they are open. */
export function Tables() {
  const { t } = useTranslation("analysis");
  const { preferences } = usePreferences();
  const sayFault = useFaultSentence();
  const make = useAct("analysis.table");
  const { progress, forget } = useProgress("analysis.table");
  const [chosen, setChosen] = useState<Request["formats"]>(["csv"]);
  const [label, setLabel] = useState<Request["labels"]>(preferences.language);
  const [made, setMade] = useState<Output<"analysis.table"> | null>(null);

  const write = async () => {
    setMade(null);
    forget();
    const tables = await make.act({ formats: chosen, labels: label });
    forget();
    setMade(tables);
  };

  return (
    <Screen
      title={t("title")}
      foot={
        <Button
          kind="primary"
          isBusy={make.isActing}
          heldBy={chosen.length === 0 ? t("format-missing") : null}
          onPress={() => void write()}
        >
          {t("act")}
        </Button>
      }
    >
      <p className={styles.hint}>{t("intro")}</p>
      <Callout kind="warning" title={t("warning-title")}>
        {t("warning")}
      </Callout>
      <Card>
        <Field label={t("formats")}>
          {({ labelledBy }) => (
            <Checks
              labelledBy={labelledBy}
              isNumbered={false}
              value={chosen.join(" ")}
              options={formats.map((name) => ({ name, label: t(`format-${name}`) }))}
              onAnswer={async (names) => {
                setChosen(formats.filter((name) => names.split(" ").includes(name)));
                return true;
              }}
            />
          )}
        </Field>
        <Field label={t("labels")}>
          {({ labelledBy }) => (
            <Radios
              labelledBy={labelledBy}
              isNumbered={false}
              value={label}
              options={labels.map((name) => ({ name, label: t(`labels-${name}`) }))}
              onAnswer={async (name) => {
                setLabel(labels.find((one) => one === name) ?? "codes");
                return true;
              }}
            />
          )}
        </Field>
      </Card>
      {make.isActing && progress && (
        <Progress label={t("working")} done={progress.done} total={progress.total} />
      )}
      {make.fault && (
        <Callout kind="error" code={make.fault.kind}>
          {sayFault(make.fault)}
        </Callout>
      )}
      {made && <MadeTables made={made} />}
    </Screen>
  );
}
