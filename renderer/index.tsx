import { type ReactNode, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider, useTranslation } from "react-i18next";
import type { Preferences } from "../shared/contract/shell.ts";
import { Tables } from "./analysis/Tables.tsx";
import { ask, hear } from "./bridge.ts";
import { Help } from "./help/Help.tsx";
import type { PageName } from "./help/pages.ts";
import { displayLocale, lastWords, loadWords, speak, useFaultSentence } from "./i18n.ts";
import { Interview } from "./interviews/Interview.tsx";
import { Interviews } from "./interviews/Interviews.tsx";
import { Inbox } from "./parcels/Inbox.tsx";
import { MakeParcel } from "./parcels/MakeParcel.tsx";
import { Referrals } from "./people/Referrals.tsx";
import { Team } from "./people/Team.tsx";
import { BeginAnew } from "./practice/BeginAnew.tsx";
import { Guided } from "./practice/Guide.tsx";
import { PreparePractice } from "./practice/PreparePractice.tsx";
import { Differences } from "./questionnaires/Differences.tsx";
import { MoveDraft } from "./questionnaires/MoveDraft.tsx";
import { Preview } from "./questionnaires/Preview.tsx";
import { Questionnaire } from "./questionnaires/Questionnaire.tsx";
import { Questionnaires } from "./questionnaires/Questionnaires.tsx";
import { Record } from "./review/Record.tsx";
import { Records } from "./review/Records.tsx";
import {
  type Chosen,
  noteOpenInterview,
  PreferencesContext,
  placeBeforeLock,
  type Route,
  type Session,
  SessionContext,
  takeStep,
  usePreferences,
} from "./state.ts";
import { Band } from "./ui/Band.tsx";
import { Button } from "./ui/Button.tsx";
import { PageGuard } from "./ui/ErrorPage.tsx";
import { InInterfaceLanguage } from "./ui/InLanguage.tsx";
import { Keys, useKeys } from "./ui/Keys.tsx";
import { Navigation, type Way } from "./ui/Navigation.tsx";
import { Page } from "./ui/Page.tsx";
import { settlePending } from "./ui/pending.ts";
import { ChromeContext } from "./ui/Screen.tsx";
import { clearToasts, showToast, Toasts } from "./ui/Toast.tsx";
import { FirstRun } from "./vault/FirstRun.tsx";
import { Journal } from "./vault/Journal.tsx";
import { LanguageSwitch } from "./vault/LanguageSwitch.tsx";
import { Settings } from "./vault/Settings.tsx";
import { Unlock } from "./vault/Unlock.tsx";
import "./ui/base.css";

/** Draws the screen of a route. */
function screenOf(route: Route): ReactNode {
  switch (route.screen) {
    case "interviews":
      return <Interviews isStarting={route.isStarting ?? false} />;
    case "interview":
      return <Interview key={route.interview} interview={route.interview} />;
    case "settings":
      return <Settings />;
    case "team":
      return <Team />;
    case "referrals":
      return <Referrals />;
    case "journal":
      return <Journal />;
    case "make-parcel":
      return <MakeParcel />;
    case "inbox":
      return <Inbox />;
    case "records":
      return <Records search={route.search} />;
    case "record":
      return <Record interview={route.interview} search={route.search} />;
    case "tables":
      return <Tables />;
    case "questionnaires":
      return <Questionnaires />;
    case "questionnaire":
      return <Questionnaire key={route.questionnaire} questionnaire={route.questionnaire} />;
    case "preview":
      return <Preview questionnaire={route.questionnaire} />;
    case "differences":
      return <Differences from={route.from} to={route.to} />;
    case "move-draft":
      return <MoveDraft interview={route.interview} to={route.to} />;
  }
}

/** The ways to other screens, in the order of the day; those of the other role are absent. */
function useWays({ self, route, go }: Session, onHelp: () => void): readonly Way[] {
  const { t } = useTranslation([
    "common",
    "interviews",
    "people",
    "parcels",
    "questionnaires",
    "review",
    "analysis",
    "vault",
    "help",
  ]);
  const way = (label: string, icon: Way["icon"], to: Route, also?: Route["screen"]): Way => ({
    id: to.screen,
    label,
    icon,
    isNow: route.screen === to.screen || route.screen === also,
    onOpen: () => go(to),
  });
  const work =
    self.role === "researcher"
      ? [
          way(t("interviews:list.title"), "list", { screen: "interviews" }),
          way(t("parcels:make.title"), "parcel", { screen: "make-parcel" }),
        ]
      : [
          way(t("parcels:inbox.title"), "inbox", { screen: "inbox" }),
          way(t("review:records.title"), "records", { screen: "records", search: "" }, "record"),
          way(t("analysis:title"), "table", { screen: "tables" }),
        ];
  return [
    ...work,
    way(t("people:referrals.title"), "referral", { screen: "referrals" }),
    {
      ...way(t("questionnaires:list.title"), "note", { screen: "questionnaires" }),
      isNow: questionnaireScreens.includes(route.screen),
    },
    way(t("people:title"), "people", { screen: "team" }),
    way(t("vault:journal.title"), "journal", { screen: "journal" }),
    way(t("settings"), "settings", { screen: "settings" }),
    { id: "help", label: t("help:title"), icon: "info", isNow: false, onOpen: onHelp },
  ];
}

