import { useTranslation } from "react-i18next";
import type { FormRow } from "../../shared/contract/questionnaires.ts";
import { useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { When } from "../ui/When.tsx";
import styles from "./questionnaires.module.css";

interface Props {
  readonly form: FormRow;
  readonly others: readonly FormRow[];
}

/** Drafts of this notebook that are in another version; each is moved by itself, after a look. */
export function DraftsToMove({ form, others }: Props) {
  const { t } = useTranslation("questionnaires");
  const { self, go } = useSession();
  const sayFault = useFaultSentence();
  const wish = { stage: "draft", search: "", offset: 0, limit: 500 } as const;
  const { outcome } = useAsked("interviews.list", wish);
  const versions = new Set(others.map(({ hash }) => hash));
  const drafts = outcome?.ok
    ? outcome.value.rows.filter(
        ({ form: { hash }, device }) => device === null && versions.has(hash),
      )
    : [];
  if (self.role !== "researcher" && drafts.length === 0) return null;
  if (outcome && !outcome.ok)
    return (
      <Callout kind="error" code={outcome.fault.kind}>
        {sayFault(outcome.fault)}
      </Callout>
    );
  if (others.length === 0) return null;
  return (
    <Card title={t("drafts.title")}>
      <p className={styles.hint}>{drafts.length === 0 ? t("drafts.none") : t("drafts.text")}</p>
      {drafts.length > 0 && (
        <DataTable
          label={t("drafts.title")}
          items={drafts}
          idOf={({ interview }) => interview}
          nameOf={({ code }) => code}
          onOpen={(id) => {
            const row = drafts.find(({ interview }) => interview === id);
            if (row) go({ screen: "move-draft", interview: row.interview, to: form.hash });
          }}
          empty={null}
          columns={[
            {
              id: "code",
              label: t("drafts.code"),
              isRowHeader: true,
              cell: ({ code }) => <Bdi dir="ltr">{code}</Bdi>,
            },
            {
              id: "version",
              label: t("drafts.version"),
              cell: ({ form: { version } }) => <Bdi dir="ltr">{version}</Bdi>,
            },
            {
              id: "changed",
              label: t("drafts.changed"),
              width: "2fr",
              cell: ({ changed }) => <When moment={changed} show="minute" />,
            },
          ]}
        />
      )}
    </Card>
  );
}
