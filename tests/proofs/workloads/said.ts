/** What a researcher types is decided by a number alone, so that a judge knows it without being told. */
export function valueFor(n: number, question: string): string {
  if (question === "m1/age") return String(12 + (n % 88));
  if (question === "m1/others") return String(n % 4);
  return `جواب ${n} ${"تفصيل ".repeat((n * 37) % 150)}`;
}

/** The question that answer `n` goes to: now the account, now a number, now an entry of a repeat. */
export function questionFor(
  n: number,
  nodes: readonly { readonly ref: string; readonly name: string; readonly relevant: boolean }[],
): string {
  if (n % 6 === 1) return "m1/age";
  if (n % 6 === 3) return "m1/others";
  const places = nodes.filter(({ name, relevant }) => name === "det_place" && relevant);
  const place = places[n % Math.max(1, places.length)];
  return n % 6 === 5 && place ? place.ref : "m1/account";
}
