import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InterviewFile } from "../../shared/contract/interviews.ts";
import { kindOfMedia } from "../../shared/interviews/files.ts";
import { AudioPlayer } from "./AudioPlayer.tsx";
import { Bdi } from "./Bdi.tsx";
import { Button } from "./Button.tsx";
import { sayLength } from "./clock-time.ts";
import styles from "./FileList.module.css";
import { SaveCopy } from "./SaveCopy.tsx";
import { Size } from "./Size.tsx";
import { StateMark } from "./StateMark.tsx";
import { When } from "./When.tsx";

interface FileListProps {
  readonly files: readonly InterviewFile[];
  /** Reads a file into memory; null when that failed, and whoever reads says why. */
  readonly read: (file: InterviewFile) => Promise<Blob | null>;
  /** Saves a copy outside the notebook; false when there is none, and whoever saves says why. */
  readonly save: (file: InterviewFile) => Promise<boolean>;
  /** Notes something at a moment of a sound; left out where nothing is written. */
  readonly onMark?: (file: InterviewFile, seconds: number) => void;
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

type FileProps = Omit<FileListProps, "files"> & { readonly file: InterviewFile };

function File({ file, read, save, onMark, onRemove }: FileProps) {
  const { t, i18n } = useTranslation("ui");
  const [shown, setShown] = useState<Blob | null>(null);
  const [isReading, setReading] = useState(false);
  const kind = kindOfMedia(file.media);
  const isHeard = kind === "recording" || kind === "sound";
  const name = t(`files.${kind}`, { number: file.number });
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
          {name}
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
      {shown && <Shown file={file} name={name} content={shown} onMark={onMark} />}
      {kind === "pdf" && <p className={styles.facts}>{t("files.pdf-not-shown")}</p>}
      <div className={styles.ways}>
        {shown === null && kind !== "pdf" && file.here && (
          <Button icon={isHeard ? "play" : "show"} isBusy={isReading} onPress={() => void show()}>
            {t(isHeard ? "files.play" : "files.show")}
          </Button>
        )}
        {file.here && <SaveCopy file={file} save={save} />}
        {onRemove && file.removable && (
          <Button kind="quiet" icon="bin" onPress={() => onRemove(file)}>
            {t("files.remove")}
          </Button>
        )}
      </div>
    </li>
  );
}

interface ShownProps {
  readonly file: InterviewFile;
  readonly name: string;
  readonly content: Blob;
  readonly onMark: FileListProps["onMark"];
}

function Shown({ file, name, content, onMark }: ShownProps) {
  const kind = kindOfMedia(file.media);
  const [text, setText] = useState("");
  const url = useBlobUrl(kind === "picture" ? content : null);
  useEffect(() => {
    if (kind === "text") void content.text().then(setText);
  }, [kind, content]);
  if (kind === "recording" || kind === "sound")
    return (
      <AudioPlayer
        content={content}
        seconds={file.seconds}
        {...(onMark ? { onMark: (seconds: number) => onMark(file, seconds) } : {})}
      />
    );
  if (kind === "picture") return url && <img src={url} alt={name} className={styles.picture} />;
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
