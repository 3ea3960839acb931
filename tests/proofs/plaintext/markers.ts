/** Two stems that occur nowhere by chance, one for each script; every marker holds one of them. */
export const stems = ["QZXmarkerXZQ", "ظغضعلامةغظض"] as const;

/** Forty markers, half of them Latin and half Arabic, so that a find tells what was typed there. */
export const markers: readonly string[] = Array.from(
  { length: 40 },
  (_, i) => `${stems[i % 2]}${String(i).padStart(2, "0")}`,
);

/** A sentence with a marker in it, as somebody would type it. */
export function sentence(i: number): string {
  const marker = markers[i % markers.length] as string;
  return i % 2 === 0 ? `He said ${marker} and left.` : `قال ${marker} ثم خرج.`;
}
