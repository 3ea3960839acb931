// A recording with the device that Chromium pretends to have, cut off by a killed keeper, heard again,
// and carried with a photo and a PDF to a coordinator, who saves a copy of that.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Output } from "../../shared/contract/index.ts";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { holdInterviews, must, newTeam, unlock } from "./prepared.ts";

const words = {
  ar: {
    files: /^التسجيلات والملفات/,
    agreed: "سُئل الشخص الآن عن هذا التسجيل أو الملف بعينه، ووافق.",
    record: "بدء تسجيل",
    recording: "جارٍ التسجيل",
    pause: "إيقاف التسجيل مؤقتاً",
    paused: "التسجيل متوقّف مؤقتاً",
    mark: /^تدوين هذه اللحظة/,
    marked: /^التسجيل 1، عند 0:\d\d: $/,
    note: "ملاحظة",
    first: "الصورة 1",
    pdf: "وثيقة PDF 1",
    save: "حفظ نسخة خارج الدفتر…",
    plain: /النسخة غير مشفّرة: من يجدها يستطيع فتحها/,
    place: "اختيار المكان…",
    saved: "حُفظت النسخة، وهي غير مشفّرة.",
    goOn: "متابعة التسجيل",
    stop: /^إنهاء التسجيل/,
    interrupted: "انقطع: كل ما سُجّل موجود هنا، إلا ثوانيه الأخيرة فقد تنقص.",
    play: "تشغيل",
    playing: "إيقاف مؤقت",
    show: "عرض",
    picture: "صورة",
    choose: "إضافة صورة أو وثيقة…",
    remove: "إزالة",
    undo: "تراجع",
    none: "لا تسجيلات ولا ملفات هنا بعد.",
    close: "إغلاق",
    records: "المقابلات",
    recorded: "التسجيلات والصور والوثائق",
  },
  en: {
    files: /^Recordings and files/,
    agreed: "The person was asked about this very recording or file just now, and agreed.",
    record: "Begin a recording",
    recording: "Recording",
    pause: "Pause the recording",
    paused: "Recording paused",
    mark: /^Mark this moment/,
    marked: /^Recording 1, at 0:\d\d: $/,
    note: "Note",
    first: "Picture 1",
    pdf: "PDF document 1",
    save: "Save a copy outside the notebook…",
    plain: /The copy is not encrypted: whoever finds it can open it/,
    place: "Choose a place…",
    saved: "The copy is saved. It is not encrypted.",
    goOn: "Go on recording",
    stop: /^Stop/,
    interrupted: "Interrupted: everything is here, except perhaps its last seconds.",
    play: "Play",
    playing: "Pause",
    show: "Show",
    picture: "Picture",
    choose: "Add a picture or document…",
    remove: "Take out",
    undo: "Undo",
    none: "There are no recordings and no files here yet.",
    close: "Close",
    records: "Records",
    recorded: "Recordings, pictures and documents",
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`a recording outlives its keeper, and travels with a photo, in ${language}`, async ({
    open,
  }, info) => {
    const say = words[language];
    const team = await newTeam((name) => info.outputPath(name));
    const [interview] = holdInterviews(team.researcher, [1]);
    if (!interview) throw new Error("one was held");
    must(team.researcher.rooms.interviews.amend({ interview, reason: "تسجيل" }));
    for (const person of [team.lead, team.second, team.researcher]) person.leave();
    const stick = info.outputPath("drive");
    mkdirSync(stick);
    const [photo, pdf] = [join(stick, "paper.jpg"), join(stick, "سلمى الخطيب.pdf")];
    const letter = Buffer.from("%PDF-1.4 رسالة\n");
    writeFileSync(pdf, letter);

    await test.step("the researcher records, and the keeper is killed", async () => {
      const { page, killKeeper, answerDialog, close } = await open("researcher");
      const button = (name: string | RegExp) => page.getByRole("button", { name });
      const drawer = page.getByRole("dialog");
      const inDrawer = (name: string) => drawer.getByRole("button", { name, exact: true });
      await unlock(page, language);
      await page.getByRole("row").nth(1).click();
      await page.keyboard.press("Enter");
      await button(say.files).click();
      await expect(page.getByText(say.none)).toBeVisible();
      await expectNoFindings(page);
      await page.evaluate(() => (document.documentElement.dataset.theme = "light"));
      expect(await hears(page)).toBe(false);
      await page.getByText(say.agreed).click();
      await button(say.record).click();
      const bar = page.getByRole("region", { name: say.recording });
      await expect(bar).toContainText("0:03");
      await expectNoFindings(page);
      await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
      await button(say.pause).click();
      await expect(bar).toContainText(say.paused);
      const clock = bar.getByText(/^\d+:\d\d$/);
      const before = await clock.innerText();
      await button(say.goOn).click();
      await expect(clock).not.toHaveText(before);
      await button(say.mark).click();
      const field = drawer.getByRole("textbox", { name: say.note, exact: true });
      await expect(field).toHaveValue(say.marked);
      await page.keyboard.type("سكت طويلاً");
      await expect(field).toHaveValue(/: سكت طويلاً$/);
      await expectNoFindings(page);
      await page.keyboard.press("Escape");
      await expect(drawer).toHaveCount(0);
      await killKeeper();
      await expect(page.getByRole("article")).toHaveCount(0);
      await unlock(page, language);

      await button(say.files).click();
      await expect(page.getByText(say.interrupted)).toBeVisible();
      expect(await hears(page)).toBe(false);
      const { notes } = await opened(page, interview);
      expect(notes.at(-1)?.text).toMatch(/0:\d\d: سكت طويلاً$/);
      const [file, ...more] = await filesOf(page, interview);
      expect(more).toEqual([]);
      expect(file?.bytes).toBeGreaterThan(3000);
      await inDrawer(say.play).click();
      await expect(inDrawer(say.playing)).toBeVisible();
      await expectNoFindings(page);
      await page.evaluate(() => (document.documentElement.dataset.theme = "light"));

      writeFileSync(photo, await drawnPhoto(page));
      await answerDialog({ method: "showOpenDialog", filePaths: [photo] });
      await page.getByText(say.agreed).click();
      await button(say.choose).click();
      await expect(page.getByText(say.first)).toBeVisible();
      await inDrawer(say.show).click();
      await expect(page.getByRole("img", { name: say.picture })).toBeVisible();
      await expectNoFindings(page);
      await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
      await inDrawer(say.remove).last().click();
      await expect(page.getByText(say.first)).toHaveCount(0);
      await button(say.undo).first().click();
      await expect(page.getByText(say.first)).toBeVisible();
      await answerDialog({ method: "showOpenDialog", filePaths: [pdf] });
      await page.getByText(say.agreed).click();
      await button(say.choose).click();
      await expect(page.getByText(say.pdf)).toBeVisible();
      // Not before the person has said at the end that it may be used.
      await expect(inDrawer(say.save).last()).toHaveAttribute("aria-disabled", "true");
      await expectNoFindings(page);
      await ask(page, "interviews.finish", { interview });
      await answerDialog({ method: "showOpenDialog", filePaths: [stick] });
      const made = await ask<"parcels.make">(page, "parcels.make", { interviews: [interview] });
      expect(made).toMatchObject({ ok: true, value: { attachments: 3 } });
      await close();
    });

    await test.step("nothing of it lies on the disk in the clear", async () => {
      const dir = info.outputPath("researcher", "vault", "attachments");
      const kept = readdirSync(dir).map((name) => readFileSync(join(dir, name)));
      expect(kept).toHaveLength(3);
      for (const bytes of kept) {
        expect(bytes.includes(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]))).toBe(false);
        expect(bytes.includes("OpusHead")).toBe(false);
        expect(bytes.includes(letter)).toBe(false);
      }
    });

    await test.step("the coordinator hears and sees it, and saves a copy of the PDF", async () => {
      const { page, answerDialog, close } = await open("lead");
      await unlock(page, language);
      const parcel = readdirSync(stick).find((name) => name.endsWith(".daftar")) ?? "";
      await answerDialog({ method: "showOpenDialog", filePaths: [join(stick, parcel)] });
      await ask(page, "parcels.import", {});
      await page.getByRole("button", { name: say.records, exact: true }).click();
      await page.getByRole("row").nth(1).click();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { name: say.recorded })).toBeVisible();
      await page.getByRole("button", { name: say.show, exact: true }).click();
      await expect(page.getByRole("img", { name: say.picture })).toBeVisible();
      await page.getByRole("button", { name: say.play, exact: true }).click();
      await expect(page.getByRole("button", { name: say.playing, exact: true })).toBeVisible();
      await expectNoFindings(page);
      await page.evaluate(() => (document.documentElement.dataset.theme = "light"));

      const copy = join(stick, "copy.pdf");
      const save = page.getByRole("button", { name: say.save, exact: true }).last();
      const choose = page.getByRole("dialog").getByRole("button", { name: say.place });
      await save.click();
      await expect(page.getByRole("dialog").getByText(say.plain)).toBeVisible();
      await expectNoFindings(page);
      // A dialog of the system that is closed saves nothing and blames nobody.
      await choose.click();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(page.getByRole("alert")).toHaveCount(0);
      expect(existsSync(copy)).toBe(false);
      await answerDialog({ method: "showSaveDialog", filePath: copy });
      await save.click();
      await choose.click();
      await expect(page.getByText(say.saved)).toBeVisible();
      expect(readFileSync(copy)).toEqual(letter);
      await close();
    });
  });

/** Whether the page would be given sound now. */
function hears(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => true,
      () => false,
    ),
  );
}

/** A picture as a browser writes one. */
async function drawnPhoto(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 64;
    canvas.height = 48;
    const ink = canvas.getContext("2d");
    if (ink) {
      ink.fillStyle = "teal";
      ink.fillRect(8, 8, 40, 30);
    }
    return canvas.toDataURL("image/jpeg");
  });
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

async function opened(page: Page, interview: string) {
  return (await ask<"interviews.open">(page, "interviews.open", { interview })).value;
}

async function filesOf(page: Page, interview: string) {
  return (await opened(page, interview)).files;
}

function ask<N extends "interviews.open" | "interviews.finish" | "parcels.make" | "parcels.import">(
  page: Page,
  name: N,
  input: object,
): Promise<{ readonly ok: boolean; readonly value: Output<N> }> {
  return page.evaluate(([call, given]) => (window as any).daftar.ask(call, given), [
    name as string,
    input,
  ] as const);
}
