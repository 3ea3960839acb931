import type { World } from "../vault/world.ts";

/** Letters and digits of which no two look alike, on paper or aloud. */
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new interview's code: random, so that it says nothing, and short enough to be written on paper. */
export function newCode(world: World): string {
  const code = draw(world, 8);
  return `${code.slice(0, 3)}-${code.slice(3)}`;
}

/** A key for one entry of a repeat: it stays with the entry, whatever its number becomes. */
export function newKey(world: World): string {
  return draw(world, 8).toLowerCase();
}

function draw(world: World, count: number): string {
  let drawn = "";
  while (drawn.length < count)
    for (const byte of world.random(count)) {
      // The bytes above the last whole multiple would make some letters likelier than others.
      if (byte < 240 && drawn.length < count) drawn += letters[byte % letters.length];
    }
  return drawn;
}
