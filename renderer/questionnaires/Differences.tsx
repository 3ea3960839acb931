import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { QuestionnaireHash } from "../../shared/contract/define.ts";
import type { Definition } from "../../shared/questionnaire/definition/definition.ts";
import {
  type Change,
  differencesBetween,
  type RowDifference,
} from "../../shared/questionnaire/differences.ts";
import { labelIn } from "../../shared/questionnaire/words.ts";
import { useFaultSentence } from "../i18n.ts";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Empty } from "../ui/Empty.tsx";
import { InOrder } from "../ui/InOrder.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { useForm } from "./form.ts";
import styles from "./questionnaires.module.css";

interface Props {
  readonly from: QuestionnaireHash;
  readonly to: QuestionnaireHash;
}

/** What one version says otherwise than another, row by row. */
export function Differences({ from, to }: Props) {
  const { t } = useTranslation(["questionnaires", "common"]);
  const { back } = useSession();
  const sayFault = useFaultSentence();
  const [old, now] = [useForm(from), useForm(to)];
  const fault = old.fault ?? now.fault;
  const both = old.form && now.form ? { from: old.form, to: now.form } : null;
  return (
    <Screen
      title={t("differences.title")}
      above={both && t("differences.between", { from: both.from.version, to: both.to.version })}
    >
      <div className={styles.acts}>
        <Button kind="quiet" icon="back" onPress={back}>
          {t("common:back")}
        </Button>
      </div>
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      {!both && !fault && <Skeleton lines={6} />}
      {both && <Between {...both} />}
    </Screen>
  );
}

function Between({ from, to }: { readonly from: Definition; readonly to: Definition }) {
  const { t } = useTranslation("questionnaires");
  const { form, rows } = useMemo(() => differencesBetween(from, to), [from, to]);
  if (form.length + rows.length === 0) return <Empty>{t("differences.none")}</Empty>;
  const parts = {
    added: rows.filter(({ before }) => before === null),
    removed: rows.filter(({ after }) => after === null),
    changed: rows.filter(({ before, after }) => before !== null && after !== null),
  };
  return (
    <>
      {form.length > 0 && (
        <Card title={t("differences.form")}>
          <Changes changes={form} />
        </Card>
      )}
      {(["changed", "added", "removed"] as const).map(
        (part) =>
          parts[part].length > 0 && (
            <Card key={part} title={t(`differences.${part}`, { rows: parts[part].length })}>
              <div>
                {parts[part].map((row) => (
                  <Row key={(row.after ?? row.before)?.path} row={row} from={from} to={to} />
                ))}
              </div>
            </Card>
          ),
      )}
    </>
  );
}

interface RowProps {
  readonly row: RowDifference;
  readonly from: Definition;
  readonly to: Definition;
}

function Row({ row: { before, after, changes }, from, to }: RowProps) {
  const { i18n } = useTranslation();
  const node = after ?? before;
  if (!node) return null;
  const definition = after ? to : from;
  const language = definition.languages.find(({ tag }) => i18n.language.startsWith(tag));
  return (
    <div className={styles.row}>
      <p className={styles.name}>
        <Bdi>{labelIn(definition, node, language?.name ?? definition.defaultLanguage)}</Bdi>
        <span className={styles.path}>
          <Bdi dir="ltr">{node.path}</Bdi>
        </span>
      </p>
      <Changes changes={changes.filter(({ what }) => what !== "added" && what !== "removed")} />
    </div>
  );
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <InOrder of={changes}>
      {(change) => (
        <div className={styles.change}>
          <p className={styles.hint}>
            <What change={change} />
          </p>
          {"before" in change && change.before !== change.after && (
            <>
              {change.before !== "" && (
                <del className={styles.before}>
                  <Bdi>{change.before}</Bdi>
                </del>
              )}
              {change.after !== "" && (
                <ins className={styles.after}>
                  <Bdi>{change.after}</Bdi>
                </ins>
              )}
            </>
          )}
        </div>
      )}
    </InOrder>
  );
}

/** Which thing of a row it is, in words; the columns of a sheet keep their names. */
function What({ change }: { readonly change: Change }) {
  const { t } = useTranslation("questionnaires");
  switch (change.what) {
    case "text":
      return (
        <>
          {t(`differences.text-${change.column}`)} · <bdi>{change.language}</bdi>
        </>
      );
    case "choice":
      return (
        <>
          {t("differences.choice", { name: change.name })} · <bdi>{change.language}</bdi>
        </>
      );
    case "rule":
      return <>{t("differences.rule", { column: change.column })}</>;
    case "moved":
      return <>{t(change.before === change.after ? "differences.order" : "differences.moved")}</>;
    case "language-added":
    case "language-removed":
      return <>{t(`differences.${change.what}`, { language: change.language })}</>;
    case "type":
    case "choice-order":
      return <>{t(`differences.${change.what}`)}</>;
    case "added":
    case "removed":
      return null;
  }
}
