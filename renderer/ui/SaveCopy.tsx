import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { InterviewFile } from "../../shared/contract/interviews.ts";
import { Button } from "./Button.tsx";
import { Callout } from "./Callout.tsx";
import { Dialog } from "./Dialog.tsx";
import { showToast } from "./Toast.tsx";

interface SaveCopyProps {
  readonly file: InterviewFile;
  /** Says whether there is a copy now; where there is none, whoever saves says why. */
  readonly save: (file: InterviewFile) => Promise<boolean>;
}

/** The way out of the notebook for one file: it is said before that the copy is not encrypted. */
export function SaveCopy({ file, save }: SaveCopyProps) {
  const { t } = useTranslation("ui");
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const choose = async () => {
    setSaving(true);
    const isSaved = await save(file);
    setSaving(false);
    setOpen(false);
    if (isSaved) showToast({ text: t("files.saved") });
  };
  return (
    <>
      <Button
        kind="quiet"
        heldBy={file.copyHeldBy && t(`files.${file.copyHeldBy}`)}
        onPress={() => setOpen(true)}
      >
        {t("files.save")}
      </Button>
      <Dialog
        title={t("files.save-title")}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onPress={() => setOpen(false)}>{t("dialog.cancel")}</Button>
            <Button kind="primary" isBusy={isSaving} onPress={() => void choose()}>
              {t("files.save-choose")}
            </Button>
          </>
        }
      >
        <Callout kind="warning">{t("files.save-text")}</Callout>
      </Dialog>
    </>
  );
}
