import { useTranslation } from "react-i18next";
import type { Revision } from "../../shared/contract/interviews.ts";
import { InOrder } from "./InOrder.tsx";
import styles from "./RevisionList.module.css";
import { Stated } from "./Stated.tsx";
import { StateMark } from "./StateMark.tsx";
import { When } from "./When.tsx";

interface RevisionListProps {
  readonly revisions: readonly Revision[];
  /** Of the questionnaire, whose questions these are. */
  readonly lang: string;
}

/** Corrections after finishing, the oldest first: why each was made, and what stood there before. */
export function RevisionList({ revisions, lang }: RevisionListProps) {
  const { t } = useTranslation("ui");
  return (
    <ol className={styles.list}>
      <InOrder of={revisions}>
        {({ reason, at, finished, answers, entries }) => (
          <li className={styles.revision}>
            <p className={styles.when}>
              <When moment={at} show="minute" />
              {finished === null && <> · {t("revision.underway")}</>}
            </p>
            <p>
              {t("revision.reason")} <bdi className={styles.words}>{reason}</bdi>
            </p>
            <ul className={styles.changes}>
              <InOrder of={answers}>
                {({ label, before, after }) => (
                  <li className={styles.change}>
                    <p lang={lang} dir="auto" className={styles.question}>
                      {label}
                    </p>
                    <dl>
                      <div>
                        <dt>{t("revision.before")}</dt>
                        <dd>
                          <Told {...before} />
                        </dd>
                      </div>
                      <div>
                        <dt>{t("revision.after")}</dt>
                        <dd>
                          <Told {...after} />
                        </dd>
                      </div>
                    </dl>
                  </li>
                )}
              </InOrder>
              <InOrder of={entries}>
                {({ label, change }) => (
                  <li>
                    {t(`revision.entry-${change}`)}{" "}
                    <bdi lang={lang} className={styles.question}>
                      {label}
                    </bdi>
                  </li>
                )}
              </InOrder>
            </ul>
            {finished !== null && answers.length === 0 && entries.length === 0 && (
              <p className={styles.when}>{t("revision.nothing")}</p>
            )}
          </li>
        )}
      </InOrder>
    </ol>
  );
}

function Told({ state, value, stated, shown }: Revision["answers"][number]["before"]) {
  if (state !== "answered") return <StateMark state={`answer-${state}`} word="beside" />;
  return (
    <>
      <span dir="auto" className={styles.words}>
        {shown ?? value}
      </span>
      {stated !== null && (
        <p className={styles.when}>
          <Stated of={stated} />
        </p>
      )}
    </>
  );
}
