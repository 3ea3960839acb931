import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import type { Self } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { useWish } from "./wish.ts";

/** Throws the practice notebook away and prepares another, once somebody has said yes. */
export function BeginAnew({ onBegun }: { readonly onBegun: (self: Self) => void }) {
  const { t } = useTranslation(["practice", "ui"]);
  const sayFault = useFaultSentence();
  const wish = useWish();
  const { act, isActing, fault } = useAct("practice.begin");
  const [isAsking, setAsking] = useState(false);
  const begin = async () => {
    const self = await act(wish());
    if (!self) return;
    setAsking(false);
    onBegun(self);
  };
  return (
    <>
      <Button kind="quiet" icon="undo" onPress={() => setAsking(true)}>
        {t("guide.anew")}
      </Button>
      <Dialog
        title={t("guide.anew-ask")}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        isAlert
        actions={
          <>
            <Button autoFocus onPress={() => setAsking(false)}>
              {t("ui:dialog.cancel")}
            </Button>
            <Button kind="primary" isBusy={isActing} onPress={() => void begin()}>
              {t("guide.anew")}
            </Button>
          </>
        }
      >
        <p>{t("guide.anew-text")}</p>
        <p role="status">{isActing && t("guide.anew-wait")}</p>
        {fault && (
          <Callout kind="error" code={fault.kind}>
            {sayFault(fault)}
          </Callout>
        )}
      </Dialog>
    </>
  );
}