const questionnaireScreens: readonly Route["screen"][] = [
  "questionnaires",
  "questionnaire",
  "preview",
  "differences",
  "move-draft",
];

const page = document.getElementById("root");
if (page) void start(page);

/** Starts Daftar in an element of the page. Gives back the way to end it. */
export async function start(element: HTMLElement): Promise<() => void> {
  const reload = () => window.location.reload();
  const [about, preferences] = await Promise.all([
    ask("shell.about", {}),
    ask("shell.preferences", {}),
  ]);
  const kept = preferences.ok ? preferences.value : plainPreferences;
  const locale = displayLocale(kept.language ?? "ar", kept.digits);
  const words = loadWords(locale);
  await speak(words, locale);
  // The library would print an error's message, which may quote an answer.
  const silence = { onCaughtError: () => {}, onUncaughtError: () => {} };
  const root = createRoot(element, silence);
  root.render(
    <PageGuard words={lastWords} onReload={reload}>
      <I18nextProvider i18n={words}>
        <InInterfaceLanguage>
          <Keys>
            <Daftar
              kept={kept}
              isPreview={about.ok && about.value.preview}
              isPractice={about.ok && about.value.practice}
            />
          </Keys>
        </InInterfaceLanguage>
      </I18nextProvider>
    </PageGuard>,
  );
  return () => root.unmount();
}

const plainPreferences: Preferences = {
  language: null,
  theme: "system",
  digits: "latn",
  textSize: 100,
  questions: "section",
  breakMinutes: 45,
};

interface DaftarProps {
  readonly kept: Preferences;
  readonly isPreview: boolean;
  readonly isPractice: boolean;
}

/** The application: preferences first, then whatever the notebook's state allows. */
function Daftar({ kept, isPreview, isPractice }: DaftarProps) {
  const preferring = usePreferring(kept);
  const { t } = useTranslation(["common", "practice"]);
  return (
    <PreferencesContext value={preferring}>
      <Page
        band={
          <>
            {isPreview && <Band>{t("preview")}</Band>}
            {isPractice && <Band>{t("practice:band")}</Band>}
          </>
        }
      >
        <Notebook isLanguageChosen={kept.language !== null} isPractice={isPractice} />
      </Page>
      <Toasts />
    </PreferencesContext>
  );
}

interface NotebookProps {
  readonly isLanguageChosen: boolean;
  readonly isPractice: boolean;
}

