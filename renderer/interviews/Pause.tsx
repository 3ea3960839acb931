import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./Pause.module.css";

const lockAfter = 120_000;

/**
 * A plain page in place of the interview: no clock, no code, nothing of what was said. Any key offers
 * to go on; after two minutes the notebook locks by itself.
 */
export function Pause({ onContinue }: { readonly onContinue: () => void }) {
  const { t } = useTranslation("interviews");
  const { lock } = useSession();
  const [isAwake, setAwake] = useState(false);

  useEffect(() => {
    const timer = setTimeout(lock, lockAfter);
    return () => clearTimeout(timer);
  }, [lock]);
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
    <main className={styles.pause}>
      <h1>{t("pause.title")}</h1>
      {isAwake ? (
        <Button kind="primary" autoFocus onPress={onContinue}>
          {t("pause.continue")}
        </Button>
      ) : (
        <p>{t("pause.any-key")}</p>
      )}
    </main>
  );
}
