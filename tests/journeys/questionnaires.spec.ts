// A questionnaire is imported with its mistakes, mended, looked at in both languages, corrected once
// more while an interview is open, and the draft moved to the new version, through the window.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { writeWorkbook } from "../../main/questionnaires/xlsx/write-workbook.ts";
import type { InterviewView } from "../../shared/contract/interviews.ts";
import type { FormRow } from "../../shared/contract/questionnaires.ts";
import { sheetsOf } from "../shared/questionnaire/scenario.ts";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { newNotebook, unlock } from "./prepared.ts";
import { ask } from "./typing/researcher.ts";

const header = "type | name | label::Arabic (ar) | label::English (en) | relevant";
const agree = "select_one yes_no | agree | هل توافقون؟ | Do you agree? |";
const age = `integer | age | العمر | Age | \${agree} = 'yes'`;
const town = `text | town | البلدة | Town | \${agree} = 'yes'`;

/** The same questionnaire as its author had it at first, mended, and corrected later. */
const versions = {
  broken: [agree, age.replace("agree}", "agreed}"), town.replace("| town", "| my town")],
  first: [agree, age, town],
  second: [agree, age.replace("integer", "decimal").replace("Age", "How old are you?")],
};

function writeForm(folder: string, name: keyof typeof versions): string {
  const path = join(folder, `${name}.xlsx`);
  const sheets = sheetsOf({
    survey: [header, ...versions[name]].join("\n"),
    choices: `list_name | name | label::Arabic (ar) | label::English (en)
yes_no | yes | نعم | Yes
yes_no | no | لا | No`,
    settings: `form_id | version | form_title::Arabic (ar) | form_title::English (en)
small | ${name === "second" ? 2 : 1} | مقابلة قصيرة | Short interview`,
  });
  writeFileSync(path, writeWorkbook(sheets, true));
  return path;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Opens the line of a table that names this, all by keyboard. */
async function openRow(page: Page, text: string) {
  await page.getByRole("row").filter({ hasText: text }).first().press("Enter");
}

test("a form is mended, previewed, corrected, and a draft is moved to the correction and back", async ({
  open,
}, info) => {
  const stick = info.outputPath("stick");
  mkdirSync(stick, { recursive: true });
  (await newNotebook(info.outputPath("laptop"), "باحثة-7", "researcher")).leave();
  const { page, answerDialog, close } = await open();
  const hand = async (name: keyof typeof versions, label: string) => {
    await answerDialog({ method: "showOpenDialog", filePaths: [writeForm(stick, name)] });
    await button(page, label).click();
  };

  await test.step("what is wrong is told with its place, and nothing is imported", async () => {
    await unlock(page, "ar");
    await button(page, "الاستبيانات").click();
    await expectNoFindings(page);
    await hand("broken", "استيراد استبيان…");
    await expect(page.getByRole("alert")).toContainText("لم يُستورد شيء لأن فيه أخطاء.");
    const found = page.getByRole("grid", { name: "ما وُجد فيه" });
    await expect(found.getByRole("row").filter({ hasText: "agreed" })).toContainText("relevant");
    await expect(found.getByRole("row").filter({ hasText: "my town" })).toContainText("خطأ");
    await expectNoFindings(page);
    await expect(page.getByRole("row").filter({ hasText: "مقابلة قصيرة" })).toHaveCount(0);
  });

  await test.step("mended, it is imported and walked through in both languages", async () => {
    await hand("first", "استيراد استبيان…");
    await expect(page.getByText("صار الاستبيان في الدفتر.")).toBeVisible();
    await openRow(page, "مقابلة قصيرة");
    await expectNoFindings(page);
    await button(page, "معاينة").click();
    await expect(page.getByText("لا يُحفظ شيء مما يُكتب هنا.")).toBeVisible();
    await expect(page.getByText("العمر")).toHaveCount(0);
    await page.getByText("نعم").click();
    await expect(page.getByText("العمر")).toBeVisible();
    await expectNoFindings(page);
    await page.getByText("English (en)").click();
    await expect(page.getByText("Age")).toBeVisible();
    await expect(page.getByRole("radio", { name: "Yes" })).toBeChecked();
    await expectNoFindings(page);
    const all = { stage: null, search: "", offset: 0, limit: 5 };
    expect((await ask<{ total: number }>(page, "interviews.list", all)).total).toBe(0);
  });

  const interview = await test.step("an interview begins in it", async () => {
    const { forms } = await ask<{ forms: FormRow[] }>(page, "questionnaires.list", {});
    const questionnaire = forms.find(({ id }) => id === "small")?.hash;
    const begun = await ask<InterviewView>(page, "interviews.start", {
      questionnaire,
      language: null,
      withoutReferral: true,
    });
    for (const [question, value] of [
      ["agree", "yes"],
      ["age", "40"],
      ["town", "نوى"],
    ])
      await ask(page, "interviews.answer", { interview: begun.interview, question, value });
    return begun;
  });

  await test.step("a corrected version comes, and what differs is told", async () => {
    await button(page, "الاستبيانات").click();
    await hand("second", "استيراد استبيان…");
    await expect(page.getByText("صار الاستبيان في الدفتر.")).toBeVisible();
    await openRow(page, "مقابلة قصيرة");
    await page.getByRole("button", { name: /الفروق عن الإصدار/u }).click();
    await expect(page.getByRole("region", { name: /صفوف حُذفت/u })).toContainText("البلدة");
    const changed = page.getByRole("region", { name: /صفوف تغيّرت/u });
    await expect(changed).toContainText("How old are you?");
    await expect(changed).toContainText("decimal");
    await expectNoFindings(page);
  });

  await test.step("the draft is looked at, moved, and nothing is lost", async () => {
    await button(page, "الاستبيانات").click();
    await openRow(page, "مقابلة قصيرة");
    await openRow(page, interview.code);
    const orphaned = page.getByRole("region", { name: "إجابات لا مكان لها" });
    await expect(orphaned).toContainText("نوى");
    await expectNoFindings(page);
    await page.getByRole("button", { name: /نقل إلى الإصدار/u }).click();
    await expect(page.getByText("المسودّة الآن في الإصدار الجديد.")).toBeVisible();
    const at = { interview: interview.interview };
    const moved = await ask<InterviewView>(page, "interviews.open", at);
    expect(moved.form.version).toBe("2");
    expect(moved.nodes.find(({ ref }) => ref === "age")?.value).toBe("40.0");
    expect(moved.orphans.map(({ value }) => value)).toEqual(["نوى"]);
    await page.keyboard.press("Alt+KeyR");
    await expect(page.getByRole("region", { name: "إجابات لا مكان لها" })).toContainText("نوى");
    await expectNoFindings(page);

    await button(page, "تراجع").click();
    await expect(page.getByText("عادت المسودّة إلى إصدارها.")).toBeVisible();
    const back = await ask<InterviewView>(page, "interviews.open", at);
    expect(back.form.version).toBe("1");
    expect(back.nodes.find(({ ref }) => ref === "town")?.value).toBe("نوى");
    expect(back.orphans).toEqual([]);
  });
  await close();
});
