import type { BrowserWindow, OpenDialogOptions, SaveDialogOptions } from "electron";
import { expect, test } from "vitest";
import { type CallWithPlace, choosePlaces } from "../../../main/shell/places.ts";
import { sentencesIn } from "../../../main/shell/sentences.ts";
import { contract } from "../../../shared/contract/index.ts";

const window = {} as BrowserWindow;
/** What a dialog may look at in the input of its call. */
const input = { media: "application/pdf" };
const calls = Object.entries(contract).flatMap(([name, call]) =>
  "place" in call ? [name as CallWithPlace] : [],
);

/** A person who chooses the same whatever the dialog, or closes it. */
function person(chosen: readonly string[] | null) {
  const seen: (OpenDialogOptions & SaveDialogOptions)[] = [];
  const look = (options: OpenDialogOptions & SaveDialogOptions) => void seen.push(options);
  const canceled = chosen === null;
  const dialog = {
    showOpenDialog: async (...args: any[]) => {
      look(args.at(-1));
      return { canceled, filePaths: [...(chosen ?? [])] };
    },
    showSaveDialog: async (...args: any[]) => {
      look(args.at(-1));
      return { canceled, filePath: chosen?.[0] ?? "" };
    },
  } as never;
  return { dialog, seen };
}

test.each(calls)(
  "%s has its own dialog in both languages, and proposes no telling name",
  async (call) => {
    const titles = await Promise.all(
      (["ar", "en"] as const).map(async (language) => {
        const { dialog, seen } = person(["/usb/٣"]);
        const sentences = sentencesIn(language, "en");
        expect(await choosePlaces(dialog, window, sentences, call, input)).toEqual(["/usb/٣"]);
        expect(seen[0]?.properties).toContain("dontAddToRecent");
        expect(seen[0]?.defaultPath ?? "").toMatch(/^[a-z.]*$/);
        return seen[0]?.title;
      }),
    );
    expect(titles[0]).toMatch(/^[\u0600-\u06ff ]+$/);
    expect(titles[1]).toMatch(/^[A-Za-z ]+$/);
  },
);

test.each(calls)("%s gets no place when its dialog is closed", async (call) => {
  const { dialog } = person(null);
  expect(await choosePlaces(dialog, window, sentencesIn("ar", "en"), call, input)).toEqual([]);
});

test("before anybody has chosen, the shell speaks the system's language if it can", () => {
  expect(sentencesIn(null, "ar-SY").menu.lock).toBe("قفل");
  expect(sentencesIn(null, "fr").menu.lock).toBe("Lock");
  expect(sentencesIn("en", "ar-SY").menu.lock).toBe("Lock");
});

test("the name that is proposed for a copy says what it is and not whose", async () => {
  const { dialog, seen } = person(["/usb/٣"]);
  const sentences = sentencesIn("ar", "en");
  for (const media of ["application/pdf", "audio/webm", "image/jpeg"])
    await choosePlaces(dialog, window, sentences, "interviews.saveFile", { media });
  expect(seen.map(({ defaultPath }) => defaultPath)).toEqual(["copy.pdf", "copy.webm", "copy.jpg"]);
});
