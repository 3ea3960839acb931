import { useState } from "react";
import { useTranslation } from "react-i18next";
import { longestReason } from "../../shared/interviews/limits.ts";
import type { AnyFault } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { TextBox } from "../ui/TextBox.tsx";
import type { InterviewStore } from "./store.ts";

/** Opens a finished interview for a correction, after its reason was given and never before. */
export function Amend({ store }: { readonly store: InterviewStore }) {
  const { t } = useTranslation(["interviews", "ui"]);
  const sayFault = useFaultSentence();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const amend = async () => {
    setBusy(true);
    const failed = await store.amend(reason);
    setBusy(false);
    setFault(failed);
    if (!failed) setAsking(false);
  };
  const isTooLong = reason.length > longestReason;
  const isEmpty = !/\S/u.test(reason);
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t("amend.act")}</Button>
      <Dialog
        title={t("amend.title")}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        isAlert
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t("ui:dialog.cancel")}</Button>
            <Button
              kind="primary"
              isBusy={isBusy}
              heldBy={isTooLong ? t("notes.too-long") : isEmpty ? t("amend.empty") : null}
              onPress={() => void amend()}
            >
              {t("amend.act")}
            </Button>
          </>
        }
      >
        <p>{t("amend.text")}</p>
        <Field label={t("amend.reason")}>
          {(names) => (
            <TextBox
              {...names}
              value={reason}
              onChange={setReason}
              isInvalid={isTooLong}
              autoFocus
            />
          )}
        </Field>
        {fault && (
          <Callout kind="error" code={fault.kind}>
            {sayFault(fault)}
          </Callout>
        )}
      </Dialog>
    </>
  );
}
