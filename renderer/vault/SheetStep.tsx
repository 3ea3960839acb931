import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { fold } from "../../shared/interviews/fold.ts";
import { ask } from "../bridge.ts";
import { Button } from "../ui/Button.tsx";
import { showNumber } from "../ui/digits.ts";
import { Field } from "../ui/Field.tsx";
import { useOnChange } from "../ui/on-change.ts";
import { TextLine } from "../ui/TextLine.tsx";
import styles from "./FirstRun.module.css";
import { chooseGroups, type Draft, isGroup } from "./first-run.ts";

interface SheetStepProps {
  readonly draft: Draft;
  readonly put: (part: Partial<Draft>) => void;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** The recovery sheet: shown, then proved by two groups from the paper, or declined by a sentence. */
export function SheetStep({ draft, put, onBack, onDone }: SheetStepProps) {
  if (draft.sheet === "confirming")
    return (
      <ConfirmSheet
        groups={draft.groups ?? []}
        onBack={() => put({ sheet: "shown" })}
        onKept={() => {
          put({ sheet: "kept" });
          onDone();
        }}
      />
    );
  if (draft.sheet === "declining")
    return (
      <DeclineSheet
        onBack={() => put({ sheet: "shown" })}
        onDeclined={() => {
          put({ sheet: "declined" });
          onDone();
        }}
      />
    );
  return <ShowSheet draft={draft} put={put} onBack={onBack} />;
}

function ShowSheet({ draft, put, onBack }: Omit<SheetStepProps, "onDone">) {
  const { t } = useTranslation(["vault", "common"]);
  const { groups } = draft;
  useOnChange([], () => {
    if (groups !== null) return;
    void ask("vault.proposeSheet", {}).then((outcome) => {
      if (outcome.ok) put({ groups: outcome.value.groups });
    });
  });
  return (
    <div className={styles.step}>
      <p className={styles.hint}>{t("first-run.sheet-text")}</p>
      {groups === null ? (
        <p role="status">{t("first-run.sheet-waiting")}</p>
      ) : (
        <dl className={styles.groups}>
          {groups.map((group, index) => (
            <div key={group} className={styles.group}>
              <dt>{t("first-run.sheet-group", { number: index + 1 })}</dt>
              {/* Both scripts at once, here only: whoever finds the paper may read either. */}
              <dd className={styles.digits}>
                <bdi dir="ltr">{group}</bdi>
              </dd>
              <dd className={styles.digits}>
                <bdi dir="ltr" lang="ar">
                  {showNumber(group, "ar-SY")}
                </bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className={styles.foot}>
        <Button onPress={onBack}>{t("common:back")}</Button>
        <span className={styles.choices}>
          <Button kind="quiet" onPress={() => put({ sheet: "declining" })}>
            {t("first-run.sheet-without")}
          </Button>
          <Button
            kind="primary"
            heldBy={groups === null ? t("first-run.sheet-waiting") : null}
            onPress={() => put({ sheet: "confirming" })}
          >
            {t("first-run.sheet-copied")}
          </Button>
        </span>
      </div>
    </div>
  );
}

function ConfirmSheet({
  groups,
  onBack,
  onKept,
}: {
  readonly groups: readonly string[];
  readonly onBack: () => void;
  readonly onKept: () => void;
}) {
  const { t } = useTranslation(["vault", "common"]);
  const asked = useMemo(() => chooseGroups(groups.length, Math.random), [groups]);
  const [typed, setTyped] = useState<readonly string[]>(["", ""]);
  const [isChecked, setChecked] = useState(false);
  const isRight = (index: number) => isGroup(typed[index] ?? "", groups[asked[index] ?? -1]);

  const check = () => {
    setChecked(true);
    if (asked.every((_, index) => isRight(index))) onKept();
  };
  return (
    <div className={styles.step}>
      <p className={styles.hint}>{t("first-run.sheet-confirm-text")}</p>
      {asked.map((group, index) => (
        <Field
          key={group}
          label={t("first-run.sheet-group", { number: group + 1 })}
          problem={isChecked && !isRight(index) ? t("first-run.sheet-confirm-wrong") : null}
        >
          {(names) => (
            <TextLine
              {...names}
              holds="digits"
              width="medium"
              autoFocus={index === 0}
              value={typed[index] ?? ""}
              isInvalid={isChecked && !isRight(index)}
              onChange={(text) => {
                setChecked(false);
                setTyped(typed.map((before, place) => (place === index ? text : before)));
              }}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                check();
              }}
            />
          )}
        </Field>
      ))}
      <div className={styles.foot}>
        <Button onPress={onBack}>{t("common:back")}</Button>
        <Button kind="primary" onPress={check}>
          {t("common:next")}
        </Button>
      </div>
    </div>
  );
}

function DeclineSheet({
  onBack,
  onDeclined,
}: {
  readonly onBack: () => void;
  readonly onDeclined: () => void;
}) {
  const { t } = useTranslation(["vault", "common"]);
  const [typed, setTyped] = useState("");
  const [isChecked, setChecked] = useState(false);
  const sentence = t("first-run.sheet-decline-sentence");
  const isSame = fold(typed) === fold(sentence);
  const check = () => {
    setChecked(true);
    if (isSame) onDeclined();
  };
  return (
    <div className={styles.step}>
      <p className={styles.hint}>{t("first-run.sheet-decline-text")}</p>
      <p className={styles.sentence}>{sentence}</p>
      <Field
        label={t("first-run.sheet-decline-label")}
        problem={isChecked && !isSame ? t("first-run.sheet-decline-wrong") : null}
      >
        {(names) => (
          <TextLine
            {...names}
            autoFocus
            value={typed}
            isInvalid={isChecked && !isSame}
            onChange={(text) => {
              setChecked(false);
              setTyped(text);
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              check();
            }}
          />
        )}
      </Field>
      <div className={styles.foot}>
        <Button onPress={onBack}>{t("common:back")}</Button>
        <Button kind="danger" onPress={check}>
          {t("first-run.sheet-without")}
        </Button>
      </div>
    </div>
  );
}
