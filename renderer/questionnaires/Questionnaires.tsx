import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import type { FormRow } from "../../shared/contract/questionnaires.ts";
import { useAct, useAsked } from "../bridge.ts";
import { NotRead } from "../NotRead.tsx";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { type DataColumn, DataTable } from "../ui/DataTable.tsx";
import { Empty } from "../ui/Empty.tsx";
import { FormTitle } from "../ui/FormTitle.tsx";
import { Num } from "../ui/Num.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ImportReport } from "./ImportReport.tsx";
import { Places } from "./Places.tsx";

/** Every questionnaire of the notebook, each of its versions in a row, and the way in for new ones. */
export function Questionnaires() {
  const { t } = useTranslation("questionnaires");
  const { go } = useSession();
  const { outcome, again } = useAsked("questionnaires.list", {});
  const take = useAct("questionnaires.import");
  const [report, setReport] = useState<Output<"questionnaires.import"> | null>(null);
  const columns = useColumns();

  const choose = async () => {
    const told = await take.act({});
    if (told) setReport(told);
    again();
  };
  const chooseButton = (
    <Button kind="primary" icon="add" isBusy={take.isActing} onPress={() => void choose()}>
      {t("list.import")}
    </Button>
  );
  const fault = take.fault ?? (outcome && !outcome.ok ? outcome.fault : null);
  return (
    <Screen title={t("list.title")} width="desk" marks={chooseButton}>
      {fault && <NotRead fault={fault} again={again} />}
      {report && <ImportReport report={report} />}
      {!outcome && <Skeleton lines={6} />}
      {outcome?.ok && (
        <DataTable
          label={t("list.title")}
          columns={columns}
          items={inFamilies(outcome.value.forms)}
          idOf={({ hash }) => hash}
          nameOf={({ title }) => title}
          onOpen={(hash) => {
            const row = outcome.value.forms.find((form) => form.hash === hash);
            if (row) go({ screen: "questionnaire", questionnaire: row.hash });
          }}
          empty={<Empty>{t("list.empty")}</Empty>}
        />
      )}
      <Places />
    </Screen>
  );
}

function useColumns(): readonly DataColumn<FormRow>[] {
  const { t } = useTranslation("questionnaires");
  return [
    {
      id: "title",
      label: t("list.form"),
      isRowHeader: true,
      width: "4fr",
      least: 160,
      cell: ({ title }) => <FormTitle title={title} />,
    },
    {
      id: "version",
      label: t("list.version"),
      width: 160,
      cell: ({ version }) => <Bdi dir="ltr">{version}</Bdi>,
    },
    {
      id: "fingerprint",
      label: t("list.fingerprint"),
      width: 140,
      cell: ({ hash }) => <Bdi dir="ltr">{hash.slice(0, 8)}</Bdi>,
    },
    {
      id: "questions",
      label: t("list.questions"),
      width: 120,
      isNumber: true,
      cell: ({ questions }) => <Num value={questions} />,
    },
    {
      id: "interviews",
      label: t("list.interviews"),
      width: 130,
      isNumber: true,
      cell: ({ interviews }) => <Num value={interviews} />,
    },
  ];
}

/** Versions of one questionnaire together, the last that came first. */
function inFamilies(forms: readonly FormRow[]): readonly FormRow[] {
  const families = Map.groupBy(forms, ({ id }) => id);
  return [...families.values()].flatMap((versions) => versions.toReversed());
}
