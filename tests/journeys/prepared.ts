// Notebooks of invented people, made without a window so that a journey can begin in the middle.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { readWritten } from "../../main/interviews/fill.ts";
import { formTeam } from "../../main/invented-team.ts";
import { openFront, type Rooms } from "../../main/rooms.ts";
import { thisWorld } from "../../main/vault/world.ts";
import type { InterviewId, Role } from "../../shared/contract/define.ts";
import type { Result } from "../../shared/result.ts";

const forms = resolve(import.meta.dirname, "../../questionnaires");

/** Opens every prepared notebook. */
export const passphrase = "خبز وزيتون وزعتر على سطح البيت";

export interface Person {
  readonly name: string;
  readonly rooms: Rooms;
  /** Lets go of the notebook, so that a window can open it. */
  readonly leave: () => void;
}

/** Makes a notebook where Daftar itself looks for it in the user data of a laptop. */
export async function newNotebook(userData: string, name: string, role: Role): Promise<Person> {
  mkdirSync(userData, { recursive: true });
  const front = openFront(thisWorld(), join(userData, "vault"), {
    builtInForms: forms,
    announce: () => {},
    cost: { memory: 64 * 1024, passes: 1, lanes: 1 },
  });
  must(await front.create({ role, name, passphrase, sheet: null }));
  const rooms = front.rooms();
  if (!rooms) throw new Error("an opened notebook has rooms");
  return { name, rooms, leave: front.close };
}

/** Two coordinators and a researcher who have joined, with the team file on a stick. */
export async function newTeam(folder: (name: string) => string) {
  const lead = await newNotebook(folder("lead"), "منسّقة-1", "coordinator");
  const second = await newNotebook(folder("second"), "منسّق-2", "coordinator");
  const researcher = await newNotebook(folder("researcher"), "باحثة-7", "researcher");
  const stick = folder("stick");
  mkdirSync(stick, { recursive: true });
  const teamFile = await formTeam(stick, "الجنوب", lead, [second, researcher]);
  return { lead, second, researcher, stick, teamFile };
}

/** Holds some of the invented interviews to their end. */
export function holdInterviews({ rooms }: Person, samples: readonly number[]): InterviewId[] {
  const [form] = must(rooms.questionnaires.list()).forms;
  if (!form) throw new Error("the built-in questionnaire is on every shelf");
  return samples.map((sample) => {
    const { id } = must(rooms.fill(form.hash, written(sample), String(sample)));
    must(rooms.interviews.finish({ interview: id }));
    return id;
  });
}

/** One of the invented interviews, as it was written down. */
export function written(sample: number) {
  const text = readFileSync(join(forms, "returnee-interview/samples.json"), "utf8");
  const found = must(readWritten(JSON.parse(text))).interviews[sample];
  if (!found) throw new Error(`there is no sample ${sample}`);
  return found;
}

/** The same parcel with one bit turned in its middle. */
export function damage(parcel: string, copy: string): string {
  const bytes = readFileSync(parcel);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(copy, bytes);
  return copy;
}

/** Chooses the language on the locked page and opens the notebook, all by keyboard. */
export async function unlock(page: Page, language: "ar" | "en"): Promise<void> {
  await page.getByRole("textbox").waitFor();
  if ((await page.locator("html").getAttribute("lang")) !== language) {
    await page.getByRole("button", { name: language === "ar" ? "العربية" : "English" }).focus();
    await page.keyboard.press("Enter");
  }
  const label = language === "ar" ? "عبارة المرور" : "Passphrase";
  await page.getByLabel(label, { exact: true }).fill(passphrase);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: language === "ar" ? "قفل" : "Lock" }).waitFor();
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}
