import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openFront } from "../../../main/rooms.ts";
import type { PaperWish } from "../../../shared/contract/paper.ts";
import { textOf, wordsIn } from "../../shared/paper/small-words.ts";
import { builtIn, expectOk, type House, holdInterviews, samples } from "../small-house.ts";
import { cheap, passphrase, smallWorld, temporaryDir } from "../vault/small-world.ts";

const printed = { ar: wordsIn("ar").sentences, en: wordsIn("en").sentences };

/** A house that can print. */
async function houseWithPaper(): Promise<House> {
  const dir = join(temporaryDir(), "vault");
  const world = smallWorld("باحثة-7");
  const front = openFront(world, dir, {
    builtInForms: join(import.meta.dirname, "../../../questionnaires"),
    announce: () => {},
    cost: cheap,
    printed,
  });
  onTestFinished(front.close);
  const wish = { role: "researcher", name: "باحثة-7", passphrase, sheet: null } as const;
  expectOk(await front.create(wish));
  const rooms = front.rooms();
  if (!rooms) throw new Error("a created vault has rooms");
  return { dir, world, front, rooms };
}

const of = (
  kind: "consent" | "record",
  { interview }: { interview: string },
  language: "ar" | "en" = "en",
) =>
  ({
    ...{ kind, interview, language, digits: "latn" },
    ...(kind === "record" ? { researcher: false } : {}),
  }) as PaperWish;
const withNotes = (held: { interview: string }) =>
  ({ ...of("record", held), researcher: true }) as PaperWish;

const pdf = Buffer.from("%PDF-1.4\n1 0 obj <</Type /Pages>>\n2 0 obj <</Type /Page>>\n");
const kindsIn = ({ rooms }: House) =>
  expectOk(rooms.vault.journal({ before: null, limit: 5 })).entries.map(({ kind }) => kind);

/** An interview in which nothing has been said. */
const begun = (house: House) =>
  expectOk(
    house.rooms.interviews.start({
      questionnaire: builtIn(house),
      language: "English (en)",
      withoutReferral: true,
    }),
  );

test("a record has its answers, its sections and its code, and no hour", async () => {
  const house = await houseWithPaper();
  const [held] = holdInterviews(house, 0);
  if (!held) throw new Error("an interview was held");
  const { html } = expectOk(house.rooms.paper.draw(of("record", held)));
  const text = textOf(html);
  expect(text).toContain(`\n${held.code}\n`);
  expect(text).toContain("6. Procedures, step by step");
  expect(text).toContain("about April 2013");
  expect(text).toContain("Not asked");
  expect(text).toMatch(/Fingerprint\n[0-9a-f]{16}\n/);
  expect(text).not.toMatch(/\d\d:\d\d/);
  const arabic = expectOk(house.rooms.paper.draw(of("record", held, "ar")));
  expect(arabic.html).toContain('<html lang="ar" dir="rtl">');
  expect(textOf(arabic.html)).toContain("نيسان 2013 تقريباً");
  expect(expectOk(house.rooms.interviews.open(held)).language).toBe(held.language);
});

test("a date said in the Hijri calendar has on a record what was said", async () => {
  const house = await houseWithPaper();
  const [sample] = samples(0);
  if (!sample) throw new Error("there is a sample");
  const { interviews, fill, paper } = house.rooms;
  const { id: interview } = expectOk(fill(builtIn(house), sample, "interviews.0"));
  const { nodes } = expectOk(interviews.open({ interview }));
  const asked = nodes.find(
    ({ appearance, relevant }) => appearance.includes("partial-date") && relevant,
  );
  const said = { value: "2018-10-15~", stated: "umalqura:1440-02-06" };
  expectOk(interviews.answer({ interview, question: asked?.ref ?? "", ...said }));
  expectOk(interviews.finish({ interview }));
  const read = (language: "ar" | "en") =>
    textOf(expectOk(paper.draw(of("record", { interview }, language))).html);
  expect(read("en")).toMatch(/about 15 October 2018\s+Said as 6 Safar 1440 AH \(Umm al-Qura\)/);
  expect(read("ar")).toMatch(/كما قيل: 6 صفر 1440 هـ \(أم القرى\)/);
});

