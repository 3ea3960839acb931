import { expect, test } from "vitest";
import { MakeParcel } from "../../../renderer/parcels/MakeParcel.tsx";
import { drawOpen, fail, member, ok } from "../open-notebook.tsx";
import { click, find, findAll, pretendKeeper, settle, textOf } from "../world.tsx";

const id = (digit: number) => String(digit).repeat(32);

const interview = (digit: number, code: string, given = {}) => ({
  interview: id(digit),
  code,
  held: null,
  sentIn: null,
  bytes: 41_200,
  ...given,
});

const coordinators = [
  member("منسّقة-L", { role: "coordinator", lead: true }),
  member("منسّق-K", { role: "coordinator" }),
];

const ready = {
  interviews: [
    interview(1, "DF3-K7Q2A"),
    interview(2, "DF3-M4X7B", { sentIn: 3 }),
    interview(3, "DF3-P2W9C", { held: "draft" }),
    interview(4, "DF3-T8R3D", { held: "consent-not-confirmed" }),
  ],
  coordinators,
  blocked: null as string | null,
};

const made = {
  fileName: "k7q2m4xa.daftar",
  parcel: id(9),
  number: 4,
  interviews: 1,
  attachments: 0,
  bytes: 241_000,
  recipients: ["منسّق-K", "منسّقة-L"],
};

function keeperWith(answers: Parameters<typeof pretendKeeper>[0] = {}, now = ready) {
  return pretendKeeper({ "parcels.ready": () => ok(now), ...answers });
}

const next = () => click(find("button", /^(التالي|Next)$/u));
const act = () => click(find("button", /اختيار الذاكرة|Choose the stick/u));
const researcher = { role: "researcher" } as const;
const inEnglish = { role: "researcher", locale: "en-GB" } as const;

test("what never went is proposed, what went can go again, and the rest stays with its reason", async () => {
  keeperWith();
  await drawOpen(<MakeParcel />, researcher);
  expect(textOf()).toContain("المختار: 1 من 2");
  const rows = findAll("row").map(textOf);
  expect(rows.some((row) => row.includes("DF3-K7Q2A") && row.includes("جاهزة"))).toBe(true);
  expect(rows.some((row) => row.includes("DF3-M4X7B") && row.includes("الرزمة 3"))).toBe(true);
  expect(rows.some((row) => row.includes("DF3-P2W9C"))).toBe(false);
  const held = textOf(find("region", "تبقى هنا"));
  expect(held).toContain("DF3-P2W9Cمسودّة؛ أنهوها أولاً");
  expect(held).toContain("لم تُؤكَّد الموافقة في ختامها");
});

test("fewer than two coordinators stop the way, and lead to the team", async () => {
  const blocked = { ...ready, blocked: "too-few-coordinators", coordinators: [coordinators[0]] };
  const keeper = keeperWith({}, blocked as typeof ready);
  const { went } = await drawOpen(<MakeParcel />, researcher);
  next();
  expect(textOf(find("alert"))).toContain("تحتاج الرزمة إلى منسّقَين اثنين على الأقل.");
  next();
  expect(findAll("button", "اختيار الذاكرة")).toEqual([]);
  click(find("button", "إلى شاشة الفريق"));
  expect(went).toEqual([{ screen: "team" }]);
  expect(keeper.asked.some(([name]) => name === "parcels.make")).toBe(false);
});

test("a parcel is made of what was chosen, and told of in full when it is whole", async () => {
  let finish: (outcome: unknown) => void = () => {};
  const keeper = keeperWith({
    "parcels.make": () => new Promise((resolve) => (finish = resolve)),
  });
  const { went } = await drawOpen(<MakeParcel />, inEnglish);
  next();
  expect(textOf()).toContain("Each of these coordinators can open the parcel alone.");
  next();
  act();
  await settle();
  expect(keeper.asked.at(-1)).toEqual(["parcels.make", { interviews: [id(1)] }]);
  keeper.announce({
    event: "progress",
    job: "parcels.make",
    stage: "write",
    done: 120_000,
    total: 241_000,
  });
  expect(textOf()).toContain("Writing, sealed");
  expect(textOf()).toContain("120 kB of 241 kB");
  keeper.announce({
    event: "progress",
    job: "parcels.make",
    stage: "verify",
    done: 0,
    total: 241_000,
  });
  expect(textOf()).toContain("Reading back and comparing");
  finish(ok(made));
  await settle();
  expect(textOf()).toContain("The parcel is on the stick");
  expect(textOf()).toContain("k7q2m4xa.daftar");
  expect(textOf()).toContain("The interviews stay on this laptop.");
  expect(textOf()).toContain("first eject it in the file manager");
  click(find("button", "To the interviews"));
  expect(went).toEqual([{ screen: "interviews" }]);
});

