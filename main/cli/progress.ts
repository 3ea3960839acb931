import type { WriteStream } from "node:tty";

/** Shorter work than this shows nothing. */
const quietMilliseconds = 1000;
const width = 24;

/** Draws one line that fills up, for work of more than a second, and leaves nothing behind. */
export function progressBar(screen: WriteStream) {
  const begun = performance.now();
  return (stage: string, done: number, total: number | null): void => {
    if (performance.now() - begun < quietMilliseconds) return;
    screen.clearLine(0);
    screen.cursorTo(0);
    if (total === null || total <= 0) screen.write(`${stage} ${done}`);
    else if (done < total) {
      const full = Math.floor((done / total) * width);
      screen.write(`${stage} [${"#".repeat(full)}${" ".repeat(width - full)}] ${done}/${total}`);
    }
  };
}
