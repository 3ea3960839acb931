import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Num } from "../ui/Num.tsx";
import styles from "./analysis.module.css";

/** What was written, and what was left out with the reason: nothing is missing silently. */
export function MadeTables({ made }: { readonly made: Output<"analysis.table"> }) {
  const { t } = useTranslation("analysis");
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void top.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={top} className={styles.made}>
      <Callout kind="ok">
        {t("done")} {made.excluded.length === 0 && t("nothing-excluded")}
      </Callout>
      {made.excluded.length > 0 && (
        <Card title={t("excluded")}>
          <p className={styles.hint}>{t("excluded-text")}</p>
          <dl className={styles.reasons}>
            {made.excluded.map(({ reason, count }) => (
              <div key={reason}>
                <dt>{sayReason(t, reason)}</dt>
                <dd>
                  <Num value={count} />
                </dd>
              </div>
            ))}
          </dl>
        </Card>
      )}
      <DataTable
        label={t("files")}
        items={made.files}
        idOf={({ file }) => file}
        nameOf={({ file }) => file}
        empty={null}
        columns={[
          {
            id: "file",
            label: t("column-file"),
            isRowHeader: true,
            width: "2fr",
            cell: ({ file }) => <Bdi dir="ltr">{file}</Bdi>,
          },
          {
            id: "rows",
            label: t("column-rows"),
            width: 120,
            isNumber: true,
            cell: ({ rows }) => <Num value={rows} />,
          },
          {
            id: "sum",
            label: t("column-sum"),
            cell: ({ sha256 }) => (
              <code className={styles.sum}>
                <Bdi dir="ltr">{`${sha256.slice(0, 12)}…`}</Bdi>
              </code>
            ),
          },
        ]}
      />
      <p className={styles.hint}>{t("sums", { file: "SHA256SUMS" })}</p>
    </div>
  );
}

const reasons = ["draft", "consent-refused", "consent-on-hold"] as const;

function sayReason(
  t: (key: `reason.${(typeof reasons)[number]}`) => string,
  reason: string,
): string {
  const known = reasons.find((one) => one === reason);
  return known ? t(`reason.${known}`) : reason;
}
