import { Component, type ReactNode } from "react";
import styles from "./ErrorPage.module.css";

/** The words of this page in one language. */
export interface LastWords {
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  readonly text: string;
  readonly act: string;
}

interface ErrorPageProps {
  /** In every language at once, and not by way of the translator: it may be what has stopped. */
  readonly words: readonly LastWords[];
  readonly onReload: () => void;
}

/**
 * What is shown when a page could not go on. It shows nothing of the error, whose message may quote
 * an answer.
 */
export function ErrorPage({ words, onReload }: ErrorPageProps) {
  return (
    <main className={styles.page}>
      {words.map(({ language, direction, title, text, act }) => (
        <section key={language} lang={language} dir={direction} className={styles.card}>
          <h1>{title}</h1>
          <p>{text}</p>
          <button type="button" className={styles.button} onClick={onReload}>
            {act}
          </button>
        </section>
      ))}
    </main>
  );
}

/** Catches what goes wrong while a page is drawn. */
export class PageGuard extends Component<
  ErrorPageProps & { readonly children: ReactNode },
  { readonly hasStopped: boolean }
> {
  override readonly state = { hasStopped: false };

  static getDerivedStateFromError(): { readonly hasStopped: boolean } {
    return { hasStopped: true };
  }

  override render(): ReactNode {
    const { words, onReload, children } = this.props;
    return this.state.hasStopped ? <ErrorPage words={words} onReload={onReload} /> : children;
  }
}
