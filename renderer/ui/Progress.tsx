import { useEffect, useState } from "react";
import { VisuallyHidden } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { useOnChange } from "./on-change.ts";
import styles from "./Progress.module.css";
import { saySize } from "./Size.tsx";

interface ProgressProps {
  readonly label: string;
  readonly done: number;
  /** Null while nobody knows; the bar then shows no length. */
  readonly total: number | null;
  /** What is counted. Bytes are said in words. */
  readonly counts?: "things" | "bytes";
  readonly onCancel?: () => void;
}

/** How far a long job is, in a bar and in numbers. Read aloud at most every five seconds. */
export function Progress({ label, done, total, counts = "things", onCancel }: ProgressProps) {
  const { t, i18n } = useTranslation("ui");
  const say = (count: number) => (counts === "bytes" ? saySize(count, i18n.language) : count);
  const counted =
    total === null
      ? t("progress.done", { done: say(done) })
      : t("progress.of", { done: say(done), total: say(total) });
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuetext={counted}
        {...(total === null ? {} : { "aria-valuemax": total, "aria-valuenow": done })}
        className={styles.bar}
      >
        <div className={styles.words}>
          <span>{label}</span>
          <span>{counted}</span>
        </div>
        <div className={styles.track}>
          <div className={styles.fill} style={{ inlineSize: `${percentOf(done, total)}%` }} />
        </div>
      </div>
      <Spoken text={`${label}: ${counted}`} />
      {onCancel && <Button onPress={onCancel}>{t("dialog.cancel")}</Button>}
    </div>
  );
}

const percentOf = (done: number, total: number | null) =>
  total ? Math.min(100, (done / total) * 100) : 0;

/** A live region that says the newest text, but lets five seconds pass between two. */
function Spoken({ text }: { readonly text: string }) {
  const [said, setSaid] = useState(text);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((count) => count + 1), 5000);
    return () => clearInterval(timer);
  }, []);
  useOnChange([turn], () => setSaid(text));
  return (
    <VisuallyHidden>
      <p role="status">{said}</p>
    </VisuallyHidden>
  );
}
