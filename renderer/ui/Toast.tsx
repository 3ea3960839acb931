import {
  Button as AriaButton,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";
import styles from "./Toast.module.css";

// The only file that knows the library's toast, which its makers may still change.

interface Message {
  readonly text: string;
  readonly undo?: () => void;
}

const queue = new ToastQueue<Message>({ maxVisibleToasts: 3 });

/** Says something in passing for ten seconds, longer while it is pointed at or focused. */
export function showToast(message: Message): void {
  queue.add(message, { timeout: 10_000 });
}

/** Undoes what the newest message offers to undo; without such a message, nothing. */
export function undoLast(): void {
  const newest = queue.visibleToasts.find(({ content }) => content.undo !== undefined);
  if (!newest) return;
  newest.content.undo?.();
  queue.close(newest.key);
}

/** Takes every message away: nothing of an interview outlives the lock. */
export function clearToasts(): void {
  queue.clear();
}

/** Where messages appear; once in the page. */
export function Toasts() {
  const { t } = useTranslation("ui");
  return (
    <ToastRegion queue={queue} aria-label={t("toast.region")} className={styles.region ?? ""}>
      {({ toast }) => (
        <AriaToast toast={toast} className={styles.toast ?? ""}>
          <ToastContent className={styles.text ?? ""}>
            <span>{toast.content.text}</span>
          </ToastContent>
          {toast.content.undo && (
            <AriaButton
              className={styles.undo ?? ""}
              onPress={() => {
                toast.content.undo?.();
                queue.close(toast.key);
              }}
            >
              <Icon name="undo" />
              {t("toast.undo")}
            </AriaButton>
          )}
          <AriaButton slot="close" aria-label={t("dialog.close")} className={styles.close ?? ""}>
            <Icon name="close" />
          </AriaButton>
        </AriaToast>
      )}
    </ToastRegion>
  );
}
