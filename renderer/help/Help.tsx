import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Drawer } from "../ui/Dialog.tsx";
import { Empty } from "../ui/Empty.tsx";
import { InOrder } from "../ui/InOrder.tsx";
import { useKeys } from "../ui/Keys.tsx";
import { TextLine } from "../ui/TextLine.tsx";
import { About } from "./About.tsx";
import { findPages, sentenceWith, wantedWords } from "./find.ts";
import { Glossary } from "./Glossary.tsx";
import styles from "./help.module.css";
import { KeyLists } from "./KeyLists.tsx";
import { type HelpPage, type PageName, useHelpPages } from "./pages.ts";
import { Marked, Sentence } from "./Words.tsx";

interface HelpProps {
  /** Null while help is closed. */
  readonly page: PageName | null;
  readonly onPage: (page: PageName) => void;
  readonly onClose: () => void;
}

/**
 * Help lies in front of whatever is there and takes nothing away: closed, the screen behind it is as
 * it was. It asks nothing of the notebook, so it is the same while locked.
 */
export function Help({ page, onPage, onClose }: HelpProps) {
  const { t } = useTranslation("help");
  return (
    <Drawer title={t("title")} side="all" isOpen={page !== null} onClose={onClose}>
      {page !== null && <Inside page={page} onPage={onPage} />}
    </Drawer>
  );
}

function Inside({
  page,
  onPage,
}: {
  readonly page: PageName;
  readonly onPage: HelpProps["onPage"];
}) {
  const { t } = useTranslation("help");
  const pages = useHelpPages();
  const [typed, setTyped] = useState("");
  const [wasChosen, setChosen] = useState(false);
  const field = useRef<HTMLFormElement>(null);
  useKeys([
    {
      key: "help-search",
      act: () => field.current?.querySelector("input")?.focus(),
      always: true,
    },
  ]);
  const wanted = wantedWords(typed);
  const found = findPages(pages, wanted);
  const shown = pages.findIndex(({ name }) => name === page);
  const open = (name: PageName) => {
    setChosen(true);
    onPage(name);
  };

  return (
    <div className={styles.help}>
      <div className={styles.finding}>
        <form
          ref={field}
          aria-label={t("search")}
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            if (found[0]) open(found[0].name);
          }}
        >
          <TextLine
            label={t("search")}
            placeholder={t("search")}
            value={typed}
            onChange={setTyped}
            autoFocus
          />
        </form>
        <p role="status" className={styles.status}>
          {wanted.length > 0 && found.length > 0 && t("found", { found: found.length })}
          {found.length === 0 && t("nothing")}
        </p>
        {found.length === 0 ? (
          <Empty action={<Button onPress={() => setTyped("")}>{t("all-pages")}</Button>}>
            {t("nothing-next")}
          </Empty>
        ) : (
          <nav aria-label={t("pages-label")}>
            <ul className={styles.pages}>
              {found.map((one) => (
                <li key={one.name}>
                  <button
                    type="button"
                    className={styles.way}
                    onClick={() => open(one.name)}
                    {...(one.name === page ? { "aria-current": "page" as const } : {})}
                  >
                    <Marked text={one.title} wanted={wanted} />
                    <Excerpt page={one} wanted={wanted} />
                  </button>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
      {pages[shown] && (
        <Article
          key={page}
          page={pages[shown]}
          wanted={wanted}
          takesFocus={wasChosen}
          next={pages[shown + 1] ?? null}
          onPage={open}
        />
      )}
    </div>
  );
}

/** Where a wanted word stands on a page. */
function Excerpt({
  page,
  wanted,
}: {
  readonly page: HelpPage;
  readonly wanted: readonly string[];
}) {
  const sentence = wanted.length === 0 ? null : sentenceWith(page, wanted);
  if (sentence === null) return null;
  return (
    <span className={styles.excerpt}>
      <Marked text={sentence} wanted={wanted} />
    </span>
  );
}

interface ArticleProps {
  readonly page: HelpPage;
  readonly wanted: readonly string[];
  /** Whoever chose a page wants to read it; whoever opened help may want to search first. */
  readonly takesFocus: boolean;
  readonly next: HelpPage | null;
  readonly onPage: (page: PageName) => void;
}

function Article({ page, wanted, takesFocus, next, onPage }: ArticleProps) {
  const { t } = useTranslation("help");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <article className={styles.page}>
      <h3 ref={heading} tabIndex={-1} className={styles.title}>
        <Marked text={page.title} wanted={wanted} />
      </h3>
      <InOrder of={page.blocks}>
        {(block) =>
          "steps" in block ? (
            <ol className={styles.steps}>
              <InOrder of={block.steps}>
                {(step) => (
                  <li>
                    <Sentence pieces={step} wanted={wanted} />
                  </li>
                )}
              </InOrder>
            </ol>
          ) : (
            <p>
              <Sentence pieces={block} wanted={wanted} />
            </p>
          )
        }
      </InOrder>
      {page.name === "keys" && <KeyLists wanted={wanted} />}
      {page.name === "glossary" && <Glossary wanted={wanted} />}
      {page.name === "about" && <About />}
      {next && (
        <p>
          <Button icon="forward" onPress={() => onPage(next.name)}>
            {t("next-page", { title: next.title })}
          </Button>
        </p>
      )}
    </article>
  );
}
