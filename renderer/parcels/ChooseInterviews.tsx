import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Card } from "../ui/Card.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Size } from "../ui/Size.tsx";
import { StateMark } from "../ui/StateMark.tsx";
import styles from "./parcels.module.css";

type Row = Output<"parcels.ready">["interviews"][number];

interface ChooseInterviewsProps {
  readonly interviews: readonly Row[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Whether nothing holds an interview back. */
export function mayGo({ held }: Row): boolean {
  return held === null;
}

/** The first step: what can go, what went before, and what stays with its reason. */
export function ChooseInterviews({ interviews, chosen, onChoose }: ChooseInterviewsProps) {
  const { t } = useTranslation("parcels");
  const going = interviews.filter(mayGo);
  const staying = interviews.filter((row) => !mayGo(row));
  const areAllSent = going.length > 0 && going.every(({ sentIn }) => sentIn !== null);
  return (
    <>
      <p className={styles.hint}>{areAllSent ? t("make.all-sent") : t("make.which-text")}</p>
      {going.length === 0 ? (
        <Empty>{t("make.empty")}</Empty>
      ) : (
        <>
          <DataTable
            label={t("make.which-label")}
            items={going}
            idOf={({ interview }) => interview}
            nameOf={({ code }) => code}
            selected={chosen}
            onSelect={onChoose}
            empty={null}
            columns={[
              {
                id: "code",
                label: t("make.column-code"),
                isRowHeader: true,
                cell: ({ code }) => <Bdi dir="ltr">{code}</Bdi>,
              },
              {
                id: "state",
                label: t("make.column-state"),
                width: "2fr",
                cell: ({ sentIn }) =>
                  sentIn === null ? (
                    <span className={styles.marked}>
                      <StateMark state="interview-finished" word="near" />
                      {t("make.ready")}
                    </span>
                  ) : (
                    <span className={styles.marked}>
                      <StateMark state="interview-in-parcel" word="near" />
                      {t("make.sent-in", { number: sentIn })}
                    </span>
                  ),
              },
              {
                id: "size",
                label: t("make.column-size"),
                isNumber: true,
                cell: ({ bytes }) => <Size bytes={bytes} />,
              },
            ]}
          />
          <p role="status" className={styles.hint}>
            {t("make.chosen", { count: chosen.size, total: going.length })}
          </p>
        </>
      )}
      {staying.length > 0 && (
        <Card title={t("make.held-title")}>
          <p className={styles.hint}>{t("make.held-text")}</p>
          <ul className={styles.list}>
            {staying.map(({ interview, code, held }) => (
              <li key={interview} className={styles.pair}>
                <Bdi dir="ltr">{code}</Bdi>
                <span>{held && t(`make.held.${held}`)}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
