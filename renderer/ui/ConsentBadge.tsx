import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outcome } from "../../shared/contract/index.ts";
import type { ConsentMark } from "../../shared/contract/interviews.ts";
import type { ConsentTold } from "../../shared/interviews/consent-told.ts";
import type { NodeRef } from "../../shared/questionnaire/live/view.ts";
import styles from "./ConsentBadge.module.css";
import { Drawer } from "./Dialog.tsx";
import { FormText } from "./FormText.tsx";
import { InLanguage } from "./InLanguage.tsx";
import { useOnChange } from "./on-change.ts";
import { StateMark } from "./StateMark.tsx";
import { When } from "./When.tsx";

interface ConsentProps {
  readonly mark: ConsentMark;
  readonly told: ConsentTold;
  /** In which the uses are written. */
  readonly language: { readonly tag: string; readonly direction: "ltr" | "rtl" };
  /** What was said to a question, from the first time to the last. */
  readonly history: (question: NodeRef) => Promise<Outcome<"interviews.history">>;
}

/** What the person allows, in a word; pressed, use by use and with the day on which it was said. */
export function ConsentBadge(props: ConsentProps) {
  const { t } = useTranslation("ui");
  const [isOpen, setOpen] = useState(false);
  const { mark, told } = props;
  const allowed = told.uses.filter(({ isAllowed }) => isAllowed).length;
  return (
    <>
      <button
        type="button"
        className={styles.badge}
        data-consent={mark}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {mark === "given" && told.uses.length > 0 ? (
          <>
            <StateMark state="consent-given" word="near" />
            <span>{t("consent.allowed", { allowed, all: told.uses.length })}</span>
          </>
        ) : (
          <StateMark state={`consent-${mark}`} word="beside" />
        )}
      </button>
      <Drawer title={t("consent.title")} side="end" isOpen={isOpen} onClose={() => setOpen(false)}>
        <ConsentUses {...props} />
      </Drawer>
    </>
  );
}

/** Every use in words, allowed or not, and when it was said. */
export function ConsentUses({ mark, told, language, history }: ConsentProps) {
  const { t } = useTranslation("ui");
  const { uses, said, isConfirmed } = told;
  const moments = useMoments(told, history);
  return (
    <div className={styles.uses}>
      <p>
        <StateMark state={`consent-${mark}`} word="beside" />
      </p>
      {uses.length > 0 && mark !== "not-asked" && (
        <ul aria-label={t("consent.uses")} className={styles.list}>
          {uses.map(({ name, label, isAllowed }) => (
            <li key={name} className={styles.use}>
              <StateMark state={isAllowed ? "consent-given" : "consent-refused"} word="near" />
              <div>
                <InLanguage {...language}>
                  <FormText text={label} />
                </InLanguage>
                <p className={styles.word}>
                  {t(isAllowed ? "consent.is-allowed" : "consent.is-not-allowed")}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <dl className={styles.moments}>
        {said.map(({ part, ref }) => {
          const moment = moments.get(ref);
          return (
            moment !== undefined && (
              <div key={part}>
                <dt>{t(`consent.${part}`)}</dt>
                <dd>
                  <When moment={moment} show="minute" />
                </dd>
              </div>
            )
          );
        })}
      </dl>
      {isConfirmed === false && mark !== "refused" && mark !== "not-asked" && (
        <p className={styles.word}>{t("consent.not-confirmed")}</p>
      )}
    </div>
  );
}

/** When each of the questions got the answer that stands. */
function useMoments(
  { said }: ConsentTold,
  history: ConsentProps["history"],
): ReadonlyMap<NodeRef, string> {
  const [moments, setMoments] = useState<ReadonlyMap<NodeRef, string>>(new Map());
  useOnChange([said.map(({ ref }) => ref).join(" ")], () => {
    let isCurrent = true;
    void Promise.all(
      said.map(async ({ ref }): Promise<readonly [NodeRef, string][]> => {
        const told = await history(ref);
        const last = told.ok ? told.value.entries.at(-1) : undefined;
        return last ? [[ref, last.at]] : [];
      }),
    ).then((found) => isCurrent && setMoments(new Map(found.flat())));
    return () => {
      isCurrent = false;
    };
  });
  return moments;
}
