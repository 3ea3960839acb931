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
  bin: { path: "M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5" },
  back: { path: "M15 5l-7 7 7 7", points: true },
  card: { path: "M4 7h16v10H4zM7.5 11h9M7.5 14h5" },
  close: { path: "M6 6l12 12M18 6L6 18" },
  columns: { path: "M4 5h16v14H4zM10 5v14M15 5v14" },
  down: { path: "M5 9l7 7 7-7" },
  flag: { path: "M6 21V4h11l-2.5 4L17 12H6", points: true },
  forward: { path: "M9 5l7 7-7 7", points: true },
  hide: {
    path: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM4 20L20 4",
  },
  history: { path: "M4 12a8 8 0 108-8 8.5 8.5 0 00-7 4M5 3v5h5M12 8v5l3 2" },
  inbox: { path: "M4 13l3-8h10l3 8v6H4zM4 13h5a3 3 0 006 0h5" },
  info: { path: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v6M12 7v.5" },
  journal: {
    path: "M6.5 3H19v18H6.5zM10.5 8H15M10.5 12H15M4 7h5M4 12h5M4 17h5",
    points: true,
  },
  keyboard: { path: "M3 6h18v12H3zM7 10h.5M11 10h.5M15 10h.5M7 14h10" },
  language: {
    path: "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  },
  list: { path: "M9 6h11M9 12h11M9 18h11M4.5 6h.5M4.5 12h.5M4.5 18h.5", points: true },
  lock: { path: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3M12 15v2" },
  menu: { path: "M4 6h16M4 12h16M4 18h16" },
  note: { path: "M5 4h14v11l-5 5H5zM14 20v-5h5M8 9h8M8 13h4", points: true },
  parcel: { path: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8" },
  pause: { path: "M8 5v14M16 5v14" },
  play: { path: "M8 5l11 7-11 7z" },
  record: { path: "M12 4a8 8 0 100 16 8 8 0 000-16zM12 9a3 3 0 100 6 3 3 0 000-6z" },
  stop: { path: "M6.5 6.5h11v11h-11z" },
  file: { path: "M8 12.5l5-5a3 3 0 014.2 4.2l-6.7 6.7a4.6 4.6 0 01-6.5-6.5L11 5" },
  person: { path: "M12 4a3.8 3.8 0 100 7.6A3.8 3.8 0 0012 4zM5 20c.6-4 3.3-6 7-6s6.4 2 7 6" },
  people: {
    path: "M9 4a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 4.3a3.5 3.5 0 010 6.5M17.5 14.5c2.3.7 3.5 2.6 3.5 5.5",
    points: true,
  },
  print: { path: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" },
  records: { path: "M6 3h9l4 4v14H6zM15 3v4h4M9.5 12h6M9.5 16h6", points: true },
  referral: {
    path: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 8.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM5.8 5.8l3.6 3.6M14.6 14.6l3.6 3.6M18.2 5.8l-3.6 3.6M9.4 14.6l-3.6 3.6",
  },
  search: { path: "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L20 20", points: true },
  settings: {
    path: "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM8 14.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  },
  show: {
    path: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  },
  table: { path: "M4 5h16v14H4zM4 9.7h16M4 14.3h16M10 5v14" },
  timeline: { path: "M4 4v16M7 7h8M10 12h10M8 17h6", points: true },
  undo: { path: "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 010 11H9", points: true },
  up: { path: "M5 15l7-7 7 7" },
} as const satisfies { readonly [name: string]: Drawing };
