import type { ReactNode } from "react";
import { Button as AriaButton, VisuallyHidden } from "react-aria-components";
import { useTranslation } from "react-i18next";
import styles from "./Button.module.css";
import { classes } from "./classes.ts";
import { everyKey, type KeyName } from "./every-key.ts";
import { Hint } from "./Hint.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { KeyCaps } from "./KeyCaps.tsx";

export type ButtonKind = "primary" | "plain" | "danger" | "quiet";

interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  /** The key that does the same; drawn in the button. */
  readonly shortcut?: KeyName;
  /** Works, and says so; keeps its width and its focus. */
  readonly isBusy?: boolean;
  /** Why it cannot be pressed now, in words. A button without a reason can be pressed. */
  readonly heldBy?: string | null;
  readonly autoFocus?: boolean;
  readonly lang?: string;
  readonly type?: "button" | "submit";
  readonly onPress?: () => void;
  readonly children: ReactNode;
}

/** A button with words on it. */
export function Button({
  kind = "plain",
  icon,
  shortcut,
  isBusy = false,
  heldBy = null,
  autoFocus = false,
  lang,
  type = "button",
  onPress,
  children,
}: ButtonProps) {
  const { t } = useTranslation("ui");
  const isIdle = heldBy !== null || isBusy;
  return (
    <Hint text={heldBy}>
      <AriaButton
        // Held or busy, it keeps its place in the tab order and its focus, so that the reason is read.
        {...(isIdle ? { "aria-disabled": true } : {})}
        {...(isIdle || onPress === undefined ? {} : { onPress })}
        {...(lang === undefined ? {} : { lang })}
        type={isIdle ? "button" : type}
        autoFocus={autoFocus}
        className={classes(
          styles.button,
          styles[kind],
          heldBy !== null && styles.held,
          isBusy && styles.busy,
        )}
      >
        {icon && <Icon name={icon} />}
        <span>{children}</span>
        {isBusy && <VisuallyHidden>{t("button.busy")}</VisuallyHidden>}
        {shortcut !== undefined && <KeyCaps chord={everyKey[shortcut].chord} />}
      </AriaButton>
    </Hint>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  /** What it does; read aloud, and shown when pointed at or focused. */
  readonly label: string;
  readonly kind?: Exclude<ButtonKind, "primary">;
  readonly isPressed?: boolean;
  readonly isExpanded?: boolean;
  /** Why it cannot be pressed now, in words. */
  readonly heldBy?: string | null;
  readonly onPress: () => void;
}

/** A button with a picture on it; its words are its name and its hint. */
export function IconButton({
  icon,
  label,
  kind = "quiet",
  isPressed,
  isExpanded,
  heldBy = null,
  onPress,
}: IconButtonProps) {
  return (
    <Hint text={heldBy ?? label}>
      <AriaButton
        aria-label={label}
        {...(heldBy === null ? { onPress } : { "aria-disabled": true })}
        {...(isPressed === undefined ? {} : { "aria-pressed": isPressed })}
        {...(isExpanded === undefined ? {} : { "aria-expanded": isExpanded })}
        className={classes(
          styles.button,
          styles.icon,
          styles[kind],
          heldBy !== null && styles.held,
        )}
      >
        <Icon name={icon} />
      </AriaButton>
    </Hint>
  );
}
