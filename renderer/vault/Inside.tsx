import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Card } from "../ui/Card.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Num } from "../ui/Num.tsx";
import { Size } from "../ui/Size.tsx";
import styles from "./Settings.module.css";

type Info = Output<"vault.info">;

/** How much is in the notebook. */
export function Inside({ info }: { readonly info: Info }) {
  const { t } = useTranslation("vault");
  const { counts } = info;
  return (
    <Card title={t("inside.title")}>
      <dl className={styles.facts}>
        <dt>{t("inside.interviews")}</dt>
        <dd>
          <Num value={counts.interviews} />
        </dd>
        <dt>{t("inside.events")}</dt>
        <dd>
          <Num value={counts.events} />
        </dd>
        <dt>{t("inside.attachments")}</dt>
        <dd>
          <Num value={counts.attachments} />
        </dd>
        {info.role === "researcher" ? (
          <>
            <dt>{t("inside.parcels-made")}</dt>
            <dd>
              <Num value={counts.parcelsMade} />
            </dd>
          </>
        ) : (
          <>
            <dt>{t("inside.parcels-read")}</dt>
            <dd>
              <Num value={counts.parcelsRead} />
            </dd>
          </>
        )}
        <dt>{t("inside.size")}</dt>
        <dd>
          <Size bytes={info.bytes} />
        </dd>
        <dt>{t("inside.format")}</dt>
        <dd>
          <Num value={info.formatVersion} />
        </dd>
      </dl>
    </Card>
  );
}

const settings = [
  { name: "cipher", words: "cipher" },
  { name: "synchronous", words: "synchronous" },
  { name: "journal_mode", words: "journal-mode" },
  { name: "temp_store", words: "temp-store" },
  { name: "secure_delete", words: "secure-delete" },
  { name: "fts_secure_delete", words: "fts-secure-delete" },
] as const satisfies readonly { name: keyof Info["connection"]; words: string }[];

/** The settings on which safety rests, as the open notebook itself says them. */
export function HowItIsKept({ connection }: Pick<Info, "connection">) {
  const { t } = useTranslation("vault");
  return (
    <Card title={t("kept.title")}>
      <p className={styles.hint}>{t("kept.text")}</p>
      <DataTable
        label={t("kept.label")}
        items={settings}
        idOf={({ name }) => name}
        nameOf={({ words }) => t(`kept.${words}`)}
        empty={null}
        columns={[
          {
            id: "what",
            label: t("kept.column-what"),
            isRowHeader: true,
            width: 150,
            cell: ({ words }) => t(`kept.${words}`),
          },
          {
            id: "is",
            label: t("kept.column-is"),
            width: 130,
            cell: ({ name }) => {
              const value = connection[name];
              return value === null ? t("kept.none-yet") : <Bdi dir="ltr">{value}</Bdi>;
            },
          },
          {
            id: "means",
            label: t("kept.column-means"),
            cell: ({ words }) => t(`kept.${words}-means`),
          },
        ]}
      />
    </Card>
  );
}
