import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { SafetyNumber } from "../ui/SafetyNumber.tsx";
import styles from "./people.module.css";

/** Who this notebook is to others: its card to give away, and its number to read aloud. */
export function DeviceCard() {
  const { t } = useTranslation(["people", "common"]);
  const { self } = useSession();
  const sayFault = useFaultSentence();
  const save = useAct("people.saveCard");
  const [isSaved, setSaved] = useState(false);
  return (
    <Card title={t("device.title")}>
      <p className={styles.hint}>{t("device.text")}</p>
      <dl className={styles.facts}>
        <dt>{t("device.name")}</dt>
        <dd>
          <Bdi>{self.name}</Bdi>
        </dd>
        <dt>{t("device.role")}</dt>
        <dd>{t(`common:role.${self.role}`)}</dd>
        <dt>{t("device.safety-number")}</dt>
        <dd>
          <SafetyNumber value={self.safetyNumber} />
          <p className={styles.below}>{t("device.compare")}</p>
        </dd>
      </dl>
      {save.fault && (
        <Callout kind="error" code={save.fault.kind}>
          {sayFault(save.fault)}
        </Callout>
      )}
      {isSaved && <Callout kind="ok">{t("device.saved")}</Callout>}
      <div className={styles.acts}>
        <Button
          isBusy={save.isActing}
          onPress={() => {
            setSaved(false);
            void save.act({}).then((saved) => setSaved(saved !== null));
          }}
        >
          {t("device.save")}
        </Button>
      </div>
    </Card>
  );
}
