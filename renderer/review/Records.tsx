import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InterviewRow } from "../../shared/contract/interviews.ts";
import { type AnyFault, ask } from "../bridge.ts";
import { NotRead } from "../NotRead.tsx";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Empty } from "../ui/Empty.tsx";
import { useKeys } from "../ui/Keys.tsx";
import { Num } from "../ui/Num.tsx";
import { useOnChange } from "../ui/on-change.ts";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { StateMark } from "../ui/StateMark.tsx";
import { TextLine } from "../ui/TextLine.tsx";
import { When } from "../ui/When.tsx";
import styles from "./review.module.css";

const page = 100;

/** Every interview that came here. Enter opens one; what is typed looks for its code. */
export function Records({ search }: { readonly search: string }) {
  const { t } = useTranslation("review");
  const { go } = useSession();
  const [typed, setTyped] = useState(search);
  const { rows, total, fault, isLoading, more, again } = useRecords(typed);
  const field = useRef<HTMLDivElement>(null);
  useKeys([
    { key: "open", act: null },
    {
      key: "search",
      act: () => field.current?.querySelector("input")?.focus(),
    },
  ]);
  const hasNone = rows !== null && rows.length === 0;

  return (
    <Screen
      title={t("records.title")}
      width="desk"
      marks={total !== null && t("records.total", { count: total })}
    >
      {fault && <NotRead fault={fault} again={again} />}
      {!(hasNone && typed === "") && (
        <div ref={field} className={styles.search}>
          <TextLine
            label={t("records.search")}
            placeholder={t("records.search")}
            holds="words"
            width="medium"
            value={typed}
            onChange={setTyped}
          />
        </div>
      )}
      {rows === null && !fault && <Skeleton lines={8} />}
      {hasNone && typed === "" && (
        <Empty
          action={
            <Button kind="primary" icon="inbox" onPress={() => go({ screen: "inbox" })}>
              {t("records.to-inbox")}
            </Button>
          }
        >
          {t("records.empty")}
        </Empty>
      )}
      {hasNone && typed !== "" && <Empty>{t("records.nothing-found")}</Empty>}
      {rows !== null && rows.length > 0 && (
        <RecordsTable
          rows={rows}
          isLoading={isLoading}
          onMore={more}
          onOpen={(interview) => go({ screen: "record", interview, search: typed })}
        />
      )}
    </Screen>
  );
}

interface RecordsTableProps {
  readonly rows: readonly InterviewRow[];
  readonly isLoading: boolean;
  /** Null when everything is here. */
  readonly onMore: (() => void) | null;
  readonly onOpen: (interview: InterviewRow["interview"]) => void;
}

function RecordsTable({ rows, isLoading, onMore, onOpen }: RecordsTableProps) {
  const { t } = useTranslation("review");
  return (
    <DataTable
      label={t("records.title")}
      items={rows}
      idOf={({ interview }) => interview}
      nameOf={({ code }) => code}
      onOpen={(id) => {
        const row = rows.find(({ interview }) => interview === id);
        if (row) onOpen(row.interview);
      }}
      empty={null}
      {...(onMore ? { more: { isLoading, onMore } } : {})}
      columns={[
        {
          id: "code",
          label: t("records.column-code"),
          isRowHeader: true,
          width: "1.5fr",
          least: 170,
          cell: ({ code, versions }) => (
            <span className={styles.marked}>
              <strong>
                <Bdi dir="ltr">{code}</Bdi>
              </strong>
              {versions > 1 && (
                <span className={styles.versions}>
                  <StateMark state="section-warning" word="near" />
                  {t("records.two-versions")}
                </span>
              )}
            </span>
          ),
        },
        {
          id: "researcher",
          label: t("records.column-researcher"),
          cell: (row) => <Researcher row={row} />,
        },
        {
          id: "stage",
          label: t("records.column-stage"),
          width: 150,
          cell: ({ stage }) => <StateMark state={`interview-${stage}`} word="beside" />,
        },
        {
          id: "consent",
          label: t("records.column-consent"),
          width: "1.5fr",
          cell: ({ consent }) => t(`consent.${consent}`),
        },
        {
          id: "answered",
          label: t("records.column-answered"),
          isNumber: true,
          cell: ({ answered }) => <Num value={answered} />,
        },
        {
          id: "changed",
          label: t("records.column-changed"),
          width: "2fr",
          least: 230,
          cell: ({ changed }) => <When moment={changed} show="minute" />,
        },
      ]}
    />
  );
}

/** Who held the interview, as the team calls that device. */
export function Researcher({ row }: { readonly row: Pick<InterviewRow, "device" | "deviceName"> }) {
  const { t } = useTranslation("review");
  if (row.device === null) return t("records.this-device");
  return row.deviceName === null ? t("records.unknown-device") : <Bdi>{row.deviceName}</Bdi>;
}

/** The rows that fit what is typed, page after page. A late answer to an earlier word is dropped. */
function useRecords(search: string) {
  const [found, setFound] = useState<{ rows: readonly InterviewRow[]; total: number } | null>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [isLoading, setLoading] = useState(false);
  const wanted = useRef(search);

  const load = async (before: readonly InterviewRow[]) => {
    wanted.current = search;
    setLoading(true);
    const input = { stage: null, search: search.slice(0, 100), offset: before.length, limit: page };
    const outcome = await ask("interviews.list", input);
    if (wanted.current !== search) return;
    setLoading(false);
    if (!outcome.ok) return setFault(outcome.fault);
    setFault(null);
    setFound({ rows: [...before, ...outcome.value.rows], total: outcome.value.total });
  };
  useOnChange([search], () => void load([]));

  const rows = found?.rows ?? null;
  const total = found?.total ?? null;
  const hasMore = found !== null && found.rows.length < found.total;
  return {
    rows,
    total,
    fault,
    isLoading,
    again: () => void load([]),
    more: hasMore ? () => !isLoading && void load(found.rows) : null,
  };
}
