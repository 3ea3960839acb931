import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button.tsx";
import { classes } from "./classes.ts";
import styles from "./Dialog.module.css";
import { useLayer } from "./layers.ts";

interface LayerProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Also by Esc and by a press outside; it never loses what was typed. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

interface DialogProps extends LayerProps {
  /** Buttons, the safe one first; exactly one is primary. The safe one takes the first focus. */
  readonly actions: ReactNode;
  /** Asks before an act that cannot be undone. */
  readonly isAlert?: boolean;
}

/** A question in front of the page. Focus stays in it and goes back to where it was. */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  actions,
  isAlert = false,
}: DialogProps) {
  useLayer(isOpen, onClose);
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!isAlert}
      data-covers-page="true"
      className={styles.veil ?? ""}
    >
      <Modal className={styles.dialog ?? ""}>
        <AriaDialog role={isAlert ? "alertdialog" : "dialog"} className={styles.inside ?? ""}>
          <Heading slot="title" className={styles.title ?? ""}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          <div className={styles.actions}>{actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface DrawerProps extends LayerProps {
  /** `all` covers the page: a place to read in for a while. */
  readonly side: "start" | "end" | "all";
}

/** A panel that slides in from one side, where the window is too narrow for it to stay. */
export function Drawer({ title, isOpen, onClose, children, side }: DrawerProps) {
  const { t } = useTranslation("ui");
  useLayer(isOpen, onClose);
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      data-covers-page="true"
      className={styles.veil ?? ""}
    >
      <Modal className={classes(styles.drawer, styles[side])}>
        <AriaDialog className={styles.inside ?? ""}>
          <div className={styles.top}>
            <Heading slot="title" className={styles.title ?? ""}>
              {title}
            </Heading>
            <IconButton icon="close" label={t("dialog.close")} onPress={onClose} />
          </div>
          <div className={styles.body}>{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
