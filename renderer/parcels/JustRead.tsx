import { useTranslation } from "react-i18next";
import type { FileResult } from "../../shared/contract/parcels.ts";
import type { AnyFault } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { classes } from "../ui/classes.ts";
import { InOrder } from "../ui/InOrder.tsx";
import { Num } from "../ui/Num.tsx";
import { type MarkedState, StateMark } from "../ui/StateMark.tsx";
import { TeamLists } from "../ui/TeamLists.tsx";
import styles from "./parcels.module.css";

/** What came of each file that was chosen: one row a file, with its sentence. */
export function JustRead({ files }: { readonly files: readonly FileResult[] }) {
  const { t } = useTranslation("parcels");
  const { go } = useSession();
  const hasNews = files.some(
    ({ interviews }) => interviews.new + interviews.updated + interviews.conflict > 0,
  );
  return (
    <section className={styles.block} aria-label={t("inbox.result")}>
      <div className={styles.top}>
        <h2>{t("inbox.result")}</h2>
        {hasNews && (
          <Button onPress={() => go({ screen: "records", search: "" })}>
            {t("inbox.see-records")}
          </Button>
        )}
      </div>
      <ul className={styles.block} aria-live="polite">
        <InOrder of={files}>{(file) => <ReadFile file={file} />}</InOrder>
      </ul>
    </section>
  );
}

function ReadFile({ file }: { readonly file: FileResult }) {
  const { t } = useTranslation("parcels");
  const { outcome, from, number } = file;
  return (
    <li className={styles.file}>
      <span className={classes(styles.outcome, styles[outcome])}>
        <StateMark state={marks[outcome]} word="near" />
        {t(`inbox.result-${outcome}`)}
      </span>
      <div className={styles.told}>
        <p className={styles.which}>
          <strong>
            <Bdi dir="ltr">{file.file}</Bdi>
          </strong>
          {from && <span>{t("inbox.from", { name: from.name })}</span>}
          {number !== null && <span>{t("inbox.number", { number })}</span>}
        </p>
        <WhatCame file={file} />
      </div>
    </li>
  );
}

function WhatCame({ file }: { readonly file: FileResult }) {
  const { t } = useTranslation("parcels");
  const sayFault = useFaultSentence();
  const { fault, outcome, interviews } = file;
  if (fault)
    return (
      <>
        {/* The keeper gives a fault of the contract; its type here is only wider. */}
        <p>{sayFault(fault as AnyFault)}</p>
        <p className={styles.code}>
          <bdi dir="ltr">{fault.kind}</bdi>
        </p>
      </>
    );
  if (outcome === "already-here") return <p>{t("inbox.same-as-before")}</p>;
  const counted = counts.filter((name) => interviews[name] > 0);
  // Every parcel of interviews counts at least one of them.
  if (counted.length === 0)
    return (
      <>
        <p>{t("inbox.team-file")}</p>
        {file.lists && <TeamLists lists={file.lists} />}
      </>
    );
  return (
    <>
      <dl className={styles.counts}>
        {counted.map((name) => (
          <div key={name}>
            <dt>{t(`inbox.count-${name}`)}</dt>
            <dd>
              <Num value={interviews[name]} />
            </dd>
          </div>
        ))}
      </dl>
      {interviews.conflict > 0 && <p>{t("inbox.conflict")}</p>}
    </>
  );
}

const counts = ["new", "updated", "same", "conflict", "waiting"] as const;

const marks = {
  imported: "interview-received",
  "already-here": "saved",
  quarantined: "review-on-hold",
  refused: "section-error",
} as const satisfies { readonly [outcome in FileResult["outcome"]]: MarkedState };
