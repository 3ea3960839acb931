/**
 * Our own outline of a person, from the front and from behind, cut into regions.
 *
 * A region is called as questionnaires of the field call the choice: `chest`, `arm_l`. `_l` and `_r`
 * are the sides of the person who is drawn, so that on the figure that faces us `arm_r` lies at the
 * left edge of the picture, in Arabic and in English alike. The outline has no sex and no age.
 */
export interface BodyRegion {
  readonly code: string;
  readonly path: string;
  /** Drawn for one side, and turned over for the other. */
  readonly isTurned: boolean;
  /** Where its tick stands, on the picture. */
  readonly tick: readonly [x: number, y: number];
}

export const figures = ["front", "back"] as const;
export type Figure = (typeof figures)[number];

export const outlineWidth = 200;
export const outlineHeight = 484;

const limbs = {
  shoulder: { path: "M81 118C68 122 46 121 40 148L59 156C61 140 69 126 81 118Z", x: 58, y: 135 },
  arm: { path: "M39 152L58 160C58 192 50 230 41 267L22 263C25 224 29 187 39 152Z", x: 41, y: 208 },
  hand: { path: "M21 267L41 271C44 290 40 308 29 310C17 308 14 289 21 267Z", x: 30, y: 288 },
  thigh: { path: "M60 280C72 292 86 297 98 298L95 356C86 360 76 360 67 356Z", x: 80, y: 326 },
  knee: { path: "M67 360C76 364 86 364 95 360L94 386C86 390 76 390 68 386Z", x: 81, y: 375 },
  leg: { path: "M68 390C76 394 86 394 94 390C96 412 91 430 89 444L71 444Z", x: 81, y: 416 },
  foot: { path: "M71 448L89 448C94 460 93 470 85 472L62 472C54 470 58 458 71 448Z", x: 76, y: 461 },
  sole: {
    path: "M71 448L89 448C96 456 94 464 91 472C88 482 72 482 69 472C66 464 64 456 71 448Z",
    x: 80,
    y: 463,
  },
} as const;

/** What one sees of either figure, from the head down; what lies in front comes later. */
export const bodyRegions: { readonly [figure in Figure]: readonly BodyRegion[] } = {
  front: [
    middle("ears", "M70 50C60 44 58 62 65 71L72 68ZM130 50C140 44 142 62 135 71L128 68Z", 65, 59),
    middle("head", "M70 46C66 10 134 10 130 46C112 39 88 39 70 46Z", 100, 30),
    middle("face", "M71 48C88 41 112 41 129 48C131 74 118 97 100 98C82 97 69 74 71 48Z", 100, 71),
    middle("eyes", "M79 57a9 6 0 0118 0a9 6 0 01-18 0ZM103 57a9 6 0 0118 0a9 6 0 01-18 0Z", 88, 57),
    middle("mouth", "M93 78h14a5.5 5.5 0 010 11h-14a5.5 5.5 0 010-11Z", 100, 83),
    middle("neck", "M87 99C95 102 105 102 113 99L116 114C106 119 94 119 84 114Z", 100, 108),
    ...bothSides("r", "shoulder", "arm", "hand"),
    middle(
      "chest",
      "M85 118C95 122 105 122 115 118C129 125 136 140 138 157L135 194C112 200 88 200 65 194L62 157C64 140 71 125 85 118Z",
      100,
      158,
    ),
    middle("abdomen", "M66 198C88 204 112 204 134 198L132 242C112 248 88 248 68 242Z", 100, 222),
    middle(
      "pelvis",
      "M68 246C88 252 112 252 132 246L139 276C127 290 112 294 100 294C88 294 73 290 61 276Z",
      100,
      270,
    ),
    ...bothSides("r", "thigh", "knee", "leg", "foot"),
  ],
  back: [
    middle("head", "M70 46C66 8 134 8 130 46C132 74 119 97 100 98C81 97 68 74 70 46Z", 100, 50),
    middle("neck", "M87 99C95 102 105 102 113 99L116 114C106 119 94 119 84 114Z", 100, 108),
    ...bothSides("l", "shoulder", "arm", "hand"),
    middle(
      "back_upper",
      "M85 118C95 122 105 122 115 118C129 125 136 140 138 157L135 188C112 193 88 193 65 188L62 157C64 140 71 125 85 118Z",
      100,
      155,
    ),
    middle("back_lower", "M65 192C88 197 112 197 135 192L132 242C112 246 88 246 68 242Z", 100, 218),
    middle(
      "buttocks",
      "M68 246C88 250 112 250 132 246L139 276C127 290 112 294 100 294C88 294 73 290 61 276Z",
      100,
      270,
    ),
    ...bothSides("l", "thigh", "knee", "leg", "sole"),
  ],
};

function middle(code: string, path: string, x: number, y: number): BodyRegion {
  return { code, path, isTurned: false, tick: [x, y] };
}

/** Limbs as they lie at the left edge of the picture, and the same at the right edge. */
function bothSides(near: "l" | "r", ...names: readonly (keyof typeof limbs)[]): BodyRegion[] {
  const far = near === "l" ? "r" : "l";
  return names.flatMap((name) => {
    const { path, x, y } = limbs[name];
    return [
      { code: `${name}_${near}`, path, isTurned: false, tick: [x, y] },
      { code: `${name}_${far}`, path, isTurned: true, tick: [outlineWidth - x, y] },
    ];
  });
}
