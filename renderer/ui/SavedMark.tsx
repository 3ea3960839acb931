import { useTranslation } from "react-i18next";
import styles from "./SavedMark.module.css";
import { useAfter } from "./Skeleton.tsx";
import { StateMark } from "./StateMark.tsx";
import { sayMoment } from "./When.tsx";

/** What the keeper has said last about the answers on the screen. */
export type Saving =
  | { readonly kind: "saved"; readonly at: string }
  | { readonly kind: "saving" }
  | { readonly kind: "not-saved" };

/**
 * Tells whether the answers are on the disk: it follows the keeper's reply, never the keystroke.
 *
 * "Saving" appears only when it takes longer than 300 ms; a failure is spoken at once and stays.
 */
export function SavedMark({ saving }: { readonly saving: Saving }) {
  const { t, i18n } = useTranslation("ui");
  const isSlow = useAfter(300, saving.kind === "saving");
  return (
    <>
      <p role="status" className={styles.mark}>
        {saving.kind === "saved" && (
          <>
            <span className={styles.saved}>
              <StateMark state="saved" word="near" />
            </span>
            {t("saved.saved", { time: sayMoment(saving.at, "time", i18n.language) })}
          </>
        )}
        {isSlow && t("saved.saving")}
      </p>
      <p role="alert" className={styles.failed} hidden={saving.kind !== "not-saved"}>
        {saving.kind === "not-saved" && (
          <>
            <StateMark state="not-saved" word="near" /> {t("saved.not-saved")}
          </>
        )}
      </p>
    </>
  );
}
