import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { InOrder } from "./InOrder.tsx";
import styles from "./Skeleton.module.css";

/** True once something has gone on for so many milliseconds; false as soon as it ends. */
export function useAfter(milliseconds: number, isGoingOn: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setTimeout(() => setLong(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [milliseconds, isGoingOn]);
  return isLong && isGoingOn;
}

interface SkeletonProps {
  /** How many lines the place will hold, roughly. */
  readonly lines?: number;
  /** Offered after five seconds. */
  readonly onCancel?: () => void;
}

/** Stands where something is being loaded, but not before 300 ms: what is quick does not flicker. */
export function Skeleton({ lines = 3, onCancel }: SkeletonProps) {
  const { t } = useTranslation("ui");
  const isSlow = useAfter(300, true);
  const isVerySlow = useAfter(5000, true);
  if (!isSlow) return null;
  return (
    <div className={styles.skeleton} role="status">
      <p className={styles.words}>{t("loading.title")}</p>
      <InOrder of={Array(lines).fill(null)}>{() => <div className={styles.line} />}</InOrder>
      {isVerySlow && onCancel && <Button onPress={onCancel}>{t("dialog.cancel")}</Button>}
    </div>
  );
}
