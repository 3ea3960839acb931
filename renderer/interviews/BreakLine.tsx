import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { useOnChange } from "../ui/on-change.ts";
import styles from "./BreakLine.module.css";

/**
 * Says, beside the key for a pause, that the interview has gone on for long without one. It takes no
 * focus and covers nothing; a pause begins the count anew, and so does "Later". The count is kept by
 * this page alone.
 */
export function BreakLine({ isPaused }: { readonly isPaused: boolean }) {
  const { t } = useTranslation("interviews");
  const { breakMinutes } = usePreferences().preferences;
  const [isDue, setDue] = useState(false);
  const counts = !isPaused && breakMinutes > 0;

  useOnChange([isDue, counts, breakMinutes], () => {
    if (!counts) setDue(false);
    if (!counts || isDue) return;
    const timer = setTimeout(() => setDue(true), breakMinutes * 60_000);
    return () => clearTimeout(timer);
  });

  return (
    <div className={styles.line}>
      {/* Always there, or what appears in it would not be read aloud. */}
      <p role="status">{isDue && t("break.due", { count: breakMinutes })}</p>
      {isDue && (
        <Button kind="quiet" onPress={() => setDue(false)}>
          {t("break.later")}
        </Button>
      )}
    </div>
  );
}
