// The body map and the timeline of an interview, by keyboard alone: in both languages, which have the
// same body and opposite directions of time, in forced colours and in a narrow window. And by pointer,
// what is pressed while the page moves.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { readWritten } from "../../main/interviews/fill.ts";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { must, newNotebook, type Person, unlock } from "./prepared.ts";

const words = {
  ar: {
    head: "الرأس",
    back: "أعلى الظهر",
    timeline: "الخط الزمني",
    months: "أشهر",
    left: /متى تركتم الخدمة.*أيلول\s2012/u,
    held: /فترة احتجاز.*15.*يوماً/u,
  },
  en: {
    head: "Head",
    back: "Upper back",
    timeline: "Timeline",
    months: "Months",
    left: /When did you leave.*September\s2012/u,
    held: /Detention episode.*15.*days/u,
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`places of the body and times are told by keyboard, in ${language}`, async ({
    open,
  }, info) => {
    test.setTimeout(300_000);
    const say = words[language];
    const person = await newNotebook(info.outputPath("laptop"), "باحثة-7", "researcher");
    const { code } = begin(person, language);
    person.leave();
    const { page, close } = await open();
    await unlock(page, language);

    await test.step("the interview opens at the body map", async () => {
      await page.getByRole("rowheader", { name: code }).focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("checkbox", { name: say.head, exact: true })).toBeFocused();
    });

    await test.step("what the list chooses is on the outline, and the other way about", async () => {
      const head = page.getByRole("checkbox", { name: say.head, exact: true });
      await page.keyboard.press("Space");
      await expect(head).toBeChecked();
      await expect(page.locator('[data-region="head"][class*="chosen"]')).toHaveCount(2);
      await page.keyboard.press("Digit1");
      await expect(head).not.toBeChecked();
      await expect(page.locator('[data-region="head"][class*="chosen"]')).toHaveCount(0);
      await expect(page.getByRole("checkbox", { name: say.back })).toBeChecked();
      await expect(page.locator('[data-region="back_upper"][class*="chosen"]')).toHaveCount(1);
    });

    await test.step("the person’s right is where it is on a person who faces us", async () => {
      const placeOf = async (region: string, figure: number) =>
        (await page.locator(`[data-region="${region}"]`).nth(figure).boundingBox())?.x ?? 0;
      expect(await placeOf("arm_r", 0)).toBeLessThan(await placeOf("arm_l", 0));
      expect(await placeOf("arm_l", 1)).toBeLessThan(await placeOf("arm_r", 1));
      expect(await placeOf("chest", 0)).toBeLessThan(await placeOf("back_upper", 0));
      await expectNoFindings(page);
    });

    const panel = page.getByRole("complementary", { name: say.timeline });
    const event = (sentence: RegExp) => panel.locator("ol").getByRole("button", { name: sentence });

    await test.step("F3 shows the timeline, and arrows go through time", async () => {
      await page.keyboard.press("F3");
      await expect(event(say.left)).toBeFocused();
      await page.keyboard.press("ArrowDown");
      await expect(event(say.left)).not.toBeFocused();
      await page.keyboard.press("ArrowUp");
      await expect(event(say.left)).toBeFocused();
      await expectNoFindings(page);
    });

    await test.step("time runs as the language reads, and nothing is cut at the sides", async () => {
      const bars = panel.locator('[aria-hidden="true"] span[data-event]');
      const places = await bars.evaluateAll((all) =>
        all.map((each) => each.getBoundingClientRect().x),
      );
      const [first = 0, last = 0] = [places[0], places.at(-1)];
      expect(Math.sign(last - first)).toBe(language === "ar" ? -1 : 1);
      expect(await cutLabels(page)).toEqual([]);
    });

    await test.step("plus draws months, and minus years again", async () => {
      const months = panel.getByRole("radio", { name: say.months });
      await page.keyboard.press("Equal");
      await expect(months).toBeChecked();
      await expectNoFindings(page);
      await page.keyboard.press("Minus");
      await expect(months).not.toBeChecked();
    });

    await test.step("in forced colours the lanes keep their patterns", async () => {
      await page.emulateMedia({ forcedColors: "active" });
      const looks = await panel
        .locator("[class*=swatch]")
        .evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).background))]);
      expect(looks.length).toBeGreaterThanOrEqual(4);
      await page.emulateMedia({ forcedColors: null });
    });

    await test.step("Enter opens the question, beside which the timeline stays", async () => {
      for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowDown");
      await expect(event(say.held)).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(page.locator('[data-place$="/det_from"] :focus')).toHaveCount(1);
      const card = await page.locator('[data-place$="/det_from"]').boundingBox();
      const beside = await panel.boundingBox();
      if (!card || !beside) throw new Error("one of them is not on the screen");
      const gap =
        language === "ar" ? card.x - (beside.x + beside.width) : beside.x - (card.x + card.width);
      expect(gap).toBeGreaterThanOrEqual(0);
      await page.keyboard.press("F3");
      await expect(panel).toHaveCount(0);
      await expect(page.locator('[data-place$="/det_from"] :focus')).toHaveCount(1);
    });

    await test.step("in a narrow window it lies in front, and goes with its key or Escape", async () => {
      await page.setViewportSize({ width: 640, height: 360 });
      const drawer = page.getByRole("dialog", { name: say.timeline });
      for (const key of ["F3", "Escape"]) {
        await page.keyboard.press("F3");
        await expect(drawer).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
        await page.keyboard.press(key);
        await expect(drawer).toHaveCount(0);
      }
      await page.keyboard.press("F3");
      await drawer.getByRole("button", { name: say.held }).focus();
      await page.keyboard.press("Enter");
      await expect(drawer).toHaveCount(0);
      await expect(page.locator('[data-place$="/det_from"] :focus')).toHaveCount(1);
    });

    await close();
  });

