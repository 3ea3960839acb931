import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/Button.tsx";
import type { Naming } from "../ui/Options.tsx";
import { TextLine } from "../ui/TextLine.tsx";
import styles from "./PassphraseLine.module.css";

interface PassphraseLineProps extends Naming {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isInvalid?: boolean;
  readonly autoFocus?: boolean;
}

/** Where a passphrase is typed or pasted: hidden until somebody wants to see it. */
export function PassphraseLine(props: PassphraseLineProps) {
  const { t } = useTranslation("vault");
  const [isShown, setShown] = useState(false);
  const [hasCapsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  return (
    <div className={styles.passphrase}>
      <div className={styles.line}>
        <TextLine {...props} isSecret={!isShown} onKeyDown={watch} />
        <IconButton
          icon={isShown ? "hide" : "show"}
          label={isShown ? t("passphrase.hide") : t("passphrase.show")}
          onPress={() => setShown(!isShown)}
        />
      </div>
      <p role="status" className={styles.caps}>
        {hasCapsLock && t("passphrase.caps-lock")}
      </p>
    </div>
  );
}
