import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { useSession } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { useOnChange } from "../ui/on-change.ts";
import { ReferralList } from "../ui/ReferralList.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import styles from "./Pause.module.css";

const lockAfter = 120_000;

/**
 * A plain page in place of the interview: no clock, no code, nothing of what was said. Any key offers
 * to go on, and what helps a person in distress; after two quiet minutes the notebook locks by itself.
 */
export function Pause({ onContinue }: { readonly onContinue: () => void }) {
  const { t } = useTranslation("interviews");
  const { lock } = useSession();
  const [isAwake, setAwake] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const page = useRef<HTMLElement>(null);

  // What had the focus is out of sight now, and a reader of screens says where one is.
  useEffect(() => page.current?.focus(), []);
  useOnChange([isAwake, isHelping], () => {
    const timer = setTimeout(lock, lockAfter);
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    // The key that wakes the page does nothing else, or it would press what it has just brought.
    const wake = (event: Event) => {
      if (event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey || event.altKey))
        return;
      event.preventDefault();
      setAwake(true);
    };
    if (isAwake) return;
    window.addEventListener("keydown", wake);
    window.addEventListener("pointerdown", wake);
    return () => {
      window.removeEventListener("keydown", wake);
      window.removeEventListener("pointerdown", wake);
    };
  }, [isAwake]);

  return (
    <main ref={page} tabIndex={-1} className={styles.pause}>
      <h1>{t("pause.title")}</h1>
      {isAwake ? (
        <>
          <div className={styles.ways}>
            <Button kind="primary" autoFocus onPress={onContinue}>
              {t("pause.continue")}
            </Button>
            <Button onPress={() => setHelping(!isHelping)}>{t("pause.help")}</Button>
          </div>
          {isHelping && <Help />}
        </>
      ) : (
        <p>{t("pause.any-key")}</p>
      )}
    </main>
  );
}

const levels = ["calm", "distress", "severe"] as const;

/** What to do for a person in distress, from the lightest to the gravest, and where to send them. */
function Help() {
  const { t } = useTranslation("interviews");
  return (
    <section aria-label={t("pause.help")} className={styles.help}>
      <dl>
        {levels.map((level) => (
          <div key={level}>
            <dt>{t(`pause.${level}`)}</dt>
            <dd>{t(`pause.${level}-do`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t("pause.never")}</p>
      <Services />
    </section>
  );
}

function Services() {
  const { t } = useTranslation(["interviews", "people"]);
  const sayFault = useFaultSentence();
  const { outcome } = useAsked("people.referrals", {});
  return (
    <>
      <h2>{t("people:referrals.title")}</h2>
      {outcome === null && <Skeleton />}
      {outcome?.ok === false && <p>{sayFault(outcome.fault)}</p>}
      {outcome?.ok && outcome.value.referrals.length === 0 && <p>{t("pause.no-referral")}</p>}
      {outcome?.ok && <ReferralList referrals={outcome.value.referrals} />}
    </>
  );
}