test("a press meets what it was meant for, whatever the question it leaves has to say", async ({
  open,
}, info) => {
  const person = await newNotebook(info.outputPath("laptop"), "باحثة-7", "researcher");
  const { rooms } = person;
  const { interview, code } = begin(person, "ar");
  const question = "m12/read_back";
  must(rooms.interviews.state({ interview, question, state: "not-asked", reason: null }));
  must(rooms.interviews.visit({ interview, question }));
  person.leave();
  const { page, close } = await open();
  await unlock(page, "ar");
  await page.getByRole("rowheader", { name: code }).click();

  const left = page.locator(`[data-place="${question}"]`);
  await expect(left.locator(":focus")).toHaveCount(1);
  const before = await left.evaluate((card) => card.getBoundingClientRect().height);
  const next = page.locator('[data-place="m12/risk_from_interview"]');
  const state = next.locator('[data-silence="prefers-not-to-say"]');
  await state.hover();
  await page.mouse.down();
  await expect(left.locator('[data-state="section-error"]')).toBeVisible();
  expect(await left.evaluate((card) => card.getBoundingClientRect().height)).toBeGreaterThan(
    before,
  );
  await page.mouse.up();
  await expect(state).toHaveAttribute("aria-pressed", "true");
  await close();
});

/** Begins an interview in which somebody was hurt, and leaves it at the places of the body. */
function begin({ rooms }: Person, language: "ar" | "en") {
  const samples = resolve(
    import.meta.dirname,
    "../../questionnaires/returnee-interview/samples.json",
  );
  const { interviews } = must(readWritten(JSON.parse(readFileSync(samples, "utf8"))));
  const [form] = must(rooms.questionnaires.list()).forms;
  const [, , , hurt] = interviews;
  if (!form || !hurt) throw new Error("the questionnaire or its samples are not there");
  const { id: interview } = must(rooms.fill(form.hash, hurt, "hurt"));
  const { languages, nodes, code } = must(rooms.interviews.open({ interview }));
  const spoken = languages.find(({ tag }) => tag === language);
  const body = nodes.find(({ name }) => name === "inc_body");
  must(rooms.interviews.language({ interview, language: spoken?.name ?? "" }));
  must(rooms.interviews.visit({ interview, question: body?.ref ?? "" }));
  return { interview, code };
}

/** Words of the drawing that lie over the edge of what can be seen or scrolled to. */
function cutLabels(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const labels = [...document.querySelectorAll('section [aria-hidden="true"] bdi')];
    return labels.flatMap((label) => {
      const frame = label.closest("section")?.getBoundingClientRect();
      const box = label.getBoundingClientRect();
      const isCut = !frame || box.left < frame.left - 1 || box.right > frame.right + 1;
      return isCut ? [label.textContent ?? ""] : [];
    });
  });
}
