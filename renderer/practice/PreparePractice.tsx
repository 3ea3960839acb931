import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import type { Self } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { LoneCard, LonePage } from "../ui/Page.tsx";
import styles from "./practice.module.css";
import { useWish } from "./wish.ts";

/** Where there is no practice notebook yet: what it is, and one button that prepares it. */
export function PreparePractice({
  corner,
  onOpen,
}: {
  /** The ways to help, to the other language and to the real notebook. */
  readonly corner: ReactNode;
  readonly onOpen: (self: Self) => void;
}) {
  const { t } = useTranslation("practice");
  const sayFault = useFaultSentence();
  const wish = useWish();
  const { act, isActing, fault } = useAct("practice.begin");
  const begin = async () => {
    const self = await act(wish());
    if (self) onOpen(self);
  };
  return (
    <LonePage corner={corner} title={t("door.title")}>
      <LoneCard>
        <p>{t("door.text")}</p>
        <p>{t("door.open-to-all")}</p>
        {fault && (
          <Callout kind="error" code={fault.kind}>
            {sayFault(fault)}
          </Callout>
        )}
        <div>
          <Button kind="primary" autoFocus isBusy={isActing} onPress={() => void begin()}>
            {t("door.begin")}
          </Button>
        </div>
        <p role="status" className={styles.status}>
          {isActing && t("door.preparing")}
        </p>
      </LoneCard>
    </LonePage>
  );
}
