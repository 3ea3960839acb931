import {
  type Dispatch,
  memo,
  type RefObject,
  type SetStateAction,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { InterviewId } from "../../shared/contract/define.ts";
import type { InterviewView } from "../../shared/contract/interviews.ts";
import { consentGate } from "../../shared/interviews/consent.ts";
import type { NodeRef } from "../../shared/questionnaire/live/view.ts";
import { ask, hear, useAsked } from "../bridge.ts";
import { NotRead } from "../NotRead.tsx";
import { usePreferences, useSession } from "../state.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Drawer } from "../ui/Dialog.tsx";
import { Empty } from "../ui/Empty.tsx";
import { FormTitle } from "../ui/FormTitle.tsx";
import { closeLayers } from "../ui/layers.ts";
import { useOnChange } from "../ui/on-change.ts";
import { settlePending } from "../ui/pending.ts";
import { PlacesContext, usePlaces } from "../ui/places.ts";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { clearToasts } from "../ui/Toast.tsx";
import { useWideWindow } from "../ui/wide-window.ts";
import { AllowedBadge } from "./Allowed.tsx";
import { BreakLine } from "./BreakLine.tsx";
import { Closed } from "./Closed.tsx";
import { type Aim, AimContext, Column } from "./Column.tsx";
import { Contents, type Filter } from "./Contents.tsx";
import { useSectionTitle } from "./entry-title.ts";
import { FilesDrawer } from "./Files.tsx";
import { HistoryDrawer } from "./History.tsx";
import { HeaderMarks, NewsLine, Notice } from "./header.tsx";
import styles from "./Interview.module.css";
import { InterviewOnPaper } from "./InterviewOnPaper.tsx";
import { Jump } from "./Jump.tsx";
import { useInterviewKeys } from "./keys.ts";
import { nameOfLanguage, useLanguageSwitch } from "./language.ts";
import { NotesDrawer } from "./Notes.tsx";
import { type Outline, type Section, type Stop, stepFrom, stopAt } from "./outline.ts";
import { Pause } from "./Pause.tsx";
import { RecordingBar } from "./RecordingBar.tsx";
import { Refusal } from "./Refusal.tsx";
import { Review } from "./Review.tsx";
import { makeRecorder } from "./recorder.ts";
import { type Room, RoomContext, useAbout, useFormLanguage, useOutline, useRoom } from "./room.ts";
import { type InterviewStore, interviewStore } from "./store.ts";
import { TimelinePanel } from "./TimelinePanel.tsx";

/** One interview, opened at the question where it was left. */
export function Interview({ interview }: { readonly interview: InterviewId }) {
  const { t } = useTranslation(["interviews", "common"]);
  const { go } = useSession();
  const { outcome, again } = useAsked("interviews.open", { interview });
  if (outcome?.ok) return <OpenInterview key={interview} view={outcome.value} />;
  return (
    <Screen title={t("title")}>
      {outcome === null ? (
        <Skeleton lines={6} onCancel={() => go({ screen: "interviews" })} />
      ) : (
        <>
          <NotRead fault={outcome.fault} again={again} />
          <div>
            <Button icon="back" onPress={() => go({ screen: "interviews" })}>
              {t("list.title")}
            </Button>
          </div>
        </>
      )}
    </Screen>
  );
}

/** What fills the screen: the questions, the review at the end, or what comes after it. */
type Page = "questions" | "review" | "closed";

/** A step to another card of the same section is a new aim and nothing else: only the column hears it. */
function OpenInterview({ view }: { readonly view: InterviewView }) {
  const [store] = useState(() => interviewStore(view));
  const [aim, setAim] = useState<Aim>(() => ({
    ref: stopAt(store.outline(), store.at())?.ref ?? null,
    turn: 1,
  }));
  return (
    <AimContext value={aim}>
      <InterviewRoom store={store} onAim={setAim} />
    </AimContext>
  );
}

interface InterviewRoomProps {
  readonly store: InterviewStore;
  readonly onAim: Dispatch<SetStateAction<Aim>>;
}

const InterviewRoom = memo(function InterviewRoom({ store, onAim }: InterviewRoomProps) {
  const { go: goTo, practice } = useSession();
  const outline = useOutline(store);
  const [page, setPage] = useState<Page>("questions");
  const [isPaused, setPaused] = useState(false);
  const [historyOf, setHistoryOf] = useState<string | null>(null);
  const [notesOf, setNotesOf] = useState<{
    ref: string;
    begin: "note" | "flag";
    words: string;
  } | null>(null);
  const [filesOf, setFilesOf] = useState<{ question: string | null } | null>(null);
  const [recorder] = useState(() =>
    makeRecorder(({ files, saved }) => store.takeFiles(files, saved)),
  );
  const [isJumping, setJumping] = useState(false);
  const [isTimelineOpen, setTimelineOpen] = useState(false);
  const [opened, setOpened] = useState(() => stopAt(outline, store.at())?.section);
  const followed = useRef<string | null>(null);
  const focused = useRef<Element | null>(null);
  const isMoving = useRef(false);

  // The section in which one was may close by an answer given elsewhere, or be removed.
  const section = outline.byId.get(opened ?? "") ?? sectionAt(outline, store.at());

  const room = useMemo<Room>(() => {
    const go = (to: Stop) => {
      setPage("questions");
      setOpened(to.section);
      onAim(({ turn }) => ({ ref: to.ref, turn: turn + 1 }));
    };
    const openReview = () => void settlePending().then(() => setPage("review"));
    return {
      store,
      go,
      openReview,
      openHistory: setHistoryOf,
      openNotes: (ref, begin, words = "") => setNotesOf({ ref, begin, words }),
      openFiles: (question) => setFilesOf({ question }),
      recorder,
      isMoving: () => isMoving.current,
      step: async (way) => {
        if (isMoving.current) return;
        isMoving.current = true;
        await store.settle();
        isMoving.current = false;
        const now = store.outline();
        const from = stopAt(now, store.at());
        const to = from ? stepFrom(now, from, way) : null;
        if (to === "end") openReview();
        else if (to) go(to);
      },
    };
  }, [store, recorder, onAim]);

  useEffect(() => () => visitLast(store), [store]);
  useEffect(() => {
    // What the lock leaves no time for is found again when the notebook is opened.
    const forget = hear(({ event }) => {
      if (event === "locking") void recorder.stop();
    });
    return () => {
      forget();
      void recorder.stop();
    };
  }, [recorder]);

  const leave = useCallback(
    () => void settlePending().then(() => goTo({ screen: "interviews" })),
    [goTo],
  );
  const pause = () => {
    focused.current = document.activeElement;
    clearToasts();
    void recorder.stop();
    void settlePending();
    // A note or a history that lies in front would stay in sight.
    closeLayers();
    setPaused(true);
    practice?.saw("paused");
  };
  useOnChange([isPaused], () => {
    if (isPaused || document.activeElement !== document.body) return;
    const before = focused.current;
    const stop = stopAt(store.outline(), store.at());
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    else if (focused.current && stop) room.go(stop);
  });
  if (page === "closed") return <Closed store={store} onLook={() => setPage("questions")} />;
  return (
    <RoomContext value={room}>
      {isPaused && <Pause onContinue={() => setPaused(false)} />}
      {/* What was typed stays in its fields, with the cursor where it was. */}
      <div hidden={isPaused} className={styles.whole}>
        <InterviewScreen
          outline={outline}
          section={page === "questions" ? section : undefined}
          isReviewing={page === "review"}
          followed={followed}
          isPaused={isPaused}
          onPause={pause}
          onJump={() => setJumping(true)}
          isTimelineOpen={isTimelineOpen}
          onTimeline={(isOpen) => {
            setTimelineOpen(isOpen);
            if (isOpen) practice?.saw("timeline");
          }}
          onLeave={leave}
          onReturn={() => {
            const stop = stopAt(outline, store.at());
            if (stop) room.go(stop);
          }}
          onFinished={() => setPage("closed")}
        />
      </div>
      {historyOf !== null && <HistoryDrawer place={historyOf} onClose={() => setHistoryOf(null)} />}
      {notesOf !== null && (
        <NotesDrawer
          place={notesOf.ref}
          begin={notesOf.begin}
          words={notesOf.words}
          onClose={() => setNotesOf(null)}
        />
      )}
      {filesOf !== null && (
        <FilesDrawer question={filesOf.question} onClose={() => setFilesOf(null)} />
      )}
      {!isPaused && <Refusal />}
      <Jump isOpen={isJumping} onClose={() => setJumping(false)} />
    </RoomContext>
  );
});

interface InterviewScreenProps {
  readonly outline: Outline;
  readonly section: Section | undefined;
  readonly isReviewing: boolean;
  /** The link of the review that was followed last. */
  readonly followed: RefObject<string | null>;
  readonly isPaused: boolean;
  readonly onPause: () => void;
  readonly onJump: () => void;
  readonly isTimelineOpen: boolean;
  readonly onTimeline: (isOpen: boolean) => void;
  readonly onLeave: () => void;
  /** Leads from the review to the question where one was. */
  readonly onReturn: () => void;
  readonly onFinished: () => void;
}

function InterviewScreen({
  outline,
  section,
  isReviewing,
  followed,
  ...props
}: InterviewScreenProps) {
  const { t } = useTranslation(["interviews", "common"]);
  const room = useRoom();
  const { store } = room;
  const { form } = useAbout(store);
  const language = useFormLanguage();
  const places = usePlaces(ask, language.tag);
  const titleOf = useSectionTitle();
  const [filter, setFilter] = useState<Filter>("sections");
  const { target, speak } = useLanguageSwitch();
  const { isTimelineOpen, onTimeline } = props;
  const isWide = useWideWindow();
  const { preferences, prefer } = usePreferences();
  const isAlone = preferences.questions === "one";
  const onAlone = () => {
    const stop = stopAt(outline, store.at());
    prefer({ questions: isAlone ? "section" : "one" });
    if (stop) room.go(stop);
  };
  useInterviewKeys({ ...props, section, speak, onAlone });

  const timeline = (
    <TimelinePanel
      outline={outline}
      onConfirm={(check, ref) => {
        void store.write(ref, "confirmed", check);
        if (!isWide) onTimeline(false);
        room.openNotes(ref, "note");
      }}
      onGo={(ref) => {
        if (!isWide) onTimeline(false);
        const stop = stopAt(outline, ref);
        if (stop) room.go(stop);
      }}
      {...(isWide ? { onClose: () => onTimeline(false) } : {})}
    />
  );
  const title = section ? titleOf(section) : { title: t("title"), telling: "" };

  return (
    <Screen
      title={
        isReviewing ? (
          t("review.title")
        ) : (
          <bdi lang={language.tag}>
            {title.title}
            {title.telling !== "" && <span className={styles.telling}>{title.telling}</span>}
          </bdi>
        )
      }
      above={<FormTitle title={form.title} />}
      marks={<HeaderMarks store={store} outline={outline} />}
      language={
        target && (
          <Button
            icon="language"
            shortcut="language"
            lang={target.tag}
            onPress={() => void speak()}
          >
            {nameOfLanguage(target)}
          </Button>
        )
      }
      notice={
        <>
          <RecordingBar />
          <Notice store={store} outline={outline} section={section?.id ?? null} />
        </>
      }
      side={
        <Contents
          outline={outline}
          section={section?.id ?? null}
          filter={filter}
          onFilter={setFilter}
          onLeave={props.onLeave}
        />
      }
      sideLabel={t("contents.title")}
      {...(isTimelineOpen && isWide ? { beside: timeline, besideLabel: t("timeline.title") } : {})}
      foot={
        <>
          {isReviewing ? (
            <Button icon="back" onPress={props.onReturn}>
              {t("foot.back-to-questions")}
            </Button>
          ) : (
            <>
              <Button icon="back" onPress={() => void room.step("previous")}>
                {t("foot.previous")}
              </Button>
              <Button kind="primary" shortcut="next" onPress={() => void room.step("next")}>
                {t("common:next")}
              </Button>
              {followed.current !== null && (
                <Button icon="list" onPress={room.openReview}>
                  {t("foot.back-to-review")}
                </Button>
              )}
            </>
          )}
          <NewsLine store={store} />
          <BreakLine isPaused={props.isPaused} />
          <div className={styles.farSide}>
            <IconButton icon="file" label={t("files.title")} onPress={() => room.openFiles(null)} />
            {!isReviewing && (
              <IconButton
                icon="card"
                label={t("foot.one-question")}
                isPressed={isAlone}
                onPress={onAlone}
              />
            )}
            <Button icon="timeline" shortcut="timeline" onPress={() => onTimeline(!isTimelineOpen)}>
              {t("timeline.title")}
            </Button>
            <Button icon="pause" shortcut="pause" onPress={props.onPause}>
              {t("pause.title")}
            </Button>
          </div>
        </>
      }
    >
      {isReviewing && <Review followed={followed} onFinished={props.onFinished} />}
      {!isReviewing && section && (
        <PlacesContext value={places}>
          <Column key={section.id} section={section} outline={outline} isAlone={isAlone} />
        </PlacesContext>
      )}
      {!isReviewing && section && asksForConsent(section) && (
        <div>
          <InterviewOnPaper kind="consent" about={store.about()} />
        </div>
      )}
      {!isReviewing && !section && <Empty>{t("section.none")}</Empty>}
      <Drawer
        title={t("timeline.title")}
        side="end"
        isOpen={isTimelineOpen && !isWide}
        onClose={() => onTimeline(false)}
      >
        {/* It lies over the header, and what is allowed stays in sight. */}
        <div className={styles.inDrawer}>
          <AllowedBadge store={store} />
          {timeline}
        </div>
      </Drawer>
    </Screen>
  );
}

function sectionAt(outline: Outline, ref: NodeRef | null): Section | undefined {
  const stop = stopAt(outline, ref);
  return stop === null ? undefined : outline.byId.get(stop.section);
}

/** Where the person is asked whether they take part, the sheet about it is at hand. */
const asksForConsent = ({ items }: Section) =>
  items.some(({ kind, ref }) => kind === "question" && ref.split("/").at(-1) === consentGate);

/** The list shows how far an interview is, and the last answer belongs to that. */
function visitLast(store: InterviewStore): void {
  const at = store.at();
  const { interview, readOnly } = store.about();
  if (at === null || readOnly !== null || store.node(at)?.kind !== "question") return;
  void settlePending().then(() => ask("interviews.visit", { interview, question: at }));
}
