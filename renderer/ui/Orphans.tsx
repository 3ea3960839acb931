import { useTranslation } from "react-i18next";
import type { OrphanedAnswer } from "../../shared/contract/interviews.ts";
import { Bdi } from "./Bdi.tsx";
import { Card } from "./Card.tsx";
import { InOrder } from "./InOrder.tsx";
import styles from "./Orphans.module.css";
import { StateMark } from "./StateMark.tsx";

/** Answers that a move to another version of the questionnaire left without a place, as they were given. */
export function Orphans({ orphans }: { readonly orphans: readonly OrphanedAnswer[] }) {
  const { t } = useTranslation("ui");
  if (orphans.length === 0) return null;
  return (
    <Card title={t("orphans.title")}>
      <p className={styles.text}>{t("orphans.text")}</p>
      <dl className={styles.list}>
        <InOrder of={orphans}>
          {(orphan) => (
            <div>
              <dt>
                <Bdi>{orphan.label || orphan.question}</Bdi>
                <span className={styles.from}>
                  {t("orphans.from", { version: orphan.version })}
                </span>
              </dt>
              <dd>
                <OrphanValue answer={orphan} />
              </dd>
            </div>
          )}
        </InOrder>
      </dl>
    </Card>
  );
}

/** What was said, in the words of the form where it has any; or the state in place of it. */
export function OrphanValue({
  answer: { state, shown, value },
}: {
  readonly answer: Pick<OrphanedAnswer, "state" | "shown" | "value">;
}) {
  if (state === "answered") return <Bdi>{shown ?? value ?? ""}</Bdi>;
  return <StateMark state={`answer-${state}`} word="beside" />;
}
