/** Appearances the screens know, in the words of XLSForm and our own. */
export const knownAppearances: ReadonlySet<string> = new Set([
  "multiline",
  "numbers",
  "thousands-sep",
  "month-year",
  "year",
  "minimal",
  "autocomplete",
  "quick",
  "quickcompact",
  "columns",
  "columns-1",
  "columns-2",
  "columns-3",
  "columns-4",
  "columns-5",
  "columns-6",
  "columns-pack",
  "list",
  "list-nolabel",
  "label",
  "likert",
  "field-list",
  "table-list",
  "no-calendar",
  "signature",
  "draw",
  "annotate",
  "new",
  "vertical",
  "picker",
  "rating",
  "hidden-answer",
  "masked",
  "partial-date",
  "body-map",
  "place",
  "interviewer",
  "narrative",
  "auto-code",
]);

/** Known in the field, drawn as the plain control here. */
export const plainAppearances: ReadonlySet<string> = new Set([
  "printer",
  "map",
  "placement-map",
  "maps",
  "image-map",
  "search",
  "compact",
  "horizontal",
  "horizontal-compact",
  "url",
  "counter",
  "bearing",
  "ethiopian",
  "coptic",
  "islamic",
  "bikram-sambat",
  "myanmar",
  "persian",
  "buddhist",
  "front",
  "new-front",
  "selfie",
  "comments",
  "intent",
  "no-buttons",
  "no-ticks",
  "w1",
  "w2",
  "w3",
  "w4",
  "distress",
]);

const number = /^-?\d+(\.\d+)?$/;
const count = /^\d+$/;
const length = /^\d+(\.\d+)?$/;
const yesOrNo = /^(true|false)$/;
const any = /./;
const shuffle = { randomize: yesOrNo, seed: /^(-?\d+(\.\d+)?|\$\{[^{}$]+\})$/ };
const fromFile = { ...shuffle, value: any, label: any };

/** Parameters by type, and what each may say. */
export const knownParameters: {
  readonly [type: string]: { readonly [parameter: string]: RegExp };
} = {
  text: { rows: count },
  range: {
    start: number,
    end: number,
    step: number,
    tick_interval: number,
    tick_labelset: any,
    placeholder: number,
  },
  select_one: shuffle,
  select_multiple: shuffle,
  select_one_from_file: fromFile,
  select_multiple_from_file: fromFile,
  rank: shuffle,
  image: { "max-pixels": count, app: any },
  audio: { quality: /^(voice-only|low|normal|external)$/ },
  video: { quality: /^(low|normal|high)$/ },
  geopoint: {
    "capture-accuracy": length,
    "warning-accuracy": length,
    "allow-mock-accuracy": yesOrNo,
  },
};
