import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { sayLength } from "../ui/clock-time.ts";
import { Size } from "../ui/Size.tsx";
import { Trouble } from "./Files.tsx";
import { useMarkMoment } from "./moment.ts";
import styles from "./RecordingBar.module.css";
import { useRoom } from "./room.ts";

/** In sight as long as somebody is recorded: that it is so, how loud, how long, and the way to end it. */
export function RecordingBar() {
  const { t, i18n } = useTranslation("interviews");
  const { recorder } = useRoom();
  const markMoment = useMarkMoment();
  const { stage, seconds, bytes, free, level, trouble } = useSyncExternalStore(
    recorder.listen,
    recorder.now,
  );
  if (stage === "off" || stage === "starting") return <Trouble trouble={trouble} />;
  const isPaused = stage === "paused";
  return (
    <section aria-label={t("recording.title")} className={styles.bar} data-in-sight="true">
      <p role="status" className={styles.word} data-paused={isPaused}>
        {t(isPaused ? "recording.paused" : "recording.title")}
      </p>
      <p className={styles.time}>
        <bdi>{sayLength(seconds, i18n.language)}</bdi>
      </p>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.level} style={{ inlineSize: `${Math.round(100 * level)}%` }} />
      </span>
      <p className={styles.facts}>
        {t("recording.kept")} <Size bytes={bytes} />
        {free !== null && (
          <>
            {" · "}
            {t("recording.free")} <Size bytes={free} />
          </>
        )}
      </p>
      <div className={styles.ways}>
        <Button icon="note" shortcut="mark" onPress={markMoment}>
          {t("recording.mark")}
        </Button>
        {isPaused ? (
          <Button icon="record" onPress={recorder.goOn}>
            {t("recording.go-on")}
          </Button>
        ) : (
          <Button icon="pause" onPress={recorder.pause}>
            {t("recording.pause")}
          </Button>
        )}
        <Button
          kind="primary"
          icon="stop"
          shortcut="record"
          isBusy={stage === "ending"}
          onPress={() => void recorder.stop()}
        >
          {t("recording.stop")}
        </Button>
      </div>
    </section>
  );
}
