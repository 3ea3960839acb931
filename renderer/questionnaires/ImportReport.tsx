import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Callout } from "../ui/Callout.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Num } from "../ui/Num.tsx";
import { StateMark } from "../ui/StateMark.tsx";
import { useProblemSentence } from "./problem-sentence.ts";
import styles from "./questionnaires.module.css";

type Report = Output<"questionnaires.import">;

/** What became of a form that was handed in, and all that is wrong or doubtful in it. */
export function ImportReport({ report }: { readonly report: Report }) {
  const { t } = useTranslation("questionnaires");
  const { outcome, problems, unsupported } = report;
  return (
    <>
      <Callout kind={outcome === "refused" ? "error" : "ok"}>{t(`import.${outcome}`)}</Callout>
      {problems.length > 0 && <Problems problems={problems} />}
      {unsupported.length > 0 && <Unsupported unsupported={unsupported} />}
    </>
  );
}

/** Everything that was found in a file, with its place; errors first. */
export function Problems({ problems }: Pick<Report, "problems">) {
  const { t } = useTranslation("questionnaires");
  const say = useProblemSentence();
  const sorted = [...problems]
    .sort((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0))
    .map((problem, place) => ({ ...problem, place }));
  return (
    <section className={styles.block} aria-label={t("import.problems")}>
      <h2>{t("import.problems")}</h2>
      <p className={styles.hint}>{t("import.problems-text")}</p>
      <DataTable
        label={t("import.problems")}
        items={sorted}
        idOf={({ place }) => String(place)}
        nameOf={say}
        empty={null}
        columns={[
          {
            id: "severity",
            label: t("import.severity"),
            width: 130,
            cell: ({ severity }) => (
              <>
                <StateMark
                  state={severity === "error" ? "section-error" : "section-warning"}
                  word="near"
                />{" "}
                {t(`import.${severity}`)}
              </>
            ),
          },
          ...placeColumns<(typeof sorted)[number]>(t),
          {
            id: "sentence",
            label: t("import.sentence"),
            isRowHeader: true,
            width: "4fr",
            least: 320,
            cell: (problem) => <span className={styles.hint}>{say(problem)}</span>,
          },
        ]}
      />
    </section>
  );
}

function Unsupported({ unsupported }: Pick<Report, "unsupported">) {
  const { t } = useTranslation("questionnaires");
  return (
    <section className={styles.block} aria-label={t("import.unsupported")}>
      <h2>{t("import.unsupported")}</h2>
      <p className={styles.hint}>{t("import.unsupported-text")}</p>
      <DataTable
        label={t("import.unsupported")}
        items={unsupported.map((one, place) => ({ ...one, place }))}
        idOf={({ place }) => String(place)}
        nameOf={({ feature }) => feature}
        empty={null}
        columns={[
          {
            id: "feature",
            label: t("import.feature"),
            isRowHeader: true,
            width: "2fr",
            cell: ({ feature }) => <Bdi dir="ltr">{feature}</Bdi>,
          },
          ...placeColumns<(typeof unsupported)[number] & { readonly place: number }>(t).slice(0, 2),
          {
            id: "outcome",
            label: t("import.becomes"),
            width: "3fr",
            cell: ({ outcome }) => t(`import.feature-${outcome}`),
          },
        ]}
      />
    </section>
  );
}

/** Where it stands, as its author sees it in the spreadsheet. */
function placeColumns<Item extends { readonly sheet: string; readonly row: number }>(
  t: ReturnType<typeof useTranslation<"questionnaires">>["t"],
) {
  return [
    {
      id: "sheet",
      label: t("import.sheet"),
      width: 120 as const,
      cell: ({ sheet }: Item) => <Bdi dir="ltr">{sheet}</Bdi>,
    },
    {
      id: "row",
      label: t("import.row"),
      width: 90 as const,
      least: 80,
      isNumber: true,
      cell: ({ row }: Item) => (row === 0 ? "—" : <Num value={row} />),
    },
    {
      id: "column",
      label: t("import.column"),
      width: 160 as const,
      cell: (item: Item) => {
        const column = "column" in item ? String(item.column) : "";
        return column === "" ? "—" : <Bdi dir="ltr">{column}</Bdi>;
      },
    },
  ];
}
