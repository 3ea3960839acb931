import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JournalEntry } from "../../shared/contract/vault.ts";
import { type AnyFault, ask, useAct, useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { NotRead } from "../NotRead.tsx";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Num } from "../ui/Num.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { When } from "../ui/When.tsx";
import styles from "./Journal.module.css";
import { type Codes, useJournalSentence } from "./journal-sentence.ts";

const page = 200;

/** What was done with this notebook, in sentences, and whether the chain of entries is whole. */
export function Journal() {
  const { t } = useTranslation("vault");
  const { entries, fault, isLoading, more, again } = useEntries();
  const say = useJournalSentence(useCodes());
  return (
    <Screen title={t("journal.title")} width="desk">
      <p className={styles.hint}>{t("journal.text")}</p>
      <ChainCheck />
      {fault && <NotRead fault={fault} again={again} />}
      {entries === null && !fault && <Skeleton lines={8} />}
      {entries?.length === 0 && <Empty>{t("journal.empty")}</Empty>}
      {entries !== null && entries.length > 0 && (
        <DataTable
          label={t("journal.label")}
          items={entries}
          idOf={({ entry }) => String(entry)}
          nameOf={say}
          empty={null}
          {...(more ? { more: { isLoading, onMore: more } } : {})}
          columns={[
            {
              id: "when",
              label: t("journal.column-when"),
              width: 240,
              cell: ({ at }) => <When moment={at} show="minute" />,
            },
            {
              id: "what",
              label: t("journal.column-what"),
              isRowHeader: true,
              least: 320,
              cell: say,
            },
            {
              id: "entry",
              label: t("journal.column-entry"),
              width: 120,
              isNumber: true,
              cell: ({ entry }) => <Num value={entry} />,
            },
          ]}
        />
      )}
    </Screen>
  );
}

/** Walks the chain on request, and says where it ends or where it breaks. */
function ChainCheck() {
  const { t } = useTranslation("vault");
  const sayFault = useFaultSentence();
  const { act, isActing, fault } = useAct("vault.verifyJournal");
  const [verdict, setVerdict] = useState<Awaited<ReturnType<typeof act>>>(null);
  return (
    <>
      <div>
        <Button isBusy={isActing} onPress={() => void act({}).then(setVerdict)}>
          {t("journal.check")}
        </Button>
      </div>
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      {verdict?.ok && (
        <Callout kind="ok">
          <p>
            {t("journal.whole")} {t("journal.whole-counts", { entries: verdict.entries })}
          </p>
          {verdict.head !== null && (
            <>
              <p className={styles.hint}>{t("journal.head")}</p>
              <p className={styles.mark}>
                <Bdi dir="ltr">{verdict.head}</Bdi>
              </p>
            </>
          )}
        </Callout>
      )}
      {verdict && !verdict.ok && (
        <Callout kind="error">
          {t("journal.broken", { entry: verdict.brokenAt ?? verdict.entries })}
        </Callout>
      )}
    </>
  );
}

/** Entries, the newest first, page after page. */
function useEntries() {
  const [entries, setEntries] = useState<readonly JournalEntry[] | null>(null);
  const [total, setTotal] = useState(0);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const isLoading = useRef(false);
  const load = useCallback(async (known: readonly JournalEntry[]) => {
    if (isLoading.current) return;
    isLoading.current = true;
    const before = known.at(-1)?.entry ?? null;
    const outcome = await ask("vault.journal", { before, limit: page });
    isLoading.current = false;
    if (!outcome.ok) return setFault(outcome.fault);
    setEntries([...known, ...outcome.value.entries]);
    setTotal(outcome.value.total);
  }, []);
  useEffect(() => void load([]), [load]);
  const more = entries !== null && entries.length < total ? () => void load(entries) : null;
  const again = () => {
    setFault(null);
    void load(entries ?? []);
  };
  return { entries, fault, isLoading: isLoading.current, more, again };
}

/** Codes of the interviews of this desk: the journal itself holds random ids only. */
function useCodes(): Codes {
  const { outcome } = useAsked("interviews.list", {
    stage: null,
    search: "",
    offset: 0,
    limit: 500,
  });
  const rows = outcome?.ok ? outcome.value.rows : [];
  return new Map(rows.map(({ interview, code }) => [interview as string, code]));
}