test("a note on a record is the researcher's, and a correction says what stood there before", async () => {
  const house = await houseWithPaper();
  const [held] = holdInterviews(house, 0);
  if (!held) throw new Error("an interview was held");
  const { interviews } = house.rooms;
  const { interview } = held;
  const question = "m2/displacement";
  expectOk(interviews.amend({ interview, reason: "سمعتُ خطأً" }));
  expectOk(interviews.note({ interview, question, mark: "note", text: "<b>متعب</b>" }));
  const before = held.nodes.find(({ ref }) => ref === question);
  const other = before?.choices?.find(({ name }) => name !== before.value);
  expectOk(interviews.answer({ interview, question, value: other?.name ?? "" }));
  expect(house.rooms.paper.draw(of("record", held))).toMatchObject({
    fault: { kind: "record-of-draft" },
  });
  expectOk(interviews.finish({ interview }));
  const { html } = expectOk(house.rooms.paper.draw(withNotes(held)));
  expect(textOf(html)).toMatch(/Researcher’s note, not the person’s words · [^\n]+\n<b>متعب<\/b>/);
  expect(html).not.toContain("<b>");
  expect(html).toContain('<p class="words" dir="auto">&#60;b&#62;');
  expect(textOf(html)).toContain("Reason: سمعتُ خطأً");
  expect(textOf(html)).toContain("Never displaced");
});

test("what is for the researcher alone is in a record only when it was asked for", async () => {
  const house = await houseWithPaper();
  const [held] = holdInterviews(house, 0);
  if (!held) throw new Error("an interview was held");
  const { interview } = held;
  const { interviews, paper } = house.rooms;
  expectOk(interviews.amend({ interview, reason: "سمعتُ خطأً" }));
  const question = "m12/assess_reason";
  expectOk(interviews.answer({ interview, question, value: "رواية متماسكة" }));
  expectOk(interviews.note({ interview, question, mark: "note", text: "يُسأل مرة أخرى" }));
  expectOk(interviews.finish({ interview }));
  const own = ["Interviewer's view of reliability", "رواية متماسكة", "يُسأل مرة أخرى"];
  own.push("Distress noticed during the interview");
  const given = textOf(expectOk(paper.draw(of("record", held))).html);
  for (const tell of own) expect(given).not.toContain(tell);
  expect(given).toContain("What is for the researcher alone");
  expect(given).toContain("Reason: سمعتُ خطأً");
  const whole = textOf(expectOk(paper.draw(withNotes(held))).html);
  for (const tell of own) expect(whole).toContain(tell);
  expect(whole).not.toContain("What is for the researcher alone");
});

test("sections that were refused and erased are said, and never what was said in them", async () => {
  const house = await houseWithPaper();
  const [sample] = samples(0);
  if (!sample) throw new Error("there is a sample");
  const { interviews, fill } = house.rooms;
  const { id: interview } = expectOk(fill(builtIn(house), sample, "interviews.0"));
  expectOk(interviews.answer({ interview, question: "m0/refused_sections", value: "m3" }));
  expectOk(interviews.eraseSection({ interview, section: "m3" }));
  expectOk(interviews.finish({ interview }));
  const text = textOf(expectOk(house.rooms.paper.draw(of("record", { interview }))).html);
  expect(text).toContain("“3. Recruitment and service” was not asked: the person did not want");
  expect(text).toMatch(/what was said in “3\. Recruitment and service” was erased \(/);
  expect(text).not.toContain("Official call-up notice");
});

test("a consent sheet before consent has every box empty, and no line for a name", async () => {
  const house = await houseWithPaper();
  const started = begun(house);
  const { html } = expectOk(house.rooms.paper.draw(of("consent", started)));
  expect(html).toContain('class="box one"');
  expect(html).not.toMatch(/class="[^"]*ticked/);
  expect(textOf(html)).toContain(started.code);
  expect(textOf(html)).toContain("Sharing with courts or prosecutors");
  expect(textOf(html)).not.toMatch(/signature|Did the person explain back/i);
  expect(html).not.toContain('class="line"');
});

test("a consent sheet after a yes has what was allowed, and nothing else, ticked", async () => {
  const house = await houseWithPaper();
  const [held] = holdInterviews(house, 0);
  if (!held) throw new Error("an interview was held");
  const { html } = expectOk(house.rooms.paper.draw(of("consent", held, "ar")));
  const node = (name: string) => held.nodes.find((one) => one.name === name);
  const uses = node("consent_uses");
  const ticked = [...html.matchAll(/class="box ticked"/g)].length;
  const allowed = [uses, node("consent_uses_final")].flatMap((one) => one?.value.split(" ") ?? []);
  expect(ticked).toBe(allowed.length);
  expect(html).toContain('<html lang="ar" dir="rtl">');
});

test("no record is printed of an interview that is not finished", async () => {
  const house = await houseWithPaper();
  const drawn = house.rooms.paper.draw(of("record", begun(house)));
  expect(drawn).toEqual({ ok: false, fault: { kind: "record-of-draft" } });
});

