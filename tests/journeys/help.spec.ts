// An answer without a network and without a mouse: help while locked, and in the middle of an
// interview, which afterwards is as it was.
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { must, newNotebook, unlock } from "./prepared.ts";
import { clinic } from "./typing/researcher.ts";

const words = {
  ar: {
    help: "المساعدة",
    search: "البحث في المساعدة",
    language: "العربية",
    passphrase: "عبارة المرور",
    typed: "ورقه الاسترجاع",
    found: "الدفتر وعبارة المرور وورقة الاسترجاع",
    marked: "ورقة",
    nothing: "لا صفحة فيها هذه الكلمات.",
    keys: "المفاتيح",
    here: "في الشاشة التي خلف المساعدة",
    lock: "قفل",
    skip: "التخطّي مع ذكر السبب",
    glossary: "الكلمات ومعانيها هنا",
    about: "عن البرنامج",
    pause: "الاستراحة والقفل",
    begin: "بدء",
    words: "رمز",
  },
  en: {
    help: "Help",
    search: "Search the help",
    language: "English",
    passphrase: "Passphrase",
    typed: "SHEET recovery",
    found: "The notebook, the passphrase and the recovery sheet",
    marked: "recovery",
    nothing: "No page holds these words.",
    keys: "Keys",
    here: "On the screen behind the help",
    lock: "Lock",
    skip: "Skip with a reason",
    glossary: "Words and what they mean here",
    about: "About this program",
    pause: "Pausing and locking",
    begin: "Start",
    words: "code",
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`help answers before, during and after an interview, in ${language}`, async ({
    open,
  }, info) => {
    const say = words[language];
    const person = await newNotebook(info.outputPath("laptop"), "R-12", "researcher");
    must(await person.rooms.people.writeReferral({ referral: null, words: clinic }));
    person.leave();
    const { page } = await open();
    const help = page.getByRole("dialog", { name: say.help });
    const search = help.getByRole("textbox", { name: say.search });
    const pageHere = help.getByRole("heading", { level: 3 });

    await test.step("while locked F1 opens it, with nothing of the notebook in it", async () => {
      await page.getByRole("textbox").waitFor();
      if ((await page.locator("html").getAttribute("lang")) !== language) {
        await page.getByRole("button", { name: say.language }).focus();
        await page.keyboard.press("Enter");
      }
      await page.getByLabel(say.passphrase, { exact: true }).focus();
      await page.keyboard.press("F1");
      await expect(pageHere).toHaveText(say.keys);
      await expect(search).toBeFocused();
      await expect(help).not.toContainText("R-12");
      await expect(help.getByRole("region", { name: say.here })).not.toContainText(say.lock);
      await expectNoFindings(page);
    });

    await test.step("what is typed is found however it is written, and Enter opens it", async () => {
      await page.keyboard.type(say.typed);
      await expect(help.getByRole("navigation").getByRole("button").first()).toContainText(
        say.found,
      );
      await page.keyboard.press("Enter");
      await expect(pageHere).toHaveText(say.found);
      await expect(pageHere).toBeFocused();
      await expect(help.getByRole("article").locator("mark").first()).toContainText(say.marked);
      await expectNoFindings(page);
    });

    await test.step("what is not there says so", async () => {
      await page.keyboard.press("ControlOrMeta+f");
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type("qqq");
      await expect(help.getByRole("status")).toHaveText(say.nothing);
      await expectNoFindings(page);
    });

    await test.step("Esc closes it, and the focus is where it was", async () => {
      await page.keyboard.press("Escape");
      await expect(help).toHaveCount(0);
      await expect(page.getByLabel(say.passphrase, { exact: true })).toBeFocused();
    });

    await test.step("in an interview it lists the keys of the interview and keeps what is typed", async () => {
      await unlock(page, language);
      await page.keyboard.press("Alt+n");
      await page.getByRole("button", { name: say.begin, exact: true }).focus();
      await page.keyboard.press("Enter");
      await page.locator("[data-states]").first().waitFor();
      const field = page.locator("main input[type=text]").first();
      await field.focus();
      await page.keyboard.type(say.words);
      await page.keyboard.press("F1");
      await expect(help.getByRole("region", { name: say.here })).toContainText(say.skip);
      await page.keyboard.press("Escape");
      await expect(help).toHaveCount(0);
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(say.words);
    });

    await test.step("every page can be reached and has nothing for axe to find", async () => {
      await page.keyboard.press("F1");
      for (const title of [say.pause, say.glossary, say.about]) {
        await help
          .getByRole("navigation")
          .getByRole("button", { name: title, exact: true })
          .focus();
        await page.keyboard.press("Enter");
        await expect(pageHere).toHaveText(title);
        await expect(pageHere).toBeFocused();
        await expectNoFindings(page);
      }
    });

    await test.step("the lock works in it, and takes it away", async () => {
      await page.keyboard.press("ControlOrMeta+l");
      await expect(page.getByLabel(say.passphrase, { exact: true })).toBeVisible();
      await expect(help).toHaveCount(0);
    });
  });
