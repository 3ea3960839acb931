import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../ui/classes.ts";
import { wordsOf } from "../ui/FormText.tsx";
import { Icon } from "../ui/Icon.tsx";
import styles from "./TimelineChart.module.css";
import type { LaneLook, Timeline, TimelineEvent } from "./timeline.ts";
import { certainOf } from "./timeline.ts";
import { type Bar, rowsOf, type Scale, scaleOf, type Zoom } from "./timeline-layout.ts";
import { useTimelineWords } from "./timeline-words.ts";

interface TimelineChartProps {
  readonly timeline: Timeline;
  readonly zoom: Zoom;
  /** The event that is looked at in the list. */
  readonly now: string | null;
  readonly onPoint: (id: string) => void;
}

/**
 * The lanes of an interview, for whoever sees: time runs as the page reads. The list beside it says
 * the same in words, and is what keys and screen readers use.
 */
export function TimelineChart({ timeline, zoom, now, onPoint }: TimelineChartProps) {
  const { t, i18n } = useTranslation("interviews");
  const { labelOf } = useTimelineWords();
  const picture = useRef<HTMLElement>(null);
  const panel = useWidth(picture);
  const scale = scaleOf(timeline.events, zoom, panel);

  // Within its own frame: the list keeps its place in the panel.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scale has other places.
  useLayoutEffect(() => {
    const frame = picture.current?.getBoundingClientRect();
    const bar = picture.current?.querySelector("[data-now]")?.getBoundingClientRect();
    if (!frame || !bar) return;
    picture.current?.scrollBy?.({
      left: bar.x + bar.width / 2 - (frame.x + frame.width / 2),
      top: bar.y + bar.height / 2 - (frame.y + frame.height / 2),
      behavior: "instant",
    });
  }, [now, zoom, scale.width]);

  return (
    <section
      ref={picture}
      aria-label={t("timeline.picture")}
      className={styles.picture}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
    >
      <div
        role="presentation"
        aria-hidden="true"
        className={styles.chart}
        style={{ inlineSize: `${scale.width}px` }}
        onClick={({ target }) => {
          const bar =
            target instanceof Element ? target.closest<HTMLElement>("[data-event]") : null;
          if (bar?.dataset.event !== undefined) onPoint(bar.dataset.event);
        }}
      >
        <Axis scale={scale} zoom={zoom} locale={i18n.language} />
        <div className={styles.lanes}>
          <Anchors events={timeline.events} scale={scale} />
          {timeline.lanes.map(({ id, label, look }) => (
            <div key={id} className={classes(styles.lane, styles[look])}>
              <p className={styles.name}>
                <Swatch look={look} />
                <bdi>{label ? wordsOf(label, i18n.language) : t("timeline.single")}</bdi>
              </p>
              {rowsOf(
                timeline.events.filter(({ lane }) => lane === id),
                scale,
                (event) => labelOf(event).length * widestLetter,
              ).map((row) => (
                <div key={row[0]?.event.id} className={styles.row}>
                  <div className={styles.track}>
                    {row.map((bar) => (
                      <DrawnBar
                        key={bar.event.id}
                        bar={bar}
                        label={labelOf(bar.event)}
                        isNow={bar.event.id === now}
                      />
                    ))}
                  </div>
                  {row.map((bar) => (
                    <LabelUnder key={bar.event.id} bar={bar} label={labelOf(bar.event)} />
                  ))}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

/** The pattern and colour of a lane, as it is beside its word wherever the word stands. */
export function Swatch({ look }: { readonly look: LaneLook }) {
  return <span aria-hidden="true" className={classes(styles.swatch, styles[look])} />;
}

/** Pixels that a letter of a label takes at most, on average: a label is never cut. */
const widestLetter = 7.5;

function Axis({
  scale: { ticks },
  zoom,
  locale,
}: {
  readonly scale: Scale;
  readonly zoom: Zoom;
  readonly locale: string;
}) {
  const words = (day: string, part: "year" | "month") =>
    new Intl.DateTimeFormat(locale, {
      timeZone: "UTC",
      calendar: "gregory",
      ...(part === "year" ? { year: "numeric" } : { month: "long" }),
    }).format(new Date(`${day}T00:00:00Z`));
  return (
    <div className={classes(styles.axis, zoom === "month" && styles.tall)}>
      {ticks.map(({ day, place }) => (
        <span key={day} className={styles.tick} style={{ insetInlineStart: `${place}%` }}>
          {zoom === "month" && <bdi>{words(day, "month")}</bdi>}
          <bdi>{words(day, "year")}</bdi>
        </span>
      ))}
    </div>
  );
}

/** Dates of the interview's own that are known to the day, through all lanes: others are held against them. */
function Anchors({
  events,
  scale: { first, last },
}: {
  readonly events: readonly TimelineEvent[];
  readonly scale: Scale;
}) {
  return events
    .filter((event) => event.section.entry === null && event.kind === "point" && certainOf(event))
    .map(({ id, from }) => {
      const place = (100 * ((from?.earliest ?? first) + 0.5 - first)) / (last - first);
      return <span key={id} className={styles.anchor} style={{ insetInlineStart: `${place}%` }} />;
    });
}

interface BarProps {
  readonly bar: Bar;
  readonly label: string;
}

function DrawnBar({ bar, label, isNow }: BarProps & { readonly isNow: boolean }) {
  const { event, start, size, certain, isOpen } = bar;
  const end = start + size;
  return (
    <>
      <span
        data-event={event.id}
        {...(isNow ? { "data-now": true } : {})}
        className={classes(
          styles.bar,
          isOpen.start && styles.openStart,
          isOpen.end && styles.openEnd,
        )}
        style={{ insetInlineStart: `${start}%`, inlineSize: `${size}%` }}
      >
        <span className={styles.skirt} />
        {certain && (
          <span
            className={styles.certain}
            style={{ insetInlineStart: `${certain.start}%`, inlineSize: `${certain.size}%` }}
          >
            {bar.label === "inside" && <bdi className={styles.inside}>{label}</bdi>}
          </span>
        )}
        {isOpen.end && (
          <span className={styles.onwards}>
            <Icon name="forward" />
          </span>
        )}
        {isOpen.start && (
          <span className={styles.backwards}>
            <Icon name="back" />
          </span>
        )}
      </span>
      {(bar.label === "after" || bar.label === "before") && (
        <bdi
          data-event={event.id}
          className={styles.label}
          style={
            bar.label === "after"
              ? { insetInlineStart: `${end}%` }
              : { insetInlineEnd: `${100 - start}%` }
          }
        >
          {label}
        </bdi>
      )}
    </>
  );
}

/** Where a label fits neither in its bar nor beside it, it has a line of its own and may break. */
function LabelUnder({ bar, label }: BarProps) {
  if (bar.label !== "under") return null;
  const isLate = bar.start + bar.size / 2 > 50;
  return (
    <p data-event={bar.event.id} className={classes(styles.under, isLate && styles.late)}>
      <bdi>{label}</bdi>
    </p>
  );
}

/** How wide an element is now, in pixels. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(340);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