test.each([
  ["target-full", "لا تكفي المساحة في ذلك المكان. لم يبقَ فيه شيء ناقص"],
  ["target-read-only", "لا يسمح ذلك المكان بالكتابة. لم يُكتب شيء"],
  ["target-gone", "نُزعت وحدة التخزين قبل اكتمال العمل."],
  ["target-not-verified", "ما قُرئ من وحدة التخزين لا يطابق ما كُتب عليها."],
])("%s is a sentence, and the parcel can be tried again", async (kind, sentence) => {
  let outcome: unknown = fail(kind);
  keeperWith({ "parcels.make": () => outcome });
  await drawOpen(<MakeParcel />, researcher);
  next();
  next();
  act();
  await settle();
  expect(textOf(find("alert"))).toContain(sentence);
  expect(textOf(find("alert"))).toContain(kind);
  outcome = ok(made);
  act();
  await settle();
  expect(textOf()).toContain("الرزمة على الذاكرة");
});

test("in the practice no word is of a stick that is not there", async () => {
  keeperWith({ "parcels.make": () => ok(made) });
  await drawOpen(<MakeParcel />, { role: "researcher", locale: "en-GB", isPractice: true });
  next();
  next();
  expect(textOf()).toContain("written beside the practice notebook");
  expect(textOf()).not.toContain("Insert the stick");
  click(find("button", "Make the practice parcel"));
  await settle();
  expect(textOf()).toContain("The practice parcel is made");
  expect(textOf()).not.toContain("on the stick");
});

test("a dialog that was closed leaves everything as it is", async () => {
  keeperWith({ "parcels.make": () => fail("cancelled") });
  await drawOpen(<MakeParcel />, researcher);
  next();
  next();
  act();
  await settle();
  expect(findAll("alert")).toEqual([]);
  expect(textOf()).toContain("الحجم قبل الختم");
});

test("an interview that may not leave is named with its reason", async () => {
  keeperWith({
    "parcels.make": () => fail("interview-held", { code: "DF3-K7Q2A", reason: "ended-for-safety" }),
  });
  await drawOpen(<MakeParcel />, inEnglish);
  next();
  next();
  act();
  await settle();
  expect(textOf(find("alert"))).toContain("Interview DF3-K7Q2A: ended for safety.");
});

test("with nothing chosen the way does not go on", async () => {
  keeperWith();
  await drawOpen(<MakeParcel />, inEnglish);
  const [, box] = findAll("checkbox");
  click(box ?? document.body);
  expect(textOf()).toContain("Chosen: 0 of 2");
  next();
  expect(textOf()).not.toContain("Each of these coordinators");
});

test("without any interview the screen says what will be here", async () => {
  keeperWith({}, { ...ready, interviews: [] });
  await drawOpen(<MakeParcel />, researcher);
  expect(textOf()).toContain("تظهر المقابلات هنا بعد إنهائها.");
});

test("what could not be read is asked for again", async () => {
  let answer: unknown = fail("disk-failing");
  keeperWith({ "parcels.ready": () => answer });
  await drawOpen(<MakeParcel />, inEnglish);
  expect(textOf(find("alert"))).toContain("disk-failing");
  answer = ok(ready);
  click(find("button", "Try again"));
  await settle();
  expect(textOf()).not.toContain("disk-failing");
  expect(textOf()).toContain("DF3-K7Q2A");
});
