import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { AnyFault } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { FormText } from "../ui/FormText.tsx";
import { clearToasts, showToast } from "../ui/Toast.tsx";
import styles from "./Refusal.module.css";
import { useFormLanguage, useNode, useRoom } from "./room.ts";
import { topics } from "./store.ts";

/**
 * Asks what becomes of answers that a later refusal has hidden: kept out of sight, or erased for good.
 */
export function Refusal() {
  const { t } = useTranslation("interviews");
  const { store } = useRoom();
  const sayFault = useFaultSentence();
  const refused = useSyncExternalStore(
    (listener) => store.listen(topics.refused, listener),
    store.refused,
  );
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [hasTraces, setTraces] = useState(false);
  const close = () => {
    setFault(null);
    setTraces(false);
    store.keepHidden();
  };
  const erase = async () => {
    // A message that undoes would bring back what is erased.
    clearToasts();
    setBusy(true);
    const outcome = await store.erase(refused);
    setBusy(false);
    setFault(outcome.ok ? null : outcome.fault);
    setTraces(outcome.ok && outcome.value.traces);
    if (!outcome.ok || outcome.value.traces) return;
    close();
    showToast({ text: t("refusal.erased") });
  };
  return (
    <Dialog
      title={t("refusal.title")}
      isOpen={refused.length > 0}
      onClose={close}
      isAlert
      actions={
        <>
          <Button autoFocus kind="primary" onPress={close}>
            {t(hasTraces ? "refusal.later" : "refusal.keep")}
          </Button>
          <Button kind="danger" isBusy={isBusy} onPress={() => void erase()}>
            {t("refusal.erase")}
          </Button>
        </>
      }
    >
      <p>{t("refusal.text")}</p>
      <ul className={styles.sections}>
        {refused.map((section) => (
          <RefusedSection key={section} section={section} />
        ))}
      </ul>
      <p>{t("refusal.kept-means")}</p>
      <p>{t("refusal.erased-means")}</p>
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      {hasTraces && <Callout kind="warning">{t("refusal.traces")}</Callout>}
    </Dialog>
  );
}

function RefusedSection({ section }: { readonly section: string }) {
  const node = useNode(section);
  const language = useFormLanguage();
  return (
    <li lang={language.tag} dir={language.direction} className={styles.section}>
      {node && <FormText text={node.label} />}
    </li>
  );
}
