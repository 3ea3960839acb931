import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Num } from "../ui/Num.tsx";
import { Size } from "../ui/Size.tsx";
import { When } from "../ui/When.tsx";
import styles from "./parcels.module.css";

type Contents = Output<"parcels.inbox">;

/** Files that are kept as they came, because somebody has to think about them first. */
export function SetAside({ files }: { readonly files: Contents["setAside"] }) {
  const { t } = useTranslation("parcels");
  return (
    <section className={styles.block} aria-label={t("inbox.aside-title")}>
      <h2>{t("inbox.aside-title")}</h2>
      <p className={styles.hint}>{t("inbox.aside-text")}</p>
      <DataTable
        label={t("inbox.aside-title")}
        items={files.map((file, place) => ({ ...file, place }))}
        idOf={({ place }) => String(place)}
        nameOf={({ kind }) => t(`reason.${kind}`)}
        empty={null}
        columns={[
          {
            id: "why",
            label: t("inbox.aside-why"),
            isRowHeader: true,
            width: "3fr",
            cell: ({ kind }) => t(`reason.${kind}`),
          },
          {
            id: "when",
            label: t("inbox.aside-when"),
            width: "2fr",
            least: 230,
            cell: ({ at }) => <When moment={at} show="minute" />,
          },
          {
            id: "size",
            label: t("inbox.aside-size"),
            isNumber: true,
            cell: ({ bytes }) => <Size bytes={bytes} />,
          },
        ]}
      />
    </section>
  );
}

/** Every parcel that was read here, the newest first. */
export function History({ parcels }: { readonly parcels: Contents["parcels"] }) {
  const { t } = useTranslation("parcels");
  return (
    <DataTable
      label={t("inbox.history")}
      items={parcels}
      idOf={({ parcel }) => parcel}
      nameOf={({ name }) => name ?? t("inbox.unknown-device")}
      empty={null}
      columns={[
        {
          id: "from",
          label: t("inbox.column-from"),
          isRowHeader: true,
          cell: ({ name }) => (name === null ? t("inbox.unknown-device") : <Bdi>{name}</Bdi>),
        },
        {
          id: "number",
          label: t("inbox.column-number"),
          width: 120,
          cell: ({ number }) => <Num value={number} />,
        },
        {
          id: "kind",
          label: t("inbox.column-kind"),
          width: 160,
          cell: ({ kind }) => t(`kind.${kind}`),
        },
        {
          id: "interviews",
          label: t("inbox.column-interviews"),
          width: 130,
          isNumber: true,
          cell: ({ interviews }) => <Num value={interviews} />,
        },
        {
          id: "made",
          label: t("inbox.column-made"),
          width: "2fr",
          least: 230,
          cell: ({ made }) => <When moment={made} show="minute" />,
        },
        {
          id: "read",
          label: t("inbox.column-read"),
          width: "2fr",
          least: 230,
          cell: ({ read }) => <When moment={read} show="minute" />,
        },
      ]}
    />
  );
}