function Notebook({ isLanguageChosen, isPractice }: NotebookProps) {
  const [state, take] = useReducer(takeStep, { stage: "asking" });
  const [help, setHelp] = useState<PageName | null>(null);
  const { preferences, prefer } = usePreferences();

  useEffect(() => {
    void ask("vault.status", {}).then(async (status) => {
      if (status.ok && !status.value.exists) return take({ do: "begin" });
      if (!status.ok || !status.value.open) return take({ do: "lock" });
      const self = await ask("vault.self", {});
      take(
        self.ok ? { do: "open", self: self.value, ...placeBeforeLock(self.value) } : { do: "lock" },
      );
    });
  }, []);

  const isOpen = state.stage === "open";
  const goToDoor = async (practice: boolean) => {
    // What was open here must not be looked for behind the other door.
    noteOpenInterview({ screen: "interviews" });
    await ask("shell.door", { practice });
  };
  const lock = useRef(async (_leave?: () => Promise<void>) => {});
  // Once it is locked this page is about to be forgotten: asked again, the next would be, too.
  const isLocked = useRef(false);
  lock.current = async (leave) => {
    if (!isOpen) return;
    isLocked.current = false;
    // The page is blank before the last answer is on its way, and waits for it only so long.
    const settled = settlePending();
    take({ do: "lock" });
    setHelp(null);
    clearToasts();
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 500))]);
    if (leave) await leave();
    else if (!isLocked.current) await ask("shell.lock", {});
  };
  useEffect(
    () =>
      hear(({ event }) => {
        if (event === "locking") void lock.current();
        if (event !== "locked") return;
        isLocked.current = true;
        take({ do: "lock" });
        setHelp(null);
        clearToasts();
      }),
    [],
  );

  const resize = (by: number) =>
    prefer({ textSize: Math.min(200, Math.max(100, preferences.textSize + by)) });
  useKeys([
    { key: "help", act: () => setHelp("keys"), always: true },
    { key: "keys", act: () => setHelp("keys") },
    { key: "close", act: null },
    { key: "larger", act: () => resize(10), always: true },
    { key: "smaller", act: () => resize(-10), always: true },
    { key: "normal-size", act: () => prefer({ textSize: 100 }), always: true },
    ...(isOpen
      ? [
          {
            key: "lock" as const,
            act: () => void lock.current(),
            always: true,
          },
          {
            key: "settings" as const,
            act: () => take({ do: "go", route: { screen: "settings" } }),
          },
        ]
      : []),
  ]);

  const session = useMemo<Session | null>(
    () =>
      state.stage !== "open"
        ? null
        : {
            self: state.self,
            route: state.route,
            go: (route) => take({ do: "go", route }),
            back: () => take({ do: "back" }),
            lock: () => void lock.current(),
            practice: isPractice ? { saw: (part) => void ask("practice.saw", { part }) } : null,
          },
    [state, isPractice],
  );

  const helpButton = <HelpButton onPress={() => setHelp("first-steps")} />;
  const door = <DoorButton isPractice={isPractice} onGo={goToDoor} />;
  const open = session && (
    <OpenNotebook
      key={session.self.device}
      session={session}
      onHelp={() => setHelp("first-steps")}
    />
  );
  return (
    <>
      {state.stage === "first-run" && !isPractice && (
        <FirstRun
          isLanguageChosen={isLanguageChosen}
          help={helpButton}
          door={door}
          onCreated={(self) => take({ do: "open", self })}
        />
      )}
      {state.stage === "first-run" && isPractice && (
        <PreparePractice
          corner={
            <>
              {door}
              {helpButton}
              <LanguageSwitch />
            </>
          }
          onOpen={(self) => take({ do: "open", self })}
        />
      )}
      {state.stage === "locked" && (
        <Unlock
          help={helpButton}
          door={door}
          isPractice={isPractice}
          instead={<BeginAnew onBegun={(self) => take({ do: "open", self })} />}
          onOpen={(self) => take({ do: "open", self, ...placeBeforeLock(self) })}
        />
      )}
      {open && isPractice ? (
        <Guided
          key={session.self.device}
          onLeave={() => void lock.current(() => goToDoor(false))}
          onBegun={(self) => take({ do: "open", self })}
        >
          {open}
        </Guided>
      ) : (
        open
      )}
      <Help page={help} onPage={setHelp} onClose={() => setHelp(null)} />
    </>
  );
}

function HelpButton({ onPress }: { readonly onPress: () => void }) {
  const { t } = useTranslation("help");
  return (
    <Button kind="quiet" icon="info" shortcut="help" onPress={onPress}>
      {t("title")}
    </Button>
  );
}

/** One press to the practice notebook, and one back. */
function DoorButton({
  isPractice,
  onGo,
}: {
  readonly isPractice: boolean;
  readonly onGo: (practice: boolean) => Promise<void>;
}) {
  const { t } = useTranslation("practice");
  return (
    <Button
      kind="quiet"
      icon={isPractice ? "back" : "person"}
      onPress={() => void onGo(!isPractice)}
    >
      {t(isPractice ? "leave" : "try")}
    </Button>
  );
}

interface OpenNotebookProps {
  readonly session: Session;
  readonly onHelp: () => void;
}

function OpenNotebook({ session, onHelp }: OpenNotebookProps) {
  const { t } = useTranslation("common");
  const ways = useWays(session, onHelp);
  useEffect(() => noteOpenInterview(session.route), [session.route]);
  return (
    <SessionContext value={session}>
      <ChromeContext
        value={{
          navigation: <Navigation label={t("name")} brand={t("name")} ways={ways} />,
          language: <LanguageSwitch />,
          lock: (
            <Button icon="lock" shortcut="lock" onPress={session.lock}>
              {t("lock")}
            </Button>
          ),
        }}
      >
        {screenOf(session.route)}
      </ChromeContext>
    </SessionContext>
  );
}

/** Keeps what was chosen for this computer, and makes it act. */
function usePreferring(kept: Preferences) {
  const { i18n } = useTranslation();
  const sayFault = useFaultSentence();
  const [preferences, setPreferences] = useState<Chosen>({
    ...kept,
    language: kept.language ?? "ar",
  });
  const { language, digits, theme } = preferences;
  useEffect(() => void speak(i18n, displayLocale(language, digits)), [i18n, language, digits]);
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);

  const prefer = (change: Partial<Chosen>) => {
    const next = { ...preferences, ...change };
    setPreferences(next);
    void ask("shell.prefer", next).then((outcome) => {
      if (!outcome.ok) showToast({ text: sayFault(outcome.fault) });
    });
  };
  return { preferences, prefer };
}
