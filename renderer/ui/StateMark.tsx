import { useTranslation } from "react-i18next";
import styles from "./StateMark.module.css";

/** Every state that is told by a shape, a word, and only then a colour. */
export type MarkedState = keyof typeof shapes;

interface StateMarkProps {
  readonly state: MarkedState;
  /**
   * Where its word is: `beside` the shape, `hidden` in its name and hint, or `near`, when the
   * sentence beside it says the same and the shape is decoration.
   */
  readonly word?: "beside" | "hidden" | "near";
}

/** The only source of the shapes of states. Without colour they still differ. */
export function StateMark({ state, word = "hidden" }: StateMarkProps) {
  const { t } = useTranslation("ui");
  const shape: Shape = shapes[state];
  const spoken = t(`state.${state}`);
  const named = word === "hidden" ? { role: "img", "aria-label": spoken } : {};
  const drawing = (
    <svg
      viewBox="0 0 20 20"
      focusable="false"
      data-state={state}
      aria-hidden={word !== "hidden"}
      className={shape.points ? styles.pointing : styles.shape}
      {...named}
    >
      <title>{spoken}</title>
      {shape.line && <path d={shape.line} />}
      {shape.solid && <path d={shape.solid} className={styles.solid} />}
      {shape.dots && <path d={shape.dots} className={styles.dots} />}
    </svg>
  );
  if (word !== "beside") return drawing;
  return (
    <span className={styles.beside}>
      {drawing}
      <span>{spoken}</span>
    </span>
  );
}

interface Shape {
  readonly line?: string;
  readonly solid?: string;
  readonly dots?: string;
  /** Points in reading direction and is mirrored with it. A tick never is. */
  readonly points?: true;
}

const ring = "M10 2.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15z";
const tick = "M5.5 10.5l3 3 6-7";
const parcel = "M3 6.5L10 3l7 3.5v8L10 18l-7-3.5zM3 6.5l7 3.5 7-3.5";
const returning = "M7 4L3 8l4 4M3 8h8.5a4.5 4.5 0 010 9H8";
const shield = "M10 2l6.5 2.5v5c0 4-2.8 6.8-6.5 8.5-3.7-1.7-6.5-4.5-6.5-8.5v-5z";

const shapes = {
  "section-not-started": { line: ring },
  "section-begun": { line: ring, solid: "M10 5a5 5 0 000 10z", points: true },
  "section-complete": { line: `${ring}M6.5 10.2l2.4 2.4 4.6-5.2` },
  "section-error": { line: "M10 2.5l8 14.5H2zM10 8v4.5M10 14.6v.2" },
  "section-warning": { line: "M10 1.8l8.2 8.2-8.2 8.2L1.8 10zM10 6.5v4.5M10 13.2v.2" },
  "section-refused": { line: `${ring}M6 10h8` },
  "section-closed": { line: "M4.5 9h11v8.5h-11zM6.8 9V6.2a3.2 3.2 0 016.4 0V9" },

  "answer-given": { line: "M3 3h14v14H3zM6 10.2l2.8 2.8L14 7" },
  "answer-dont-know": {
    line: `${ring}M7.6 8a2.4 2.4 0 114 1.8c-1 .8-1.6 1.2-1.6 2.2M10 14.2v.2`,
    points: true,
  },
  "answer-prefers-not-to-say": { line: `${ring}M6.5 10h7` },
  "answer-skipped": { line: "M4 4l6 6-6 6M10 4l6 6-6 6", points: true },
  "answer-not-asked": { dots: ring },

  "consent-not-asked": { dots: ring },
  "consent-refused": { line: `${ring}M6.8 6.8l6.4 6.4M13.2 6.8l-6.4 6.4` },
  "consent-hold": { line: `${ring}M8.2 7v6M11.8 7v6` },
  "consent-given": { line: `${ring}M6.5 10.2l2.4 2.4 4.6-5.2` },

  "sensitive-personal": { line: `${shield}M10 6.5v6` },
  "sensitive-high": { line: `${shield}M8 6.5v6M12 6.5v6` },

  "interview-draft": { line: "M3 17l1-4L13.5 3.5l3 3L7 16zM11.5 5.5l3 3", points: true },
  "interview-finished": { line: tick },
  "interview-in-parcel": { line: `${parcel}M10 10v8` },
  "interview-received": { line: `${parcel}M6.5 12.4l2.4 2.4 4.6-5` },
  "interview-returned": { line: returning, points: true },
  "interview-withdrawn": { line: `${ring}M4.7 15.3L15.3 4.7` },

  "review-new": { solid: "M10 5.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9z" },
  "review-approved": { line: tick },
  "review-on-hold": { line: "M7 4v12M13 4v12" },
  "review-returned": { line: returning, points: true },

  flagged: { line: "M5 18V3h9.5l-2.2 3.6 2.2 3.6H5", points: true },

  saved: { line: tick },
  "not-saved": { line: "M10 2.5l8 14.5H2zM10 8v4.5M10 14.6v.2" },
} as const satisfies { readonly [state: string]: Shape };
