import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Input, Output } from "../../shared/contract/index.ts";
import { useAct } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Field } from "../ui/Field.tsx";
import { Radios } from "../ui/Radios.tsx";
import { TextLine } from "../ui/TextLine.tsx";
import styles from "./people.module.css";

type Keys = Input<"people.createTeam">["keys"];

/** A team of one, to which cards are added next. Whoever creates it leads it. */
export function CreateTeam({
  onCreated,
}: {
  readonly onCreated: (team: Output<"people.createTeam">) => void;
}) {
  const { t } = useTranslation("people");
  const sayFault = useFaultSentence();
  const { act, isActing, fault } = useAct("people.createTeam");
  const [name, setName] = useState("");
  const [keys, setKeys] = useState<Keys>("hybrid");
  const [hindrance, setHindrance] = useState<"name-missing" | "name-long" | null>(null);

  const create = (event: FormEvent) => {
    event.preventDefault();
    const length = name.trim().length;
    const problem = length === 0 ? "name-missing" : length > 60 ? "name-long" : null;
    setHindrance(problem);
    if (problem || isActing) return;
    void act({ name, keys }).then((team) => team && onCreated(team));
  };

  return (
    <Card title={t("create.title")}>
      <p className={styles.hint}>{t("create.text")}</p>
      <form className={styles.form} onSubmit={create} autoComplete="off">
        <Field
          label={t("create.name")}
          hint={t("create.name-hint")}
          problem={hindrance && t(`create.${hindrance}`)}
        >
          {(names) => (
            <TextLine
              {...names}
              width="medium"
              value={name}
              isInvalid={hindrance !== null}
              onChange={(typed) => {
                setName(typed);
                setHindrance(null);
              }}
            />
          )}
        </Field>
        <Field label={t("create.keys")} hint={t("create.keys-hint")}>
          {({ labelledBy, describedBy }) => (
            <Radios
              labelledBy={labelledBy}
              describedBy={describedBy}
              isNumbered={false}
              value={keys}
              options={(["hybrid", "classic"] as const).map((kind) => ({
                name: kind,
                label: (
                  <>
                    {t(`create.keys-${kind}`)}
                    <span className={styles.detail}>{t(`create.keys-${kind}-text`)}</span>
                  </>
                ),
              }))}
              onAnswer={async (chosen) => {
                setKeys(chosen === "classic" ? "classic" : "hybrid");
                return true;
              }}
            />
          )}
        </Field>
        {fault && (
          <Callout kind="error" code={fault.kind}>
            {sayFault(fault)}
          </Callout>
        )}
        <div className={styles.acts}>
          <Button kind="primary" type="submit" isBusy={isActing}>
            {t("create.act")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
