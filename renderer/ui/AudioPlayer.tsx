import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./AudioPlayer.module.css";
import { Button } from "./Button.tsx";
import { sayLength } from "./clock-time.ts";

interface AudioPlayerProps {
  readonly content: Blob;
  /** How long it is, where that is known: a recording does not say so itself. */
  readonly seconds: number | null;
  /** Notes something at the moment that is heard; left out where nothing is written. */
  readonly onMark?: (seconds: number) => void;
}

/** Sound from memory: play, stop for a moment, a little back. It begins by itself: it was asked for. */
export function AudioPlayer({ content, seconds, onMark }: AudioPlayerProps) {
  const { t, i18n } = useTranslation("ui");
  const audio = useRef<HTMLAudioElement | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const [at, setAt] = useState(0);
  useEffect(() => {
    const url = URL.createObjectURL(content);
    const element = new Audio(url);
    audio.current = element;
    element.addEventListener("playing", () => setPlaying(true));
    element.addEventListener("pause", () => setPlaying(false));
    element.addEventListener("ended", () => setPlaying(false));
    element.addEventListener("error", () => setWrong(true));
    element.addEventListener("timeupdate", () => setAt(element.currentTime));
    void element.play().catch(() => setPlaying(false));
    return () => {
      element.pause();
      URL.revokeObjectURL(url);
    };
  }, [content]);
  if (isWrong) return <p>{t("audio.cannot")}</p>;
  const back = () => {
    if (audio.current) audio.current.currentTime = Math.max(0, audio.current.currentTime - 10);
  };
  const mark = () => {
    audio.current?.pause();
    onMark?.(Math.floor(audio.current?.currentTime ?? at));
  };
  const toggle = () => {
    if (isPlaying) audio.current?.pause();
    else void audio.current?.play().catch(() => setPlaying(false));
  };
  return (
    <div className={styles.player}>
      <Button icon={isPlaying ? "pause" : "play"} onPress={toggle}>
        {t(isPlaying ? "audio.pause" : "audio.play")}
      </Button>
      <Button kind="quiet" icon="undo" onPress={back}>
        {t("audio.back")}
      </Button>
      {onMark && (
        <Button kind="quiet" icon="note" onPress={mark}>
          {t("files.mark")}
        </Button>
      )}
      <p className={styles.time}>
        <bdi>{sayLength(Math.floor(at), i18n.language)}</bdi>
        {seconds !== null && (
          <>
            {" / "}
            <bdi>{sayLength(seconds, i18n.language)}</bdi>
          </>
        )}
      </p>
    </div>
  );
}
