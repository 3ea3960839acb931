import styles from "./Icon.module.css";

/** Pictures of things to do. States have their own shapes, in StateMark. */
export type IconName = keyof typeof drawings;

/** Decoration beside words or a name; mirrored where it points in reading direction. */
export function Icon({ name }: { readonly name: IconName }) {
  const drawing: Drawing = drawings[name];
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      className={drawing.points ? styles.pointing : styles.icon}
    >
      <path d={drawing.path} />
    </svg>
  );
}

interface Drawing {
  readonly path: string;
  /** Points in reading direction. */
  readonly points?: true;
}

const drawings = {
  add: { path: "M12 5v14M5 12h14" },
  back: { path: "M15 5l-7 7 7 7", points: true },
  close: { path: "M6 6l12 12M18 6L6 18" },
  columns: { path: "M4 5h16v14H4zM10 5v14M15 5v14" },
  down: { path: "M5 9l7 7 7-7" },
  flag: { path: "M6 21V4h11l-2.5 4L17 12H6", points: true },
  forward: { path: "M9 5l7 7-7 7", points: true },
  hide: {
    path: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM4 20L20 4",
  },
  history: { path: "M4 12a8 8 0 108-8 8.5 8.5 0 00-7 4M5 3v5h5M12 8v5l3 2" },
  info: { path: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v6M12 7v.5" },
  keyboard: { path: "M3 6h18v12H3zM7 10h.5M11 10h.5M15 10h.5M7 14h10" },
  language: {
    path: "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  },
  lock: { path: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3M12 15v2" },
  menu: { path: "M4 6h16M4 12h16M4 18h16" },
  note: { path: "M5 4h14v11l-5 5H5zM14 20v-5h5M8 9h8M8 13h4", points: true },
  pause: { path: "M8 5v14M16 5v14" },
  print: { path: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" },
  search: { path: "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L20 20", points: true },
  settings: {
    path: "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM8 14.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  },
  show: {
    path: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  },
  undo: { path: "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 010 11H9", points: true },
  up: { path: "M5 15l7-7 7 7" },
} as const satisfies { readonly [name: string]: Drawing };
