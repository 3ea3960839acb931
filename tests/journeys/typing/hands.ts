// How a person answers one question in the window: keys where there are keys, the mouse where not.
import type { Locator, Page } from "@playwright/test";
import type { InterviewView } from "../../../shared/contract/interviews.ts";
import { plainText } from "../../../shared/questionnaire/index.ts";

type Node = InterviewView["nodes"][number];

export interface Hands {
  readonly page: Page;
  /** The digits of the keyboard at hand. */
  readonly digits: "latn" | "arab";
}

/** Answers the question on which the focus is. `codes` are what the form calls the choices. */
export async function answer(hands: Hands, node: Node, codes: readonly string[]): Promise<void> {
  const card = cardOf(hands.page, node.ref);
  const [value = ""] = codes;
  if (node.choices) return choose(hands, card, node, codes);
  if (node.type === "date" || node.appearance.includes("partial-date"))
    return tellDate(hands, card, value);
  const words = node.type === "integer" ? inDigits(hands, value) : value;
  const { page } = hands;
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(words);
}

/** Chooses by the number on the option; what has none is clicked, and a long list is searched. */
async function choose({ page }: Hands, card: Locator, node: Node, codes: readonly string[]) {
  const offered = (node.choices ?? []).filter(({ state }) => state === null);
  const isSearched = (await card.getByRole("combobox").count()) > 0;
  for (const code of codes) {
    const place = offered.findIndex(({ name }) => name === code);
    const choice = offered[place];
    if (!choice) throw new Error(`${node.ref} does not offer ${code}`);
    const words = plainText(choice.label);
    if (isSearched) {
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(words);
      await page.getByRole("option", { name: words, exact: true }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      continue;
    }
    const isNumbered = place < 9;
    if (isNumbered) await page.keyboard.press(`Digit${place + 1}`);
    else await card.locator("label", { hasText: words }).filter({ visible: true }).last().click();
  }
}

/** `2018-11-20~`: as exactly as it is known, and about then. */
async function tellDate(hands: Hands, card: Locator, value: string): Promise<void> {
  const { page } = hands;
  const [year = "", month, day] = value.replace("~", "").split("-");
  const precisions = card.getByRole("radio");
  if ((await precisions.count()) > 0) await precisions.nth(day ? 2 : month ? 1 : 0).click();
  const typed = card.getByRole("textbox");
  if (day) await typed.first().fill(inDigits(hands, String(Number(day))));
  if (month) {
    await card.getByRole("combobox").focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(inDigits(hands, String(Number(month))));
    await page.keyboard.press("Tab");
  }
  await typed.last().fill(inDigits(hands, year));
  if (value.endsWith("~")) await card.getByRole("checkbox").press("Space");
  await typed.last().focus();
}

/** Says why nothing is said: by the keys that are written on the buttons. */
export async function sayState(
  { page }: Hands,
  state: Node["state"],
  reason: string | null,
): Promise<void> {
  if (state === "dont-know") return page.keyboard.press("F6");
  if (state === "prefers-not-to-say") return page.keyboard.press("F7");
  if (state !== "skipped") return;
  await page.keyboard.press("F8");
  const reasons = ["too-painful", "out-of-time", "not-suitable-now", "stopped-early"];
  await page.getByRole("dialog").getByRole("radio").first().waitFor();
  await page.keyboard.press(`Digit${reasons.indexOf(reason ?? "") + 1}`);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** The card of a question, a note or a list of entries. */
export function cardOf(page: Page, ref: string): Locator {
  return page.locator(`[data-place="${ref}"]`);
}

function inDigits({ digits }: Hands, ascii: string): string {
  if (digits === "latn") return ascii;
  return ascii.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
}
