import { useTranslation } from "react-i18next";
import { useSession } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { Screen } from "../ui/Screen.tsx";
import { AllowedBadge } from "./Allowed.tsx";
import styles from "./Closed.module.css";
import { InterviewOnPaper } from "./InterviewOnPaper.tsx";
import { useAbout } from "./room.ts";
import type { InterviewStore } from "./store.ts";

interface ClosedProps {
  readonly store: InterviewStore;
  readonly onLook: () => void;
}

/** After an interview: a page that may be seen by anybody, and what can be done next. */
export function Closed({ store, onLook }: ClosedProps) {
  const about = useAbout(store);
  const { t } = useTranslation("interviews");
  const { go } = useSession();
  return (
    <Screen title={t("closed.title")} marks={<AllowedBadge store={store} />}>
      <Card>
        <p className={styles.thanks}>{t("closed.thanks")}</p>
        <p>{t("closed.kept")}</p>
      </Card>
      <div className={styles.next}>
        <Button kind="primary" autoFocus onPress={() => go({ screen: "interviews" })}>
          {t("list.title")}
        </Button>
        <Button icon="add" onPress={() => go({ screen: "interviews", isStarting: true })}>
          {t("closed.another")}
        </Button>
        <Button icon="parcel" onPress={() => go({ screen: "make-parcel" })}>
          {t("closed.parcel")}
        </Button>
        <InterviewOnPaper kind="consent" about={about} />
        <InterviewOnPaper kind="record" about={about} />
        <Button kind="quiet" onPress={onLook}>
          {t("closed.look")}
        </Button>
      </div>
    </Screen>
  );
}