test("of a person who refused, allowed no use, or stopped for danger there is no record", async () => {
  const house = await houseWithPaper();
  const { interviews, fill, paper } = house.rooms;
  const [sample] = samples(0);
  if (!sample) throw new Error("there is a sample");
  const ended = (answers: readonly (readonly [string, string])[]) => {
    const { id: interview } = expectOk(fill(builtIn(house), sample, "interviews.0"));
    for (const [question, value] of answers)
      expectOk(interviews.answer({ interview, question, value }));
    expectOk(interviews.finish({ interview }));
    const file = join(temporaryDir(), "record.pdf");
    const saved = paper.save(of("record", { interview }), file, pdf.toString("base64"));
    expect(existsSync(file)).toBe(saved.ok);
    return saved.ok ? "printed" : saved.fault.kind;
  };
  expect(ended([])).toBe("printed");
  expect(ended([["m12/consent_confirmed", "no"]])).toBe("record-without-consent");
  expect(ended([["m12/consent_uses_final", ""]])).toBe("record-without-consent");
  expect(ended([["m12/end_state", "security"]])).toBe("record-after-danger");
});

test("what the shell drew is written whole, never over another file, and the journal knows", async () => {
  const house = await houseWithPaper();
  const { paper } = house.rooms;
  const file = join(temporaryDir(), "paper.pdf");
  const wish: PaperWish = {
    kind: "blank",
    questionnaire: builtIn(house),
    language: "ar",
    digits: "arab",
    copies: 1,
  };
  expect(paper.save(wish, undefined, pdf.toString("base64"))).toMatchObject({
    fault: { kind: "cancelled" },
  });
  expect(kindsIn(house)).not.toContain("paper-blank-saved");
  expect(expectOk(paper.save(wish, file, pdf.toString("base64")))).toEqual({ pages: 1 });
  expect(readFileSync(file)).toEqual(pdf);
  expect(kindsIn(house)[0]).toBe("paper-blank-saved");
  writeFileSync(file, "another");
  expect(paper.save(wish, file, pdf.toString("base64"))).toMatchObject({
    fault: { kind: "target-exists" },
  });
  expect(readFileSync(file, "utf8")).toBe("another");
  expect(paper.save(wish, join(file, "deeper.pdf"), pdf.toString("base64"))).toMatchObject({
    fault: { kind: "folder-missing" },
  });
  expect(existsSync(`${file}.part`)).toBe(false);
});

test("the referral list is a sheet of services that says nothing of an interview", async () => {
  const house = await houseWithPaper();
  const { paper, people } = house.rooms;
  const wish = (language: string): PaperWish => ({ kind: "referrals", language, digits: "latn" });
  expect(paper.draw(wish("ar"))).toMatchObject({ fault: { kind: "referrals-empty" } });
  const words = { service: "عيادة", purpose: "ضيق", area: "درعا", contact: "كل صباح", note: "" };
  expectOk(await people.writeReferral({ referral: null, words }));
  const [held] = holdInterviews(house, 0);
  const { html, style } = expectOk(paper.draw(wish("ar")));
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(textOf(html)).toMatch(/أين توجد المساعدة\nعيادة\nطريقة التواصل\nكل صباح\nلأي حاجة\nضيق/);
  for (const tell of [held?.code ?? "", "باحثة-7", "دفتر", "Daftar", "مقابلة", "2026"])
    expect(textOf(html) + style).not.toContain(tell);
  expect(textOf(expectOk(paper.draw(wish("en"))).html)).toContain("How it is reached");
  expect(paper.draw(wish("ku"))).toMatchObject({ fault: { kind: "language-unknown" } });
  const file = join(temporaryDir(), "list.pdf");
  expectOk(paper.save(wish("en"), file, pdf.toString("base64")));
  expect(kindsIn(house)[0]).toBe("paper-referrals-saved");
});

test("a language, a questionnaire and an interview that are not there are said to be so", async () => {
  const house = await houseWithPaper();
  const { paper } = house.rooms;
  const blank = { kind: "blank", digits: "latn", copies: 1 } as const;
  const kind = (wish: object) => paper.draw(wish as PaperWish);
  expect(kind({ ...blank, questionnaire: builtIn(house), language: "ku" })).toMatchObject({
    fault: { kind: "language-unknown" },
  });
  expect(kind({ ...blank, questionnaire: "0".repeat(64), language: "ar" })).toMatchObject({
    fault: { kind: "questionnaire-unknown" },
  });
  expect(kind(of("record", { interview: "0".repeat(32) }))).toMatchObject({
    fault: { kind: "interview-unknown" },
  });
});
