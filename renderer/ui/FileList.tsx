import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InterviewFile } from "../../shared/contract/interviews.ts";
import { AudioPlayer } from "./AudioPlayer.tsx";
import { Bdi } from "./Bdi.tsx";
import { Button } from "./Button.tsx";
import { sayLength } from "./clock-time.ts";
import styles from "./FileList.module.css";
import { Size } from "./Size.tsx";
import { StateMark } from "./StateMark.tsx";
import { When } from "./When.tsx";

interface FileListProps {
  readonly files: readonly InterviewFile[];
  /** Reads a file into memory; null when that failed, and whoever reads says why. */
  readonly read: (file: InterviewFile) => Promise<Blob | null>;
  /** Left out where nothing is taken away. */
  readonly onRemove?: (file: InterviewFile) => void;
}

/** Recordings, photos and documents: to be heard and seen from memory, never from a plain file. */
export function FileList({ files, ...props }: FileListProps) {
  return (
    <ul className={styles.list}>
      {files.map((file) => (
        <File key={file.attachment} file={file} {...props} />
      ))}
    </ul>
  );
}

function File({ file, read, onRemove }: Omit<FileListProps, "files"> & { file: InterviewFile }) {
  const { t, i18n } = useTranslation("ui");
  const [shown, setShown] = useState<Blob | null>(null);
  const [isReading, setReading] = useState(false);
  const kind = kindOf(file.media);
  const show = async () => {
    setReading(true);
    setShown(await read(file));
    setReading(false);
  };
  const belongs = file.aside?.label ?? file.label;
  return (
    <li className={styles.file}>
      <div>
        <p className={styles.name}>
          {t(`files.${kind}`)}
          {file.name !== "" && (
            <>
              {" · "}
              <Bdi dir="ltr">{file.name}</Bdi>
            </>
          )}
        </p>
        <p className={styles.facts}>
          <When moment={file.at} show="minute" />
          {" · "}
          <Size bytes={file.bytes} />
          {file.seconds !== null && (
            <>
              {" · "}
              <bdi>{sayLength(file.seconds, i18n.language)}</bdi>
            </>
          )}
        </p>
        {belongs !== "" && (
          <p className={styles.facts}>
            {t("files.at")} <bdi>{belongs}</bdi>
          </p>
        )}
        {file.interrupted && (
          <p className={styles.interrupted}>
            <StateMark state="section-warning" word="near" /> {t("files.interrupted")}
          </p>
        )}
        {!file.here && <p className={styles.interrupted}>{t("files.not-here")}</p>}
      </div>
      {shown && <Shown file={file} content={shown} />}
      <div className={styles.ways}>
        {shown === null && kind !== "pdf" && file.here && (
          <Button
            icon={kind === "recording" ? "play" : "show"}
            isBusy={isReading}
            onPress={() => void show()}
          >
            {t(kind === "recording" ? "files.play" : "files.show")}
          </Button>
        )}
        {kind === "pdf" && <p className={styles.facts}>{t("files.pdf-not-shown")}</p>}
        {onRemove && file.removable && (
          <Button kind="quiet" icon="bin" onPress={() => onRemove(file)}>
            {t("files.remove")}
          </Button>
        )}
      </div>
    </li>
  );
}

function Shown({ file, content }: { readonly file: InterviewFile; readonly content: Blob }) {
  const { t } = useTranslation("ui");
  const kind = kindOf(file.media);
  const [text, setText] = useState("");
  const url = useBlobUrl(kind === "picture" ? content : null);
  useEffect(() => {
    if (kind === "text") void content.text().then(setText);
  }, [kind, content]);
  if (kind === "recording") return <AudioPlayer content={content} seconds={file.seconds} />;
  if (kind === "picture")
    return url && <img src={url} alt={t("files.picture")} className={styles.picture} />;
  return (
    <p dir="auto" className={styles.text}>
      {text}
    </p>
  );
}

/** An address of something in memory, which goes with the element that shows it. */
function useBlobUrl(content: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!content) return;
    const made = URL.createObjectURL(content);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return url;
}

function kindOf(media: InterviewFile["media"]): "recording" | "picture" | "pdf" | "text" {
  if (media.startsWith("audio/")) return "recording";
  if (media.startsWith("image/")) return "picture";
  return media === "application/pdf" ? "pdf" : "text";
}
