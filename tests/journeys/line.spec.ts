// The whole line, once: two of the invented interviews are typed through the window, one in Arabic and
// one in English; the keeper dies in the middle of each; both leave in a parcel, and a coordinator
// reads every answer, state and date as it stands in the sample file.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { InterviewId } from "../../shared/contract/define.ts";
import type { Daftar } from "./driver/daftar.ts";
import { expect, test } from "./driver/journey.ts";
import { newTeam, unlock } from "./prepared.ts";
import {
  ask,
  expectSaved,
  finishInterview,
  holdInterview,
  type Language,
  look,
  startInterview,
  whereAmI,
  words,
} from "./typing/researcher.ts";
import { differences, type Sample, sampleNumber } from "./typing/sample.ts";
import { differencesInTables } from "./typing/tables.ts";

interface Told {
  readonly language: Language;
  readonly sample: Sample;
  readonly digits: "latn" | "arab";
  /** The question before which the keeper dies. */
  readonly killedBefore: string;
}

const told: readonly Told[] = [
  { language: "ar", sample: sampleNumber(3), digits: "arab", killedBefore: "det_from" },
  { language: "en", sample: sampleNumber(9), digits: "latn", killedBefore: "surrender_date" },
];

test("two interviews go from the first question to the coordinator’s table", async ({
  open,
}, info) => {
  test.setTimeout(900_000);
  const team = await newTeam((name) => info.outputPath(name));
  for (const person of [team.lead, team.second, team.researcher]) person.leave();
  const stick = info.outputPath("parcel");
  mkdirSync(stick);

  const held: InterviewId[] = [];
  await test.step("the researcher holds both", async () => {
    const daftar = await open("researcher");
    for (const one of told)
      await test.step(one.sample.title, async () => void held.push(await hold(daftar, one)));
    await test.step("and makes a parcel of them", () => makeParcel(daftar, stick));
    expect(await daftar.close()).toBe(0);
  });

  await test.step("the coordinator reads it, and finds what was said", async () => {
    const { page, answerDialog } = await open("lead");
    await unlock(page, "en");
    const parcel = join(stick, readdirSync(stick)[0] ?? "");
    await answerDialog({ method: "showOpenDialog", filePaths: [parcel] });
    await page.getByRole("button", { name: "Choose parcels…" }).click();
    await expect(page.locator("li", { hasText: ".daftar" })).toContainText("Taken over");
    for (const [place, { sample }] of told.entries()) {
      const view = await look(page, held[place] as InterviewId);
      expect(view.stage).toBe("finished");
      expect(view.readOnly).toBe("other-device");
      expect(differences(sample, view.nodes)).toEqual([]);
    }

    const tables = info.outputPath("tables");
    mkdirSync(tables);
    await answerDialog({ method: "showOpenDialog", filePaths: [tables] });
    await ask(page, "analysis.table", { formats: ["csv"], labels: "codes" });
    for (const [place, { sample }] of told.entries())
      expect(differencesInTables(tables, held[place] as string, sample)).toEqual([]);
  });
});

/** Types one interview; in its middle the keeper is killed, and it goes on at the same question. */
async function hold(
  { page, killKeeper }: Daftar,
  { language, sample, digits, killedBefore }: Told,
): Promise<InterviewId> {
  const hands = { page, digits };
  if (await page.locator("aside").isVisible()) {
    await unlockAfter(page, language, () => page.keyboard.press("Control+KeyL"));
    // It opened again at the interview before, which is finished and can only be read.
    await page.getByRole("button", { name: words[language].interviews, exact: true }).click();
  } else await unlock(page, language);
  const interview = await startInterview(page, language);
  await holdInterview(hands, interview, sample, { before: killedBefore });
  await expectSaved(page, language);
  const place = await whereAmI(page);
  const before = acknowledged((await look(page, interview)).nodes);
  expect(before.length).toBeGreaterThan(30);

  await unlockAfter(page, language, killKeeper);
  await expect.poll(() => whereAmI(page)).toBe(place);
  expect(acknowledged((await look(page, interview)).nodes)).toEqual(before);

  await holdInterview(hands, interview, sample);
  await finishInterview(page, language);
  expect(differences(sample, (await look(page, interview)).nodes)).toEqual([]);
  return interview;
}

/** Waits until the page has been loaded anew, as it is with every lock, and opens the notebook. */
async function unlockAfter(page: Page, language: Language, lock: () => Promise<void>) {
  await page.evaluate(() => void Object.assign(window, { isOld: true }));
  await lock();
  await page.waitForFunction(() => !("isOld" in window) && document.querySelector("input"));
  await unlock(page, language);
}

async function makeParcel({ page, answerDialog }: Daftar, stick: string): Promise<void> {
  await page.getByRole("button", { name: "Make a parcel" }).first().click();
  await expect(page.getByRole("rowheader")).toHaveCount(told.length);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await answerDialog({ method: "showOpenDialog", filePaths: [stick] });
  await page.getByRole("button", { name: "Choose the stick and make the parcel…" }).click();
  await expect(page.getByRole("heading", { name: "The parcel is on the stick" })).toBeVisible();
}

type Nodes = Awaited<ReturnType<typeof look>>["nodes"];

function acknowledged(nodes: Nodes): string[] {
  return nodes
    .filter(({ kind, state }) => kind === "question" && state !== "not-asked")
    .map(({ ref, state, value, reason }) => JSON.stringify([ref, state, value, reason]));
}
