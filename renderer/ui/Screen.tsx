import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button.tsx";
import { classes } from "./classes.ts";
import { Drawer } from "./Dialog.tsx";
import styles from "./Screen.module.css";

/** What every screen shows without knowing it: the ways to other screens, language, lock. */
export interface Chrome {
  readonly navigation: ReactNode;
  readonly language: ReactNode;
  readonly lock: ReactNode;
}

export const ChromeContext = createContext<Chrome>({
  navigation: null,
  language: null,
  lock: null,
});

interface ScreenProps {
  /** A string, or a sentence of a questionnaire in its own language. */
  readonly title: ReactNode;
  /** A small line over the title: the questionnaire, the step before. */
  readonly above?: ReactNode;
  /** What stands beside the title: progress, saved mark, consent badge. */
  readonly marks?: ReactNode;
  /** A line under the header that stays in view: what was not saved, why nothing can be changed. */
  readonly notice?: ReactNode;
  /** Another language switch takes the place of the interface's own, as that of the questions does. */
  readonly language?: ReactNode;
  /** Replaces the ways to other screens at the start side, as the contents of an interview do. */
  readonly side?: ReactNode;
  /** Names that side. */
  readonly sideLabel?: string;
  /** A panel at the end side, where the window is wide enough for it to cover nothing. */
  readonly beside?: ReactNode;
  /** Names that panel. */
  readonly besideLabel?: string;
  /** Previous, next, finish. It takes its own row and never covers anything. */
  readonly foot?: ReactNode;
  /** `reading` keeps lines short; `desk` uses the window, and makes controls dense. */
  readonly width?: "reading" | "desk";
  readonly children: ReactNode;
}

/** The frame of every open screen: header, side, content, footer. */
export function Screen({ width = "reading", ...props }: ScreenProps) {
  const { t } = useTranslation("ui");
  const chrome = useContext(ChromeContext);
  const [isSideOpen, setSideOpen] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const content = useRef<HTMLElement>(null);
  const side = props.side ?? chrome.navigation;
  const sideLabel = props.sideLabel ?? t("frame.navigation");

  useEffect(() => {
    // A screen that replaces another must not leave the focus on a page that is gone.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div className={styles.frame} data-density={width === "desk" ? "desk" : undefined}>
      <button type="button" className={styles.skip} onClick={() => content.current?.focus()}>
        {t("frame.skip")}
      </button>
      <aside className={styles.side} aria-label={sideLabel}>
        {side}
      </aside>
      <header className={styles.header}>
        <div className={styles.menu}>
          <IconButton
            icon="menu"
            label={sideLabel}
            isExpanded={isSideOpen}
            onPress={() => setSideOpen(true)}
          />
        </div>
        <div className={styles.titles}>
          {props.above !== undefined && <p className={styles.above}>{props.above}</p>}
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {props.title}
          </h1>
        </div>
        <div className={styles.marks}>{props.marks}</div>
        <div className={styles.tools}>
          {props.language ?? chrome.language}
          {chrome.lock}
        </div>
      </header>
      <div className={styles.notice}>{props.notice}</div>
      <main ref={content} tabIndex={-1} className={styles.main}>
        <div className={classes(styles.content, styles[width])}>{props.children}</div>
      </main>
      {props.beside !== undefined && (
        <aside className={styles.beside} aria-label={props.besideLabel}>
          {props.beside}
        </aside>
      )}
      {props.foot !== undefined && <footer className={styles.foot}>{props.foot}</footer>}
      <Drawer title={sideLabel} side="start" isOpen={isSideOpen} onClose={() => setSideOpen(false)}>
        {/* Whatever is chosen there leads away from it, but for what only rearranges it. */}
        <div
          onClickCapture={({ target, currentTarget }) => {
            if (!(target instanceof Element) || !currentTarget.contains(target)) return;
            if (target.closest("[data-stays]") === null) setTimeout(() => setSideOpen(false));
          }}
        >
          {side}
        </div>
      </Drawer>
    </div>
  );
}
