// The disk of the laptop is full in the middle of an account: nothing is called saved that is not,
// nothing typed is lost, and when there is room again it is all there. The disk is a real one, small
// enough to be filled.
import { execFileSync } from "node:child_process";
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./driver/journey.ts";
import { newNotebook, unlock } from "./prepared.ts";
import {
  expectSaved,
  holdInterview,
  type Language,
  look,
  startInterview,
  whereAmI,
  words,
} from "./typing/researcher.ts";
import { sampleNumber } from "./typing/sample.ts";

const told = {
  ar: "وصلنا ليلاً إلى الحاجز، وأخذوا الهويّات كلّها.",
  en: "We came to the checkpoint at night, and they took every identity card.",
} as const;

for (const language of ["ar", "en"] as const)
  test(`a full disk loses nothing and is never called saved, in ${language}`, async ({
    open,
  }, info) => {
    test.skip(
      process.platform !== "linux" || process.getuid?.() !== 0,
      "mounts a small disk, which only root on Linux may",
    );
    const laptop = info.outputPath("laptop");
    const filler = join(laptop, "filler");
    mkdirSync(laptop, { recursive: true });
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", laptop]);
    try {
      (await newNotebook(laptop, "باحثة-7", "researcher")).leave();
      const { page, close } = await open("laptop");
      await unlock(page, language);
      const interview = await startInterview(page, language);
      const hands = { page, digits: "latn" } as const;
      await holdInterview(hands, interview, sampleNumber(3), { before: "narrative" });
      const place = await whereAmI(page);
      await expectSaved(page, language);

      const typed = await typeUntilNotSaved(page, language, filler);
      const kept = (await look(page, interview)).nodes.find(({ ref }) => ref === place);
      expect(typed.startsWith(kept?.value ?? "?")).toBe(true);
      expect(kept?.value).not.toBe(typed);
      expect(await page.locator(`[data-place="${place}"] textarea`).inputValue()).toBe(typed);

      rmSync(filler);
      await page.getByRole("button", { name: words[language].again }).click();
      await expectSaved(page, language);
      await expect(page.getByRole("alert").filter({ visible: true })).toHaveCount(0);
      const now = (await look(page, interview)).nodes.find(({ ref }) => ref === place);
      expect(now?.value).toBe(typed);
      await close();
    } finally {
      // The program may still hold the disk for a moment.
      execFileSync("umount", ["-l", laptop]);
    }
  });

/**
 * Goes on typing while the disk is filled to its last byte. The first failures are mended with the
 * reserve that Daftar keeps for this; when that is used up too, the window has to say so.
 */
async function typeUntilNotSaved(page: Page, language: Language, filler: string): Promise<string> {
  let typed = "";
  const notSaved = page.getByRole("alert").filter({ hasText: words[language].notSaved }).first();
  for (let turn = 0; turn < 40; turn += 1) {
    fillUp(filler);
    const more = ` ${turn} ${told[language]}`.repeat(40);
    await page.keyboard.insertText(more);
    typed += more;
    await page.waitForTimeout(1500);
    if (await notSaved.isVisible()) return typed;
  }
  throw new Error("forty pages were typed onto a full disk, and all were called saved");
}

/** Writes until the disk takes no more. */
function fillUp(file: string): void {
  const filler = openSync(file, "a");
  try {
    for (let size = 65_536; size >= 1; size = Math.floor(size / 4))
      try {
        for (;;) writeSync(filler, Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    fsyncSync(filler);
  } finally {
    closeSync(filler);
  }
}
