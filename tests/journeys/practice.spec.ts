// The practice notebook from the locked page to its eighth step and back, by keyboard alone, beside a
// real notebook that it never touches.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { newNotebook, passphrase, unlock } from "./prepared.ts";
import { words as inInterviews } from "./typing/researcher.ts";

const words = {
  ar: {
    language: "العربية",
    tryIt: "تجربة دفتر التدريب",
    title: "دفتر التدريب",
    band: "تدريب: بيانات مختلقة",
    prepare: "تحضير دفتر التدريب",
    guide: "دليل التدريب",
    steps: [
      "بدء مقابلة",
      "الإجابة بلوحة المفاتيح",
      "أخذ الموافقة",
      "حين لا تكون هناك إجابة",
      "تاريخ غير دقيق، ومكان",
      "مدخل، والخط الزمني",
      "استراحة، وقفل، وفتح من جديد",
      "مراجعة، وإنهاء، ورزمة",
    ],
    invented: "لا تكتبوا فيه إلا عن أشخاص مختلقين",
    passphrase: "عبارة المرور",
    fill: "ملء عبارة المرور",
    finished: "تمّت جميع الخطوات",
    leave: "العودة إلى الدفتر الحقيقي",
    next: "الخطوة التالية",
    previous: "الخطوة السابقة",
    again: "تكرار هذه الخطوة",
    anew: "بدء التدريب من جديد",
    date: "تاريخ المقابلة",
    spoken: "لغة المقابلة",
    privacy: "مستوى الخصوصية",
    understood: "هل شرح الشخص بكلماته",
    agree: "هل توافقون على إجراء المقابلة",
    uses: "على أيٍّ من هذه الاستخدامات توافقون",
    gender: "جنس من تُجرى معه المقابلة",
    age: "الفئة العمرية لمن تُجرى معه",
    status: "ماذا كان وضعكم من الخدمة",
    governorate: "المحافظة التي تنحدرون منها",
    subdistrict: "الناحية التي تنحدرون منها",
    daraa: "درعا",
    nawa: "نوى",
    left: "متى تركتم الخدمة",
    day: "٢",
    month: "٣",
    year: "٢٠١٩",
    layer: "الاستخدامات",
    processed: "هل سلّمتم أنفسكم",
    make: "إعداد رزمة",
    onwards: "التالي",
    choose: "إعداد رزمة التدريب",
    made: "أُعدّت رزمة التدريب",
    noStick: "لا حاجة في التدريب إلى ذاكرة خارجية",
    code: "SYN-NAWA02",
  },
  en: {
    language: "English",
    tryIt: "Try the practice notebook",
    title: "Practice notebook",
    band: "Practice — invented data",
    prepare: "Prepare the practice notebook",
    guide: "Guide of the practice",
    steps: [
      "Begin an interview",
      "Answer with the keyboard",
      "Take consent",
      "When there is no answer",
      "A date in part, and a place",
      "An entry, and the timeline",
      "Pause, lock and open again",
      "Review, finish, make a parcel",
    ],
    invented: "Type invented people only",
    passphrase: "Passphrase",
    fill: "Fill in the passphrase",
    finished: "All steps are done",
    leave: "Back to the real notebook",
    next: "Next step",
    previous: "Previous step",
    again: "Do this step again",
    anew: "Begin the practice anew",
    date: "Date of interview",
    spoken: "Language of the interview",
    privacy: "Privacy of the place",
    understood: "Did the person explain back",
    agree: "Do you agree to be interviewed",
    uses: "Which of these uses do you agree to? Each",
    gender: "Gender of the person interviewed",
    age: "Age group of the person interviewed",
    status: "What was your service status",
    governorate: "Governorate you come from",
    subdistrict: "Subdistrict you come from",
    daraa: "Dar'a",
    nawa: "Nawa",
    left: "When did you leave, or when",
    day: "2",
    month: "3",
    year: "2019",
    layer: "What for",
    processed: "Did you hand yourself in",
    make: "Make a parcel",
    onwards: "Next",
    choose: "Make the practice parcel",
    made: "The practice parcel is made",
    noStick: "In the practice no stick is needed",
    code: "SYN-NAWA02",
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`eight steps of practice are done by keyboard alone, in ${language}`, async ({
    open,
  }, info) => {
    test.setTimeout(600_000);
    const say = words[language];
    const laptop = info.outputPath("laptop");
    (await newNotebook(laptop, "باحثة-7", "researcher")).leave();
    const before = bytesOf(join(laptop, "vault"));
    expect(before.length).toBeGreaterThan(2);
    const { page, close, askedDialogs } = await open();
    const { keyboard } = page;
    const press = async (name: string, within: Page | Locator = page) => {
      await within.getByRole("button", { name, exact: true }).first().focus();
      await keyboard.press("Enter");
    };
    const guide = page.getByRole("complementary", { name: say.guide });
    const stepIs = (number: number) =>
      expect(guide.getByRole("heading")).toContainText(say.steps[number - 1] ?? "");

    await test.step("the locked page leads to the practice, which says what it is", async () => {
      await page.getByRole("textbox").waitFor();
      if ((await page.locator("html").getAttribute("lang")) !== language) await press(say.language);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await press(say.tryIt);
      await expect(page.getByRole("heading", { name: say.title })).toBeVisible();
      await expect(page.getByText(say.band)).toBeVisible();
      await expect(page.getByRole("button", { name: say.prepare })).toBeFocused();
      await expectNoFindings(page);
      await keyboard.press("Enter");
      await stepIs(1);
      await expect(page.getByText(say.band)).toBeVisible();
      await expect(page.getByRole("rowheader")).toHaveCount(2);
      await expectNoFindings(page);
    });

    await test.step("a new interview says that only invented people belong here", async () => {
      await keyboard.press("Alt+KeyN");
      await expect(page.getByText(say.invented)).toBeVisible();
      await expectNoFindings(page);
      await expect(
        page.getByRole("button", { name: inInterviews[language].start, exact: true }),
      ).toBeFocused();
      await keyboard.press("Enter");
      await page.locator("[data-place]").first().waitFor();
      await stepIs(2);
    });

    const goTo = async (question: string, ref: string) => {
      await keyboard.press("Control+KeyJ");
      await page.getByRole("dialog").getByRole("combobox").waitFor();
      await keyboard.type(question);
      await expect(page.getByRole("option").first()).toContainText(question);
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expect(page.locator(`[data-place="${ref}"] :focus`)).toHaveCount(1);
    };

    await test.step("the keys of options, and a day in the digits of the language", async () => {
      await goTo(say.spoken, "m0/interview_language");
      await keyboard.press("Digit1");
      await goTo(say.date, "m0/interview_date");
      await keyboard.type(say.day);
      await keyboard.press("Tab");
      await keyboard.type(say.month);
      await keyboard.press("Tab");
      await keyboard.type(say.year);
      await stepIs(3);
    });

    await test.step("Ctrl+G goes to the guide and back to the same place", async () => {
      await keyboard.press("Control+KeyG");
      await expect(guide.getByRole("heading")).toBeFocused();
      await expectNoFindings(page);
      await keyboard.press("Control+KeyG");
      await expect(page.locator('[data-place="m0/interview_date"] :focus')).toHaveCount(1);
      await press(say.next, guide);
      await stepIs(4);
      await press(say.previous, guide);
      await stepIs(3);
    });

    await test.step("consent", async () => {
      await goTo(say.privacy, "m0/interview_privacy");
      await keyboard.press("Digit1");
      await goTo(say.understood, "m0/consent_understood");
      await keyboard.press("Digit1");
      await goTo(say.agree, "m0/consent_participate");
      await keyboard.press("Digit1");
      await page.getByRole("listitem").filter({ hasText: say.layer }).first().waitFor();
      await goTo(say.uses, "m0/consent_uses");
      await keyboard.press("Digit1");
      await stepIs(4);
    });

    await test.step("silence, in three ways", async () => {
      await goTo(say.gender, "m1/gender");
      await keyboard.press("F6");
      await goTo(say.age, "m1/age_band");
      await keyboard.press("F7");
      await goTo(say.status, "m3/service_category");
      await keyboard.press("F8");
      await page.getByRole("dialog").getByRole("radio").first().waitFor();
      await keyboard.press("Digit1");
      await keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await stepIs(5);
    });

    await test.step("a place, and a year without month and day", async () => {
      await goTo(say.governorate, "m2/origin_governorate");
      const daraa = page.locator('[data-place="m2/origin_governorate"]').getByRole("radio", {
        name: say.daraa,
      });
      await daraa.focus();
      await keyboard.press("Space");
      await expect(daraa).toBeChecked();
      await goTo(say.subdistrict, "m2/origin_subdistrict");
      await keyboard.type(say.nawa);
      await page.getByRole("option", { name: say.nawa, exact: true }).waitFor();
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      await goTo(say.left, "m4/leave_date");
      await page.locator('[data-place="m4/leave_date"]').getByRole("radio").first().focus();
      await keyboard.press("Space");
      await page.locator('[data-place="m4/leave_date"]').getByRole("textbox").focus();
      await keyboard.type(say.year);
      await stepIs(6);
    });

    await test.step("an entry, and the timeline", async () => {
      await goTo(say.processed, "m6/processed");
      await keyboard.press("Digit1");
      await page.locator('[data-place="m6/step"]').waitFor();
      await keyboard.press("Alt+KeyN");
      await page.locator('[data-place^="m6/step["]').first().waitFor();
      await keyboard.press("F3");
      await stepIs(7);
      await expectNoFindings(page);
      await keyboard.press("F3");
    });

    await test.step("pause, lock, and the same question again", async () => {
      await goTo(say.gender, "m1/gender");
      await keyboard.press("F9");
      await expect(page.getByText(say.band)).toBeVisible();
      await page.evaluate(() => void Object.assign(window, { isOld: true }));
      await keyboard.press("Control+KeyL");
      await page.waitForFunction(() => !("isOld" in window) && document.querySelector("input"));
      await expect(page.getByText(say.band)).toBeVisible();
      await expectNoFindings(page);
      // The real passphrase opens nothing here.
      await page.getByLabel(say.passphrase, { exact: true }).fill(passphrase);
      await keyboard.press("Enter");
      await expect(page.getByRole("textbox")).toHaveAttribute("aria-invalid", "true");
      await press(say.fill);
      await expect(page.getByLabel(say.passphrase, { exact: true })).toBeFocused();
      await keyboard.press("Enter");
      await expect(page.locator('[data-place="m1/gender"] :focus')).toHaveCount(1);
      await stepIs(8);
    });

    await test.step("what wants only its end is finished, and a parcel made without a stick", async () => {
      await press(inInterviews[language].interviews);
      await page.getByRole("rowheader", { name: say.code }).focus();
      await keyboard.press("Enter");
      await page.locator("[data-place]").first().waitFor();
      for (const question of ["consent_confirmed", "end_state", "distress"]) {
        await openReview(page);
        await page.locator(`[data-link$="m12/${question}"]`).first().focus();
        await keyboard.press("Enter");
        await expect(page.locator(`[data-place="m12/${question}"] :focus`)).toHaveCount(1);
        await keyboard.press("Digit1");
      }
      await openReview(page);
      await expect(page.getByText(inInterviews[language].nothingToFix)).toBeVisible();
      await press(inInterviews[language].finish);
      await press(inInterviews[language].finish, page.getByRole("alertdialog"));
      await press(say.make);
      await press(say.onwards);
      await press(say.onwards);
      await expect(page.getByText(say.noStick)).toBeVisible();
      await press(say.choose);
      await expect(page.getByRole("heading", { name: say.made })).toBeFocused();
      await expect(guide.getByRole("status")).toContainText(say.finished);
      await expectNoFindings(page);
      expect(await askedDialogs()).toEqual([]);
      expect(readdirSync(join(laptop, "practice/stick"))).toHaveLength(1);
    });

    await test.step("at twice the size nothing is cut off", async () => {
      await page.setViewportSize({ width: 640, height: 360 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
      await page.setViewportSize({ width: 1280, height: 800 });
    });

    await test.step("begun anew it is as it was at first", async () => {
      await press(say.anew, guide);
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectNoFindings(page);
      await press(say.anew, page.getByRole("alertdialog"));
      await stepIs(1);
      await expect(page.getByRole("rowheader")).toHaveCount(2);
    });

    await test.step("one press leads back to the real notebook, of which no byte has changed", async () => {
      await press(say.leave, guide);
      await expect(page.getByText(say.band)).toHaveCount(0);
      await expect(page.getByLabel(say.passphrase, { exact: true })).toBeFocused();
      expect(bytesOf(join(laptop, "vault"))).toEqual(before);
      await unlock(page, language);
      await expect(page.getByText(/SYN-/u)).toHaveCount(0);
      await expect(guide).toHaveCount(0);
    });
    await close();
  });

/** Every file of a folder, by name and content. */
function bytesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "lock")
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`;
    })
    .sort();
}

async function openReview(page: Page): Promise<void> {
  await page.keyboard.press("Alt+KeyR");
  await page.locator("h1:focus, [data-link]:focus").waitFor();
}
