import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../ui/Button.tsx";
import { classes } from "../ui/classes.ts";
import { Empty } from "../ui/Empty.tsx";
import { useKeys } from "../ui/Keys.tsx";
import { StateMark } from "../ui/StateMark.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import type { Outline } from "./outline.ts";
import { useAbout, useRoom } from "./room.ts";
import { Swatch, TimelineChart } from "./TimelineChart.tsx";
import styles from "./TimelinePanel.module.css";
import { openChecks, type TimeCheck, type TimelineEvent, timelineOf } from "./timeline.ts";
import type { Zoom } from "./timeline-layout.ts";
import { useTimelineWords } from "./timeline-words.ts";

interface TimelinePanelProps {
  readonly outline: Outline;
  /** Somebody has said of a check that it is so. */
  readonly onConfirm: (check: TimeCheck["id"], ref: string) => void;
  /** Leads to a question. */
  readonly onGo: (ref: string) => void;
  /** Undefined where the frame around it is closed in its own way. */
  readonly onClose?: () => void;
}

/** What happened when, beside the questions: a picture, what may not fit, and the same as a list. */
export function TimelinePanel({ outline, onConfirm, onGo, onClose }: TimelinePanelProps) {
  const { t } = useTranslation(["interviews", "ui"]);
  const { store } = useRoom();
  const { confirmed } = useAbout(store);
  const { nameOf } = useTimelineWords();
  const [zoom, setZoom] = useState<Zoom>("year");
  const [chosen, setChosen] = useState<string | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const timeline = useMemo(() => timelineOf(outline, store.node), [outline, store]);
  const { events, undated } = timeline;
  const now = events.find(({ id }) => id === chosen)?.id ?? events[0]?.id ?? null;
  const isDrawn = events.length > 1;
  const checks = openChecks(timeline, confirmed);

  const focusEvent = (id: string | undefined) => {
    const buttons = panel.current?.querySelectorAll<HTMLElement>("button[data-event]") ?? [];
    [...buttons].find(({ dataset }) => dataset.event === id)?.focus();
  };
  /** From one event to the next; from elsewhere to the one that was looked at last. */
  const walk = (from: EventTarget, way: "later" | "earlier") => {
    const id = from instanceof HTMLElement ? from.dataset.event : undefined;
    const place = events.findIndex((event) => event.id === id);
    focusEvent(place < 0 ? (now ?? undefined) : events[place + (way === "later" ? 1 : -1)]?.id);
  };
  useLayoutEffect(() => {
    const before = document.activeElement;
    const here = panel.current;
    (here?.querySelector<HTMLElement>("section button") ?? here)?.focus();
    return () => {
      if (!here?.contains(document.activeElement)) return;
      const isThere = before instanceof HTMLElement && before.isConnected;
      (isThere ? before : document.querySelector("main"))?.focus({ preventScroll: true });
    };
  }, []);
  useKeys([
    { key: "later", act: null },
    { key: "earlier", act: null },
    { key: "closer", act: null },
    { key: "further", act: null },
  ]);

  return (
    <div ref={panel} tabIndex={-1} className={classes(styles.panel, onClose && styles.whole)}>
      <div className={styles.top}>
        {onClose && <h2>{t("timeline.title")}</h2>}
        {isDrawn && (
          <ToggleGroup
            label={t("timeline.zoom")}
            choices={[
              { name: "year", label: t("timeline.zoom-year") },
              { name: "month", label: t("timeline.zoom-month") },
            ]}
            value={zoom}
            onChoose={setZoom}
          />
        )}
        {onClose && <IconButton icon="close" label={t("ui:dialog.close")} onPress={onClose} />}
      </div>
      {isDrawn ? (
        <div className={styles.picture}>
          <TimelineChart timeline={timeline} zoom={zoom} now={now} onPoint={focusEvent} />
          <ul className={styles.legend} aria-hidden="true">
            <li>{t("timeline.certain")}</li>
            <li className={styles.vague}>{t("timeline.uncertain")}</li>
          </ul>
        </div>
      ) : (
        <Empty>{t("timeline.few")}</Empty>
      )}
      <div
        role="presentation"
        className={styles.words}
        onKeyDownCapture={(pressed) => {
          const act = actOf(pressed);
          if (act === null) return;
          pressed.preventDefault();
          if (act === "year" || act === "month") setZoom(act);
          else walk(pressed.target, act);
        }}
      >
        {checks.length > 0 && (
          <section className={styles.part} aria-label={t("timeline.checks")}>
            <h3>{t("timeline.checks")}</h3>
            <ul className={styles.checks}>
              {checks.map((check) => (
                <CheckRow key={check.id} check={check} onGo={onGo} onConfirm={onConfirm} />
              ))}
            </ul>
            <p className={styles.note}>{t("timeline.so-note")}</p>
          </section>
        )}
        {events.length > 0 && (
          <section className={styles.part} aria-label={t("timeline.by-time")}>
            <h3>{t("timeline.by-time")}</h3>
            <ol className={styles.events}>
              {events.map((event) => (
                <EventRow
                  key={event.id}
                  event={event}
                  look={timeline.lanes.find(({ id }) => id === event.lane)?.look ?? "service"}
                  isNow={event.id === now}
                  onNow={() => setChosen(event.id)}
                  onGo={onGo}
                />
              ))}
            </ol>
          </section>
        )}
        {undated.length > 0 && (
          <section className={styles.part} aria-label={t("timeline.undated")}>
            <h3>{t("timeline.undated")}</h3>
            <ul className={styles.events}>
              {undated.map((one) => (
                <li key={one.id}>
                  <button type="button" className={styles.event} onClick={() => onGo(one.ref)}>
                    <bdi>{nameOf(one)}</bdi>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}

type TimeKey = "later" | "earlier" | Zoom;

interface EventRowProps {
  readonly event: TimelineEvent;
  readonly look: Parameters<typeof Swatch>[0]["look"];
  readonly isNow: boolean;
  readonly onNow: () => void;
  readonly onGo: (ref: string) => void;
}

/** One event in a sentence; of all of them one is in the tab order, and arrows lead to the others. */
function EventRow({ event, look, isNow, onNow, onGo }: EventRowProps) {
  const { sentenceOf } = useTimelineWords();
  return (
    <li>
      <button
        type="button"
        data-event={event.id}
        tabIndex={isNow ? 0 : -1}
        className={styles.event}
        onFocus={onNow}
        onClick={() => onGo(event.ref)}
      >
        <Swatch look={look} />
        {/* A sentence of ours reads as the page does; only what it quotes has a direction of its own. */}
        <span>{sentenceOf(event)}</span>
      </button>
    </li>
  );
}

function actOf({ code, ctrlKey, altKey, metaKey }: KeyboardEvent): TimeKey | null {
  if (ctrlKey || altKey || metaKey) return null;
  const keys: { readonly [code: string]: TimeKey } = {
    ArrowDown: "later",
    ArrowUp: "earlier",
    Equal: "month",
    NumpadAdd: "month",
    Minus: "year",
    NumpadSubtract: "year",
  };
  return keys[code] ?? null;
}

interface CheckRowProps {
  readonly check: TimeCheck;
  readonly onGo: (ref: string) => void;
  readonly onConfirm: TimelinePanelProps["onConfirm"];
}

function CheckRow({ check, onGo, onConfirm }: CheckRowProps) {
  const { t } = useTranslation("interviews");
  const { checkOf } = useTimelineWords();
  const { readOnly } = useAbout(useRoom().store);
  const { ref } = check.other ?? check.event;
  return (
    <li className={styles.check}>
      <StateMark state="section-warning" word="near" />
      <div>
        <p>{checkOf(check)}</p>
        <div className={styles.actions}>
          <Button onPress={() => onGo(ref)}>{t("timeline.go")}</Button>
          {readOnly === null && (
            <Button kind="quiet" onPress={() => onConfirm(check.id, ref)}>
              {t("timeline.so")}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
