import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { InterviewFile } from "../../shared/contract/interviews.ts";
import { kindOfMedia, recordingRoom } from "../../shared/interviews/files.ts";
import type { NodeRef, NodeView } from "../../shared/questionnaire/live/view.ts";
import { ask, useAct, useKeptFiles } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Check } from "../ui/Check.tsx";
import { Drawer } from "../ui/Dialog.tsx";
import { FileList } from "../ui/FileList.tsx";
import { FormText } from "../ui/FormText.tsx";
import { InOwnLanguage } from "../ui/InLanguage.tsx";
import { saySize } from "../ui/Size.tsx";
import { showToast } from "../ui/Toast.tsx";
import styles from "./Files.module.css";
import { questionAt, useMoment } from "./moment.ts";
import type { Recording } from "./recorder.ts";
import { useAbout, useFormLanguage, useNode, useOutline, useRoom } from "./room.ts";

interface FilesDrawerProps {
  /** Null: the interview as a whole. */
  readonly question: NodeRef | null;
  readonly onClose: () => void;
}

/** Recordings, photos and documents: each is asked for, then made or chosen, and heard or seen again. */
export function FilesDrawer({ question, onClose }: FilesDrawerProps) {
  const { t } = useTranslation("interviews");
  const { store, openNotes } = useRoom();
  const { files, readOnly } = useAbout(store);
  const here = question === null ? files : files.filter((file) => file.question === question);
  const { fault, ...acts } = useFiles();
  const sayFault = useFaultSentence();
  const sayMoment = useMoment();
  const mark = (file: InterviewFile, seconds: number) => {
    const place = file.question ?? questionAt(store);
    if (place === null) return;
    onClose();
    openNotes(place, "note", sayMoment(kindOfMedia(file.media), file.number, seconds));
  };
  return (
    <Drawer title={t("files.title")} side="end" isOpen onClose={onClose}>
      <div className={styles.files}>
        {question !== null && <Question place={question} />}
        {readOnly === null && <NewFile question={question} onRecording={onClose} />}
        {fault && (
          <Callout kind="error" code={fault.kind}>
            {sayFault(fault)}
          </Callout>
        )}
        {here.length === 0 ? (
          <p className={styles.hint}>{t("files.none")}</p>
        ) : (
          <FileList files={here} {...acts} {...(readOnly === null ? { onMark: mark } : {})} />
        )}
      </div>
    </Drawer>
  );
}

function Question({ place }: { readonly place: NodeRef }) {
  const node = useNode(place);
  const language = useFormLanguage();
  return (
    node && (
      <p lang={language.tag} dir={language.direction} className={styles.question}>
        <FormText text={node.label} />
      </p>
    )
  );
}

interface NewFileProps {
  readonly question: NodeRef | null;
  /** A recording has begun: the page shows it from here. */
  readonly onRecording: () => void;
}

/** Before each recording and each file the person is asked again; one tick is for one of them. */
function NewFile({ question, onRecording }: NewFileProps) {
  const { t, i18n } = useTranslation("interviews");
  const { store, recorder } = useRoom();
  const { interview, consent } = useAbout(store);
  const { gate } = useOutline(store);
  const type = useTypeOf(question);
  const [isAgreed, setAgreed] = useState(false);
  const recording = useSyncExternalStore(recorder.listen, recorder.now);
  const { act, isActing, fault } = useAct("interviews.attachFile");
  const sayFault = useFaultSentence();
  const isClosed = gate !== null && (!gate.isOpen || consent === "refused");
  const heldBy = isClosed ? t("files.consent-first") : isAgreed ? null : t("files.ask-first");
  const record = async () => {
    setAgreed(false);
    if (await recorder.begin(interview, question)) onRecording();
  };
  const choose = async () => {
    const filed = await act({ interview, question, agreed: true });
    if (!filed) return;
    setAgreed(false);
    store.takeFiles(filed.files, filed.saved);
  };
  return (
    <div className={styles.adding}>
      <Check isChosen={isAgreed} onChange={setAgreed}>
        {t("files.agreed")}
      </Check>
      <div className={styles.ways}>
        {type !== "image" && (
          <Button
            icon="record"
            heldBy={recording.stage === "off" ? heldBy : t("files.one-at-a-time")}
            isBusy={recording.stage === "starting"}
            onPress={() => void record()}
          >
            {t("files.record")}
          </Button>
        )}
        <Button icon="file" heldBy={heldBy} isBusy={isActing} onPress={() => void choose()}>
          {t("files.choose")}
        </Button>
      </div>
      <Trouble trouble={recording.trouble} />
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      <p className={styles.hint}>{t("files.cleaned")}</p>
      <p className={styles.hint}>{t("files.pdf-names")}</p>
      <p className={styles.hint}>
        {t("files.room", { size: saySize(recordingRoom.toBegin, i18n.language) })}
      </p>
    </div>
  );
}

/** Why a recording did not begin, or ended by itself. */
export function Trouble({ trouble }: Pick<Recording, "trouble">) {
  const { t } = useTranslation("interviews");
  const sayFault = useFaultSentence();
  if (!trouble) return null;
  return (
    <Callout kind="error" code={trouble.kind}>
      {trouble.kind === "no-microphone" ? t("files.no-microphone") : sayFault(trouble)}
    </Callout>
  );
}

/** The field of a question that is answered by a recording, a picture or a file. */
export function FileAnswer({ node }: { readonly node: NodeView }) {
  const { t } = useTranslation("interviews");
  const { store, openFiles } = useRoom();
  const { files, readOnly } = useAbout(store);
  const here = files.filter(({ question }) => question === node.ref);
  const { fault, ...acts } = useFiles();
  const sayFault = useFaultSentence();
  if (node.type === "video")
    return (
      <InOwnLanguage>
        <p className={styles.hint}>{t("files.no-films")}</p>
      </InOwnLanguage>
    );
  return (
    <InOwnLanguage className={styles.answer ?? ""}>
      {here.length > 0 && <FileList files={here} {...acts} />}
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      {readOnly === null && (
        <div>
          <Button
            icon={node.type === "audio" ? "record" : "file"}
            onPress={() => openFiles(node.ref)}
          >
            {t(node.type === "audio" ? "files.for-audio" : "files.for-file")}
          </Button>
        </div>
      )}
    </InOwnLanguage>
  );
}

/** Reads, saves a copy, and takes away; taking away can be undone in passing. */
function useFiles() {
  const { t } = useTranslation("interviews");
  const { store } = useRoom();
  const { interview } = useAbout(store);
  const { setFault, ...acts } = useKeptFiles(interview);
  const put = async (call: "interviews.detach" | "interviews.attachAgain", attachment: string) => {
    const filed = await ask(call, { interview, attachment });
    setFault(filed.ok ? null : filed.fault);
    if (filed.ok) store.takeFiles(filed.value.files, filed.value.saved);
    return filed.ok;
  };
  const remove = async ({ attachment }: InterviewFile) => {
    if (!(await put("interviews.detach", attachment))) return;
    showToast({
      text: t("files.removed"),
      undo: () => void put("interviews.attachAgain", attachment),
    });
  };
  return { ...acts, onRemove: (file: InterviewFile) => void remove(file) };
}

function useTypeOf(question: NodeRef | null): string {
  const node = useNode(question ?? "");
  return node?.type ?? "";
}
