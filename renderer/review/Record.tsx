import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InterviewRow, InterviewView } from "../../shared/contract/interviews.ts";
import { consentTold } from "../../shared/interviews/consent-told.ts";
import { outlineOf, type RecordSection } from "../../shared/interviews/outline.ts";
import { type AnyFault, ask, useKeptFiles } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { SavePaper } from "../SavePaper.tsx";
import { usePreferences, useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button, IconButton } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { ConsentBadge } from "../ui/ConsentBadge.tsx";
import { type ContentsRow, ContentsTree } from "../ui/ContentsTree.tsx";
import { ErasedList } from "../ui/ErasedList.tsx";
import { FileList } from "../ui/FileList.tsx";
import { wordsOf } from "../ui/FormText.tsx";
import { titleIn } from "../ui/FormTitle.tsx";
import { InOrder } from "../ui/InOrder.tsx";
import { useKeys } from "../ui/Keys.tsx";
import { Orphans } from "../ui/Orphans.tsx";
import { useOnChange } from "../ui/on-change.ts";
import { RevisionList } from "../ui/RevisionList.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { StateMark } from "../ui/StateMark.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { When } from "../ui/When.tsx";
import { AnswerHistory } from "./AnswerHistory.tsx";
import { findNeighbours, type Neighbours } from "./neighbours.ts";
import { goToSection, RecordList } from "./RecordList.tsx";
import { Notes } from "./RecordRow.tsx";
import { Researcher } from "./Records.tsx";
import styles from "./review.module.css";

interface RecordProps {
  readonly interview: InterviewRow["interview"];
  /** What the list was searched for; previous and next are those of that list. */
  readonly search: string;
}

/** One interview to read: never to change. How it is shown stays while walking from one to the next. */
export function Record({ interview, search }: RecordProps) {
  const { t } = useTranslation("review");
  const { go } = useSession();
  const { preferences } = usePreferences();
  const sayFault = useFaultSentence();
  const [tag, setTag] = useState<string>(preferences.language);
  const [words, setWords] = useState<"labels" | "codes">("labels");
  const [which, setWhich] = useState<"all" | "answered">("all");
  const { view, fault } = useInterview(interview, tag);
  const beside = useNeighbours(interview, search);
  const [section, setSection] = useState<string | null>(null);
  const [question, setQuestion] = useState<string | null>(null);

  const open = (next: InterviewRow["interview"] | null) => {
    if (next === null) return;
    setQuestion(null);
    setSection(null);
    go({ screen: "record", interview: next, search });
  };
  useOnChange([view?.interview], () => {
    // The row that had the focus belonged to the interview before.
    if (document.activeElement === document.body) document.querySelector("h1")?.focus();
  });
  /** A key may come before it is known what stands beside this interview. */
  const walk = async (way: "previous" | "next") => {
    const here = beside ?? (await findNeighbours(interview, search));
    open(here?.[way] ?? null);
  };
  useKeys([
    { key: "next-record", act: () => void walk("next") },
    { key: "previous-record", act: () => void walk("previous") },
  ]);

  const sections = useMemo(
    () => (view ? outlineOf(view.nodes, which, view.notes) : []),
    [view, which],
  );
  const toRecords = (
    <Button icon="back" onPress={() => go({ screen: "records", search })}>
      {t("record.back")}
    </Button>
  );
  if (!view)
    return (
      <Screen title={t("records.title")} width="desk">
        {fault ? (
          <Callout kind="error" code={fault.kind} action={toRecords}>
            {sayFault(fault)}
          </Callout>
        ) : (
          <Skeleton lines={10} />
        )}
      </Screen>
    );

  const language = view.languages.find(({ name }) => name === view.language) ?? unnamed;
  const asked = view.nodes.find(({ ref }) => ref === question);
  return (
    <Screen
      title={view.code}
      width="desk"
      marks={
        <>
          <StateMark state={`interview-${view.stage}`} word="beside" />
          <ConsentBadge
            key={view.interview}
            mark={view.consent}
            told={consentTold(view.nodes)}
            language={language}
            history={(of) => ask("interviews.history", { interview: view.interview, question: of })}
          />
          <span className={styles.walk}>
            <IconButton
              icon="back"
              label={t("record.previous")}
              heldBy={beside?.previous === null ? t("record.is-first") : null}
              onPress={() => void walk("previous")}
            />
            <IconButton
              icon="forward"
              label={t("record.next")}
              heldBy={beside?.next === null ? t("record.is-last") : null}
              onPress={() => void walk("next")}
            />
          </span>
        </>
      }
      sideLabel={t("record.sections")}
      side={
        <div className={styles.side}>
          {toRecords}
          <SectionsTree sections={sections} language={language.tag} now={section} />
        </div>
      }
    >
      <Facts view={view} row={beside?.row ?? null} />
      <div className={styles.tools}>
        {papers.map((kind) => (
          <SavePaper
            key={kind}
            wanted={{ kind, interview: view.interview }}
            languages={view.languages}
            language={language.tag}
          />
        ))}
      </div>
      {beside && beside.row.versions > 1 && (
        <Callout kind="warning">{t("record.two-versions")}</Callout>
      )}
      <ErasedList erased={view.erased} lang={language.tag} />
      {view.revisions.length > 0 && (
        <section aria-labelledby="revisions" className={styles.section}>
          <h2 id="revisions" className={styles.heading}>
            {t("record.revisions")}
          </h2>
          <RevisionList revisions={view.revisions} lang={language.tag} />
        </section>
      )}
      <Files view={view} />
      <Orphans orphans={view.orphans} />
      <div className={styles.tools}>
        <ToggleGroup
          label={t("record.language")}
          value={language.tag}
          onChoose={setTag}
          choices={view.languages.map((one) => ({
            name: one.tag,
            label: (
              <span lang={one.tag} dir={one.direction}>
                {inItself(one.tag) ?? one.name}
              </span>
            ),
          }))}
        />
        <ToggleGroup
          label={t("record.words")}
          value={words}
          onChoose={setWords}
          choices={(["labels", "codes"] as const).map((name) => ({
            name,
            label: t(`record.as-${name}`),
          }))}
        />
        <ToggleGroup
          label={t("record.which")}
          value={which}
          onChoose={setWhich}
          choices={(["all", "answered"] as const).map((name) => ({
            name,
            label: t(`record.${name}`),
          }))}
        />
      </div>
      <RecordList
        key={view.interview}
        sections={sections}
        stated={view.stated}
        language={language}
        asCodes={words === "codes"}
        onSection={setSection}
        onHistory={setQuestion}
      />
      <AsideNotes notes={view.notes} />
      {asked && (
        <AnswerHistory
          interview={view.interview}
          node={asked}
          language={language}
          onClose={() => setQuestion(null)}
        />
      )}
    </Screen>
  );
}

