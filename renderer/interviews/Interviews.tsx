import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InterviewRow, InterviewStage } from "../../shared/contract/interviews.ts";
import { useAsked } from "../bridge.ts";
import { NotRead } from "../NotRead.tsx";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { type DataColumn, DataTable } from "../ui/DataTable.tsx";
import { Empty } from "../ui/Empty.tsx";
import { FormTitle } from "../ui/FormTitle.tsx";
import { useKeys } from "../ui/Keys.tsx";
import { Num } from "../ui/Num.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { StateMark } from "../ui/StateMark.tsx";
import { TextLine } from "../ui/TextLine.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { When } from "../ui/When.tsx";
import styles from "./Interviews.module.css";
import { useInterviewPages } from "./interview-pages.ts";
import { NewInterview } from "./NewInterview.tsx";

const stages = ["draft", "finished", "in-parcel"] as const satisfies readonly InterviewStage[];

/** The researcher's home: what is open, what is finished, what has been handed over. */
export function Interviews({ isStarting = false }: { readonly isStarting?: boolean }) {
  const { t } = useTranslation("interviews");
  const { go } = useSession();
  const [stage, setStage] = useState<InterviewStage>("draft");
  const [search, setSearch] = useState("");
  const [isNew, setNew] = useState(isStarting);
  const searchBox = useRef<HTMLDivElement>(null);
  const totals = useTotals();
  const pages = useInterviewPages(stage, search);
  const columns = useColumns(pages.rows);
  const start = (
    <Button kind="primary" icon="add" shortcut="new-interview" onPress={() => setNew(true)}>
      {t("list.new")}
    </Button>
  );
  useKeys([
    { key: "open", act: null },
    { key: "new-interview", act: () => setNew(true) },
    {
      key: "search",
      act: () => searchBox.current?.querySelector("input")?.focus(),
    },
  ]);

  return (
    <Screen title={t("list.title")} width="desk" marks={start}>
      <div className={styles.bar}>
        <ToggleGroup
          label={t("list.stages")}
          value={stage}
          onChoose={setStage}
          choices={stages.map((name) => ({
            name,
            label: (
              <span className={styles.tab}>
                <StateMark state={`interview-${name}`} word="near" />
                {t(`list.stage-${name}`)}
                {totals[name] !== null && (
                  <span className={styles.total}>
                    <Num value={totals[name]} />
                  </span>
                )}
              </span>
            ),
          }))}
        />
        <div ref={searchBox} className={styles.search}>
          <TextLine
            label={t("list.search")}
            placeholder={t("list.search")}
            value={search}
            onChange={setSearch}
          />
        </div>
      </div>
      {pages.fault && <NotRead fault={pages.fault} again={pages.again} />}
      {pages.rows === null && !pages.fault && <Skeleton lines={6} />}
      {pages.rows && (
        <DataTable
          label={t(`list.stage-${stage}`)}
          columns={columns}
          items={pages.rows}
          idOf={({ interview }) => interview}
          nameOf={({ code }) => code}
          onOpen={(id) => {
            const row = pages.rows?.find(({ interview }) => interview === id);
            if (row) go({ screen: "interview", interview: row.interview });
          }}
          empty={<Nothing stage={stage} isSearched={search.trim() !== ""} start={start} />}
          {...(pages.more ? { more: { isLoading: pages.isLoading, onMore: pages.more } } : {})}
        />
      )}
      <NewInterview isOpen={isNew} onClose={() => setNew(false)} />
    </Screen>
  );
}

function Nothing({
  stage,
  isSearched,
  start,
}: {
  readonly stage: InterviewStage;
  readonly isSearched: boolean;
  readonly start: ReactNode;
}) {
  const { t } = useTranslation("interviews");
  if (isSearched) return <Empty>{t("list.not-found")}</Empty>;
  return (
    <Empty {...(stage === "draft" ? { action: start } : {})}>{t(`list.empty-${stage}`)}</Empty>
  );
}

function useColumns(rows: readonly InterviewRow[] | null): readonly DataColumn<InterviewRow>[] {
  const { t } = useTranslation(["interviews", "ui"]);
  const forms = new Set(rows?.map(({ form }) => form.hash));
  return [
    {
      id: "code",
      label: t("list.code"),
      isRowHeader: true,
      width: "2fr",
      cell: ({ code }) => (
        <span className={styles.code}>
          <Bdi dir="ltr">{code}</Bdi>
        </span>
      ),
    },
    ...(forms.size > 1
      ? [
          {
            id: "form",
            label: t("list.form"),
            width: "3fr" as const,
            least: 160,
            cell: ({ form }: InterviewRow) => <FormTitle title={form.title} />,
          },
        ]
      : []),
    {
      id: "answered",
      label: t("list.answered"),
      width: "2fr",
      cell: ({ answered, relevant }) =>
        relevant === null ? (
          <Num value={answered} />
        ) : (
          <span className={styles.progress}>
            <span>{t("list.of", { answered, relevant })}</span>
            <span className={styles.track} aria-hidden="true">
              <span
                className={styles.fill}
                style={{ inlineSize: `${relevant === 0 ? 0 : (100 * answered) / relevant}%` }}
              />
            </span>
          </span>
        ),
    },
    {
      id: "problems",
      label: t("list.problems"),
      width: "2fr",
      cell: ({ problems, stage }) => {
        if (problems === null || stage !== "draft") return null;
        if (problems === 0)
          return (
            <span className={styles.fine}>
              <StateMark state="saved" word="near" /> {t("list.no-problems")}
            </span>
          );
        return (
          <span className={styles.mark}>
            <StateMark state="section-begun" word="near" />{" "}
            {t("list.open-problems", { count: problems })}
          </span>
        );
      },
    },
    {
      id: "consent",
      label: t("list.consent"),
      width: "2fr",
      cell: ({ consent }) => <StateMark state={`consent-${consent}`} word="beside" />,
    },
    {
      id: "changed",
      label: t("list.changed"),
      width: "3fr",
      cell: ({ changed }) => (
        <span className={styles.when}>
          <When moment={changed} show="minute" />
        </span>
      ),
    },
  ];
}

/** How many interviews there are in each stage; null while nobody has said. */
function useTotals(): { readonly [stage in InterviewStage]: number | null } {
  const count = (stage: InterviewStage) => ({ stage, search: "", offset: 0, limit: 1 });
  const drafts = useAsked("interviews.list", count("draft")).outcome;
  const finished = useAsked("interviews.list", count("finished")).outcome;
  const sent = useAsked("interviews.list", count("in-parcel")).outcome;
  return {
    draft: drafts?.ok ? drafts.value.total : null,
    finished: finished?.ok ? finished.value.total : null,
    "in-parcel": sent?.ok ? sent.value.total : null,
  };
}
