// A researcher who holds an interview from the first question to the last, by what the window shows.
import type { Page } from "@playwright/test";
import type { InterviewId } from "../../../shared/contract/define.ts";
import type { InterviewView } from "../../../shared/contract/interviews.ts";
import { expect } from "../driver/journey.ts";
import { answer, type Hands, sayState } from "./hands.ts";
import { type Sample, sayingOf } from "./sample.ts";

type Node = InterviewView["nodes"][number];

export const words = {
  ar: {
    interviews: "المقابلات",
    newInterview: "مقابلة جديدة",
    start: "بدء",
    review: "المراجعة والإنهاء",
    nothingToFix: "لم يبقَ شيء يحتاج إلى إصلاح.",
    finish: "إنهاء المقابلة",
    finished: "انتهت المقابلة",
    finishedTab: "المنتهية",
    saved: /حُفظ \u2068?\d\d:\d\d/u,
    notSaved: "لم يُحفظ",
    again: "إعادة المحاولة",
    pause: "استراحة",
  },
  en: {
    interviews: "Interviews",
    newInterview: "New interview",
    start: "Start",
    review: "Review and finish",
    nothingToFix: "Nothing is left to fix.",
    finish: "Finish the interview",
    finished: "The interview has ended",
    finishedTab: "Finished",
    saved: /Saved \u2068?\d\d:\d\d/u,
    notSaved: "Not saved",
    again: "Try again",
    pause: "Pause",
  },
} as const;

export const clinic = {
  service: "عيادة الدعم النفسي",
  purpose: "ضيق شديد",
  area: "الجنوب",
  contact: "كل صباح من دون موعد",
  note: "",
};

export type Language = keyof typeof words;

/** Begins an interview with the keyboard, in the language of the page, and gives its id. */
export async function startInterview(page: Page, language: Language): Promise<InterviewId> {
  await page.getByRole("heading", { name: words[language].interviews, level: 1 }).waitFor();
  // Without a service to refer to, an interview waits.
  await ask(page, "people.writeReferral", { referral: null, words: clinic });
  await page.keyboard.press("Alt+KeyN");
  const start = page.getByRole("button", { name: words[language].start, exact: true });
  await expect(start).toBeFocused();
  await expect(start).not.toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Enter");
  await page.locator("[data-place]").first().waitFor();
  const listed = await ask<{ rows: { interview: InterviewId }[] }>(page, "interviews.list", {
    stage: "draft",
    search: "",
    offset: 0,
    limit: 1,
  });
  const [newest] = listed.rows;
  if (!newest) throw new Error("no interview has begun");
  return newest.interview;
}

/**
 * Holds the interview from where the window is: looks at the question in focus, says what this person
 * says, and goes on with Enter; in a list of entries it opens or adds as many as there are. It ends
 * at the review, or before the question of that name.
 */
export async function holdInterview(
  hands: Hands,
  interview: InterviewId,
  sample: Sample,
  { before }: { before?: string } = {},
): Promise<void> {
  const { page } = hands;
  const opened = new Set<string>();
  for (let place = await whereAmI(page); place !== null; ) {
    const { nodes } = await look(page, interview);
    const node = nodes.find(({ ref }) => ref === place);
    if (!node) throw new Error(`the window is at ${place}, which is not in the interview`);
    if (node.name === before) return;
    const entry = entryAround(place);
    if (entry !== null) opened.add(entry);
    if (node.kind === "repeat") await walkEntries(hands, node, nodes, sample, opened);
    else {
      if (node.kind === "question") await respond(hands, node, nodes, sample);
      await page.keyboard.press("Control+Enter");
    }
    place = await nextPlace(page, place);
  }
}

async function respond(hands: Hands, node: Node, nodes: readonly Node[], sample: Sample) {
  if (node.readonly || node.appearance.includes("auto-code")) return;
  const saying = sayingOf(sample, node, nodes);
  if (saying.kind === "answer") await answer(hands, node, saying.codes);
  if (saying.kind === "state") await sayState(hands, saying.state, saying.reason);
}

/** Opens the next entry that waits, adds one where the person has more to tell, or goes on. */
async function walkEntries(
  { page }: Hands,
  list: Node,
  nodes: readonly Node[],
  sample: Sample,
  opened: Set<string>,
): Promise<void> {
  const told = sample.repeats[list.name]?.length ?? 0;
  const entries = nodes.filter(({ kind, parent }) => kind === "entry" && parent === list.ref);
  const waiting = entries.find(({ ref }) => !opened.has(ref));
  if (waiting && opened.size - otherLists(opened, list.ref) < told) {
    await page.locator(`[data-entry="${waiting.ref}"]`).press("Enter");
  } else if (entries.length < told) {
    await page.keyboard.press("Alt+KeyN");
    await expect(page.locator("h1")).not.toHaveText("");
    await nextPlace(page, list.ref);
  } else await page.keyboard.press(await forward(page));
}

/** `m7/detention[k3f9]` around `m7/detention[k3f9]/det_from`. */
function entryAround(place: string): string | null {
  return /^.*\]/u.exec(place)?.[0] ?? null;
}

const otherLists = (opened: ReadonlySet<string>, list: string) =>
  [...opened].filter((entry) => !entry.startsWith(`${list}[`)).length;

/** Finishes from the review, which must have nothing left to fix. */
export async function finishInterview(page: Page, language: Language): Promise<void> {
  const say = words[language];
  await expect(page.getByText(say.nothingToFix)).toBeVisible();
  await page.getByRole("button", { name: say.finish }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: say.finish }).click();
  await expect(page.getByRole("heading", { name: say.finished, level: 1 })).toBeVisible();
}

/** The interview as the keeper has it. */
export async function look(page: Page, interview: InterviewId): Promise<InterviewView> {
  return ask<InterviewView>(page, "interviews.open", { interview });
}

/** Asks the contract as the page would; a fault ends the journey. */
export async function ask<Value>(page: Page, name: string, input: object): Promise<Value> {
  const outcome = await page.evaluate(([call, given]) => (window as any).daftar.ask(call, given), [
    name,
    input,
  ] as const);
  if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.fault)}`);
  return outcome.value;
}

/** The question in which the focus is; null on the review. */
export async function whereAmI(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const place = document.activeElement?.closest<HTMLElement>("[data-place]")?.dataset.place;
    return place ?? null;
  });
}

/** Waits until the focus is somewhere else, and tells where: null on the review. */
async function nextPlace(page: Page, from: string): Promise<string | null> {
  const moved = (before: string) => {
    const place = document.activeElement?.closest<HTMLElement>("[data-place]")?.dataset.place;
    const isReview = document.querySelector("[data-place]") === null;
    return isReview || (place !== undefined && place !== before);
  };
  await page.waitForFunction(moved, from).catch(async () => {
    throw new Error(
      `the window does not go on from ${from}; the focus is at ${await whereAmI(page)}`,
    );
  });
  return whereAmI(page);
}

/** Alt and the arrow in reading direction. */
async function forward(page: Page): Promise<string> {
  const direction = await page.evaluate(() => document.documentElement.dir);
  return direction === "rtl" ? "Alt+ArrowLeft" : "Alt+ArrowRight";
}

/** Waits until the window says that everything is on the disk. */
export async function expectSaved(page: Page, language: Language): Promise<void> {
  await expect(page.getByRole("banner").getByText(words[language].saved)).toBeVisible();
}