const papers = ["record", "consent"] as const;

interface FactsProps {
  readonly view: InterviewView;
  readonly row: InterviewRow | null;
}

function Facts({ view, row }: FactsProps) {
  const { t, i18n } = useTranslation("review");
  return (
    <dl className={styles.facts}>
      {row && (
        <div>
          <dt>{t("record.researcher")}</dt>
          <dd>
            <Researcher row={row} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t("record.changed")}</dt>
        <dd>
          <When moment={view.saved} show="minute" />
        </dd>
      </div>
      <div>
        <dt>{t("record.consent")}</dt>
        <dd>{t(`consent.${view.consent}`)}</dd>
      </div>
      <div>
        <dt>{t("record.form")}</dt>
        <dd>
          <Bdi>{titleIn(i18n.language, view.form.title)}</Bdi> ·{" "}
          {t("record.version", { version: view.form.version })}
        </dd>
      </div>
    </dl>
  );
}

/** Recordings, photos and documents, to be heard, seen and copied; nothing is taken away here. */
function Files({ view: { interview, files } }: Pick<FactsProps, "view">) {
  const { t } = useTranslation("review");
  const sayFault = useFaultSentence();
  const { fault, read, save } = useKeptFiles(interview);
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files" className={styles.section}>
      <h2 id="files" className={styles.heading}>
        {t("record.files")}
      </h2>
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      <div className={styles.files}>
        <FileList files={files} read={read} save={save} />
      </div>
    </section>
  );
}

/** Notes on questions that the version the interview ended in does not have. */
function AsideNotes({ notes }: Pick<InterviewView, "notes">) {
  const { t } = useTranslation("review");
  const aside = notes.filter((note) => note.aside !== null);
  if (aside.length === 0) return null;
  return (
    <section aria-labelledby="aside-notes" className={styles.section}>
      <h2 id="aside-notes" className={styles.heading}>
        {t("notes.aside")}
      </h2>
      <ul>
        <InOrder of={aside}>
          {(note) => (
            <li className={styles.line}>
              <p dir="auto">{note.aside?.label}</p>
              <Notes notes={[note]} />
            </li>
          )}
        </InOrder>
      </ul>
    </section>
  );
}

interface SectionsTreeProps {
  readonly sections: readonly RecordSection[];
  readonly language: string;
  readonly now: string | null;
}

function SectionsTree({ sections, language, now }: SectionsTreeProps) {
  const { t, i18n } = useTranslation("review");
  const rows = sections.map(({ ref, node, asked, answered }): ContentsRow => {
    const state =
      answered === 0
        ? "section-not-started"
        : answered === asked
          ? "section-complete"
          : "section-begun";
    const title = wordsOf(node.label, i18n.language);
    return { id: ref, title, state, counts: t("record.counts", { answered, asked }) };
  });
  return (
    <ContentsTree
      label={t("record.sections")}
      rows={rows}
      now={now}
      onOpen={goToSection}
      lang={language}
    />
  );
}

/** A form without languages has one nameless one; its texts say their direction themselves. */
const unnamed = { name: "", tag: "", direction: "ltr" } as const;

/** A language as its own readers call it. */
function inItself(tag: string): string | null {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? null;
  } catch {
    return null;
  }
}

/** The interview, in the language that was chosen if its form has that one. */
function useInterview(interview: InterviewRow["interview"], tag: string) {
  const [view, setView] = useState<InterviewView | null>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void readIn(interview, tag).then((outcome) => {
      if (!isCurrent) return;
      setView(outcome.ok ? outcome.value : null);
      setFault(outcome.ok ? null : outcome.fault);
    });
    return () => {
      isCurrent = false;
    };
  }, [interview, tag]);
  return { view: view?.interview === interview ? view : null, fault };
}

async function readIn(interview: InterviewRow["interview"], tag: string) {
  const opened = await ask("interviews.open", { interview });
  if (!opened.ok) return opened;
  const { languages, language } = opened.value;
  const wanted = languages.find((one) => one.tag === tag);
  if (!wanted || wanted.name === language) return opened;
  return ask("interviews.language", { interview, language: wanted.name });
}

function useNeighbours(interview: InterviewRow["interview"], search: string): Neighbours | null {
  const [found, setFound] = useState<Neighbours | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void findNeighbours(interview, search).then((beside) => isCurrent && setFound(beside));
    return () => {
      isCurrent = false;
    };
  }, [interview, search]);
  return found?.row.interview === interview ? found : null;
}
