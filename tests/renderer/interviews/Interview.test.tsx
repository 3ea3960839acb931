import { act } from "react";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { settlePending } from "../../../renderer/ui/pending.ts";
import { clearToasts } from "../../../renderer/ui/Toast.tsx";
import { longestAnswer } from "../../../shared/interviews/limits.ts";
import {
  click,
  find,
  findAll,
  focus,
  leave,
  press,
  settle,
  textOf,
  type,
  wait,
} from "../world.tsx";
import { smallForm } from "./small-keeper.ts";
import { card, cards, field, here, openRoom, pressIn, rest } from "./small-room.tsx";

afterEach(() => act(clearToasts));

const survey = `
type                   | name                | label::Arabic (ar)     | label::English (en)   | hint::Arabic (ar) | required | relevant                        | constraint | constraint_message::Arabic (ar) | appearance    | bind::daftar:sensitive | guidance_hint::Arabic (ar)
begin_group            | start               | البداية                | Start                 |                   |          |                                 |            |                                 |               |                        |
text                   | code                | الرمز                  | Code                  |                   |          |                                 |            |                                 | auto-code     |                        |
note                   | script              | اسمي …                 | My name is …          |                   |          |                                 |            |                                 |               |                        |
text                   | place               | أين أنتم؟              | Where are you?        |                   |          |                                 |            |                                 |               |                        |
select_one yes_no      | consent_participate | هل توافقون؟            | Do you agree?         | اسألوا بهدوء      | yes      |                                 |            |                                 |               |                        |
end_group              |                     |                        |                       |                   |          |                                 |            |                                 |               |                        |
begin_group            | road                | الطريق                 | The road              |                   |          | \${consent_participate} = 'yes' |            |                                 |               |                        |
text                   | why                 | لماذا؟                 | Why?                  |                   | yes      |                                 |            |                                 |               | high                   | لا تقاطعوا
integer                | days                | كم يوماً؟              | How many days?        |                   |          |                                 | . <= 90    | تسعون على الأكثر                |               | personal               |
select_multiple taken  | taken               | ماذا أُخذ منكم؟        | What was taken?       |                   |          |                                 |            |                                 |               |                        |
text                   | seen                | كيف بدا؟               | How did it look?      |                   |          |                                 |            |                                 | interviewer   |                        |
text                   | account             | احكوا لنا              | Tell us               |                   |          |                                 |            |                                 | narrative     |                        |
text                   | since               | متى؟                   | When?                 |                   |          |                                 |            |                                 | partial-date  |                        |
begin_repeat           | stop                | محطة                   | Stop                  |                   |          |                                 |            |                                 |               |                        |
text                   | place               | أين؟                   | Where?                |                   |          |                                 |            |                                 |               |                        |
integer                | nights              | كم ليلة؟               | How many nights?      |                   |          |                                 |            |                                 |               |                        |
end_repeat             |                     |                        |                       |                   |          |                                 |            |                                 |               |                        |
end_group              |                     |                        |                       |                   |          |                                 |            |                                 |               |                        |`;

const choices = `
list_name | name   | label::Arabic (ar) | label::English (en)
yes_no    | yes    | نعم                | Yes
yes_no    | no     | لا                 | No
yes_no    | dk     | لا أعرف            | Doesn't know
taken     | money  | مال                | Money
taken     | papers | أوراق              | Papers
taken     | none   | لا شيء             | Nothing
taken     | pnts   | يفضّل عدم الإجابة   | Prefers not to say`;

const agreed = () => {
  const form = smallForm(survey, choices);
  form.set("start/consent_participate", "yes");
  return form;
};

/** An interview that was left at a question. */
const openAt = async (at: string, form = agreed()) => openRoom(form, { given: { at } });

const alerts = () =>
  findAll("alert")
    .map((alert) => textOf(alert))
    .join(" ");

test("it opens at the question where it was left, with the focus in its field", async () => {
  await openAt("road/days");
  expect(textOf(find("heading", "الطريق"))).toContain("الطريق");
  expect(here()).toBe("road/days");
  expect(document.activeElement).toBe(field("road/days"));
});

test("only what applies is drawn, and what an answer opens is said", async () => {
  const room = await openAt("start/consent_participate", smallForm(survey, choices));
  expect(findAll("row").map((row) => textOf(row))).toEqual([
    expect.stringContaining("البداية"),
    expect.stringContaining("الطريق"),
  ]);
  expect(find("row", "الطريق").getAttribute("aria-disabled")).toBe("true");
  press("Digit1");
  await settle();
  expect(room.said()).toEqual([["start/consent_participate", "yes"]]);
  expect(find("row", "الطريق").getAttribute("aria-disabled")).not.toBe("true");
  expect(
    findAll("status")
      .map((one) => textOf(one))
      .join(),
  ).toMatch(/فُتحت \d+ أسئلة جديدة/u);
});

test("a code of the program is read, not typed; a note is read aloud; neither has states", async () => {
  await openAt("start/code");
  expect(card("start/code").querySelector("input, [data-states]")).toBeNull();
  expect(textOf(card("start/code"))).toContain("يعطيه البرنامج");
  press("Enter");
  await rest();
  expect(card("start/script").querySelector("[data-states]")).toBeNull();
  expect(textOf(card("start/script"))).toContain("يُقرأ بصوت مسموع");
});

test("a choice that is a state is a button under the question, and never an option as well", async () => {
  const room = await openAt("start/consent_participate", smallForm(survey, choices));
  expect(findAll("radio")).toHaveLength(2);
  press("F6");
  await settle();
  expect(room.form.node("start/consent_participate")).toMatchObject({
    state: "dont-know",
    value: "dk",
  });
});

test("required, hint, sensitivity and whose question it is are words", async () => {
  await openAt("road/why");
  expect(textOf(card("road/why"))).toContain("إلزامي");
  expect(textOf(card("road/why"))).toContain("حسّاس جداً");
  expect(textOf(card("road/days"))).toContain("شخصي");
  expect(textOf(card("road/seen"))).toContain("للباحث");
  expect(textOf(card("road/why"))).not.toContain("لا تقاطعوا");
  await pressIn("road/why", "المقصود بالسؤال");
  expect(textOf(card("road/why"))).toContain("لا تقاطعوا");
});

test("Enter leads from question to question; in a long text it breaks the line and Ctrl+Enter leads on", async () => {
  await openAt("road/why");
  const places = [];
  for (let step = 0; step < 4; step += 1) {
    press("Enter");
    await rest();
    places.push(here());
  }
  expect(places).toEqual(["road/days", "road/taken", "road/seen", "road/account"]);
  press("Enter");
  await rest();
  expect(here()).toBe("road/account");
  press("Enter", { ctrlKey: true });
  await rest();
  expect(here()).toBe("road/since");
  press("ArrowRight", { altKey: true });
  await rest();
  expect(here()).toBe("road/account");
});

test("an answer is awaited before it is decided which question is next", async () => {
  const room = await openAt("start/consent_participate", smallForm(survey, choices));
  let answer = () => {};
  room.disk.slow = new Promise((resolve) => {
    answer = resolve;
  });
  press("Digit1");
  press("Enter");
  press("Digit2");
  await settle();
  expect(here()).toBe("start/consent_participate");
  room.disk.slow = null;
  answer();
  await rest();
  expect(here()).toBe("road/why");
  expect(room.said()).toEqual([["start/consent_participate", "yes"]]);
});

test("where the researcher is, is remembered by the keeper", async () => {
  const room = await openAt("road/why");
  press("Enter");
  await rest();
  expect(room.asks("interviews.visit").at(-1)?.[1]).toMatchObject({ question: "road/days" });
});

test("typed text is given on leaving, and 'saved' is the keeper's word", async () => {
  const room = await openAt("road/why");
  let answer = () => {};
  room.disk.slow = new Promise((resolve) => {
    answer = resolve;
  });
  type(field("road/why"), "خفت على أهلي");
  leave();
  await settle();
  expect(textOf(find("banner"))).not.toContain("حُفظ");
  await wait(320);
  expect(textOf(find("banner"))).toContain("جارٍ الحفظ");
  room.disk.slow = null;
  answer();
  await settle();
  expect(textOf(find("banner"))).toMatch(/حُفظ 14:01/u);
  expect(room.said()).toEqual([["road/why", "خفت على أهلي"]]);
});

test("what the disk refuses stays on the screen, is said at once, and is saved when there is room", async () => {
  const room = await openAt("road/why");
  room.disk.fault = "disk-full";
  type(field("road/why"), "خفت على أهلي");
  press("Enter");
  await rest();
  expect(alerts()).toContain("لم تُحفظ هذه الإجابة بعد وما زالت على الشاشة");
  expect(textOf(find("banner"))).not.toMatch(/حُفظ \d/u);
  expect(field("road/why").value).toBe("خفت على أهلي");
  // Typing goes on, and nothing of it is lost either.
  type(field("road/days"), "١٢");
  click(find("button", "إعادة المحاولة"));
  await rest();
  expect(alerts()).toContain("لم تُحفظ");
  room.disk.fault = null;
  click(find("button", "إعادة المحاولة"));
  await rest();
  expect(new Map(room.said() as [string, string][])).toEqual(
    new Map([
      ["road/why", "خفت على أهلي"],
      ["road/days", "12"],
    ]),
  );
  expect(alerts()).not.toContain("لم تُحفظ");
  expect(textOf(find("banner"))).toMatch(/حُفظ \d/u);
});

test("an answer that was not saved is saved with the next one, also from another section", async () => {
  const room = await openAt("road/why");
  room.disk.fault = "disk-full";
  type(field("road/why"), "خفت على أهلي");
  leave();
  await settle();
  click(find("row", "البداية"));
  await rest();
  press("Enter");
  await rest();
  room.disk.fault = null;
  type(field("start/place"), "نوى");
  leave();
  await rest();
  expect(room.said()).toEqual([
    ["start/place", "نوى"],
    ["road/why", "خفت على أهلي"],
  ]);
  expect(textOf(find("banner"))).toMatch(/حُفظ \d/u);
});

test("a state that the disk refuses never overtakes an answer given later", async () => {
  const room = await openAt("road/why");
  room.disk.fault = "disk-full";
  press("F7");
  await settle();
  type(field("road/why"), "خفت على أهلي");
  room.disk.fault = null;
  leave();
  await rest();
  expect(room.form.node("road/why")).toMatchObject({ state: "answered", value: "خفت على أهلي" });
});

test("what is wrong is said after leaving, in the words of the questionnaire, and gone when mended", async () => {
  const room = await openAt("road/days");
  type(field("road/days"), "١٢٠");
  await wait(1600);
  expect(room.said()).toEqual([["road/days", "120"]]);
  expect(textOf(card("road/days"))).not.toContain("تسعون");
  press("Enter");
  await rest();
  expect(textOf(card("road/days"))).toContain("تسعون على الأكثر");
  expect(field("road/days").getAttribute("aria-invalid")).toBe("true");
  type(field("road/days"), "12");
  leave();
  await rest();
  expect(textOf(card("road/days"))).not.toContain("تسعون");
});

test("what is required is missed only where somebody has been", async () => {
  await openAt("road/why");
  const missed = "تلزم هنا إجابة";
  expect(textOf(card("road/why"))).not.toContain(missed);
  press("Enter");
  await rest();
  expect(textOf(card("road/why"))).toContain(missed);
  focus(field("road/why"));
  press("F7");
  await rest();
  expect(textOf(card("road/why"))).not.toContain(missed);
});

test("what the keeper refuses is said beside the field, and the typed text stays", async () => {
  const room = await openAt("road/why");
  const long = "ن".repeat(longestAnswer + 1);
  type(field("road/why"), long);
  leave();
  await rest();
  expect(textOf(card("road/why"))).toContain("النص أطول مما ينبغي");
  expect(field("road/why").value).toBe(long);
  expect(room.said()).toEqual([]);
  type(field("road/why"), "نص");
  leave();
  await rest();
  expect(textOf(card("road/why"))).not.toContain("أطول");
  expect(room.said()).toEqual([["road/why", "نص"]]);
});

test("half a number is kept for its question until one comes back to it", async () => {
  await openAt("road/days");
  type(field("road/days"), "عشرة");
  click(find("row", "البداية"));
  await rest();
  click(find("row", "الطريق"));
  await rest();
  expect(field("road/days").value).toBe("عشرة");
  expect(textOf(card("road/days"))).toContain("لا يصلح هنا إلا عدد صحيح");
});

test("a state sets the answer aside; it is shown there, and one press brings it back", async () => {
  const room = await openAt("road/why");
  type(field("road/why"), "خفت على أهلي");
  press("F6");
  await rest();
  expect(here()).toBe("road/why");
  expect(room.said()).toEqual([
    ["road/why", "خفت على أهلي"],
    ["road/why", "dont-know"],
  ]);
  expect(field("road/why").value).toBe("");
  expect(textOf(card("road/why"))).toContain("وُضع جانباً: خفت على أهلي");
  await pressIn("road/why", "استعادة");
  await rest();
  expect(field("road/why").value).toBe("خفت على أهلي");
  expect(room.form.node("road/why")?.state).toBe("answered");
});

test("the passing message undoes a state too, and so does Ctrl+Z outside a text", async () => {
  const room = await openAt("road/taken");
  press("Digit1");
  await settle();
  press("F7");
  await rest();
  expect(room.form.node("road/taken")?.value).toBe("pnts");
  click(find("button", "تراجع"));
  await rest();
  expect(room.form.node("road/taken")).toMatchObject({ state: "answered", value: "money" });
  press("F6");
  await rest();
  focus(field("road/taken"));
  press("KeyZ", { ctrlKey: true });
  await rest();
  expect(room.form.node("road/taken")).toMatchObject({ state: "answered", value: "money" });
});

test("skipping asks for the reason first", async () => {
  const room = await openAt("road/why");
  press("F8");
  await rest();
  expect(find("dialog", "ما سبب تخطّي هذا السؤال؟")).toBeTruthy();
  press("Digit2");
  await settle();
  press("Enter");
  await rest();
  expect(room.form.node("road/why")).toMatchObject({ state: "skipped", reason: "out-of-time" });
  expect(textOf(card("road/why"))).toContain("ضيق الوقت");
});

test("numbers choose from anywhere in the card, in any digits", async () => {
  const room = await openAt("road/taken");
  card("road/taken").focus();
  press("Digit2", { key: "٢" });
  await settle();
  press("Numpad1");
  await settle();
  expect(room.form.node("road/taken")?.value).toBe("money papers");
});

test("the language of the questions changes in mid-word: same question, same focus, same text", async () => {
  const room = await openAt("road/why");
  type(field("road/why"), "خفت ع");
  const before = document.activeElement;
  press("F2");
  await rest();
  expect(textOf(card("road/why"))).toContain("Why?");
  expect(card("road/why").getAttribute("dir")).toBe("ltr");
  expect(document.documentElement.dir).toBe("rtl");
  expect(document.activeElement).toBe(before);
  expect(field("road/why").value).toBe("خفت ع");
  expect(room.said()).toEqual([]);
  expect(textOf(find("heading", "The road"))).toContain("The road");
  press("F2");
  await rest();
  expect(textOf(card("road/why"))).toContain("لماذا؟");
});

test("entries are listed first, opened as sections of their own, and told by their answers", async () => {
  const room = await openAt("road/since");
  press("ArrowLeft", { altKey: true });
  await rest();
  const [entry] = room.form.nodes().filter(({ kind }) => kind === "entry");
  expect((document.activeElement as HTMLElement).dataset.entry).toBe(entry?.ref);
  click(document.activeElement as HTMLElement);
  await rest();
  expect(here()).toBe(`${entry?.ref}/place`);
  expect(textOf(find("heading", "محطة"))).toContain("محطة: 1");
  type(field(`${entry?.ref}/place`), "نوى");
  press("Enter");
  await rest();
  press("Enter");
  await rest();
  expect(here()).toBe("road/stop");
  expect(textOf(card("road/stop"))).toMatch(/محطة: 1 ?نوى ?أُجيب عن 1 من 2/u);
});

test("an entry is added by its key, and removed with a way back", async () => {
  const room = await openAt("road/since");
  press("KeyN", { altKey: true });
  await rest();
  const entries = () => room.form.nodes().filter(({ kind }) => kind === "entry");
  expect(entries()).toHaveLength(2);
  expect(here()).toBe(`${entries()[1]?.ref}/place`);
  click(find("button", /^الطريق$/u));
  await rest();
  expect(textOf(card("road/stop"))).toContain("مدخلان");
  await pressIn("road/stop", "إزالة محطة: 2");
  await rest();
  expect(entries()).toHaveLength(1);
  expect(textOf(card("road/stop"))).toContain("مدخل واحد");
  click(find("button", "تراجع"));
  await rest();
  expect(entries()).toHaveLength(2);
});

test("the history shows what was said before, and any of it can be taken again", async () => {
  const room = await openAt("road/why");
  for (const words of ["أولاً", "ثانياً"]) {
    type(field("road/why"), words);
    leave();
    await settle();
  }
  focus(field("road/why"));
  press("KeyH", { ctrlKey: true });
  await rest();
  const drawer = find("dialog", "سجلّ هذه الإجابة");
  expect(textOf(drawer)).toMatch(/ثانياً.*أولاً/u);
  expect(findAll("button", "اعتماد هذه الإجابة من جديد")).toHaveLength(1);
  click(find("button", "اعتماد هذه الإجابة من جديد"));
  await rest();
  expect(room.form.node("road/why")?.value).toBe("أولاً");
  expect(field("road/why").value).toBe("أولاً");
});

test("the contents can show all questions, the unanswered, and those to check", async () => {
  const form = agreed();
  form.set("road/days", "400");
  form.set("road/why", "خوف");
  await openAt("road/why", form);
  const choose = async (words: string) => {
    click(find("button", /الأقسام|جميع الأسئلة|أسئلة بلا إجابة|إجابات تحتاج/u));
    await settle();
    click(find("option", words));
    await rest();
  };
  const questions = () =>
    findAll("row")
      .map((row) => textOf(row))
      .filter((text) => / · /u.test(text));
  await choose("إجابات تحتاج إلى تحقّق");
  expect(questions()).toEqual(["2 · كم يوماً؟"]);
  await choose("أسئلة بلا إجابة");
  expect(questions()).toContain("3 · ماذا أُخذ منكم؟");
  expect(questions()).not.toContain("1 · لماذا؟");
  click(find("row", "3 · ماذا أُخذ منكم؟"));
  await rest();
  expect(here()).toBe("road/taken");
});

test("pausing shows a plain page; a key offers to go on, and everything is as it was", async () => {
  const room = await openAt("road/why");
  type(field("road/why"), "خفت على أهلي");
  press("F9");
  await rest();
  expect(room.said()).toEqual([["road/why", "خفت على أهلي"]]);
  const seen = () =>
    [...document.querySelectorAll("h1, h2, button, p")].filter(
      (element) => element.closest("[hidden]") === null,
    );
  expect(seen().map((element) => textOf(element))).toEqual(["استراحة", "اضغطوا أي مفتاح."]);
  press("KeyA");
  await settle();
  expect(room.said()).toHaveLength(1);
  click(find("button", "متابعة"));
  await rest();
  expect(field("road/why").value).toBe("خفت على أهلي");
});

test("pausing works from within a drawer, keeps the note begun there, and leaves none of it in sight", async () => {
  const room = await openAt("road/why");
  press("KeyM", { ctrlKey: true });
  await rest();
  const drawer = find("dialog", "ملاحظات على هذا السؤال");
  type(drawer.querySelector("textarea") as HTMLTextAreaElement, "نصف كلم");
  press("F9");
  await rest();
  expect(findAll("dialog")).toEqual([]);
  expect(textOf(find("heading", "استراحة"))).toBe("استراحة");
  expect(room.asks("interviews.note").map(([, input]) => input)).toMatchObject([
    { text: "نصف كلم" },
  ]);
});

test("a pause has the focus itself, and gives it back to the field where it was", async () => {
  await openAt("road/why");
  expect(document.activeElement).toBe(field("road/why"));
  press("F9");
  await rest();
  expect(textOf(document.activeElement as HTMLElement)).toMatch(/^استراحة/u);
  press("KeyA");
  await settle();
  click(find("button", "متابعة"));
  await rest();
  expect(document.activeElement).toBe(field("road/why"));
});

test("after a pause from within a drawer, which is gone, the question has the focus", async () => {
  await openAt("road/why");
  press("KeyM", { ctrlKey: true });
  await rest();
  press("F9");
  await rest();
  press("KeyA");
  await settle();
  click(find("button", "متابعة"));
  await rest();
  expect(document.activeElement).toBe(field("road/why"));
});

test("behind the pause stands what helps a person in distress, and nothing of the interview", async () => {
  await openAt("road/why");
  press("F9");
  await rest();
  press("KeyA");
  await settle();
  const help = find("button", "إذا كان الشخص في ضيق");
  click(help);
  await settle();
  const page = document.querySelector("main:not([hidden] *)") ?? document.body;
  expect(textOf(page)).toMatch(
    /لا تسألوا شيئاً الآن.*أنهوا المقابلة.*قائمة الإحالة.*عيادة الدعم.*كل صباح/u,
  );
  expect(textOf(page)).not.toContain("لماذا؟");
  click(help);
  await settle();
  expect(textOf(page)).not.toContain("أنهوا المقابلة");
});

test("one question alone keeps keys, place and focus, and the section comes back round it", async () => {
  const room = await openAt("road/days");
  press("F4");
  await rest();
  expect(cards()).toEqual(["road/days"]);
  expect(document.activeElement).toBe(field("road/days"));
  press("Enter");
  await rest();
  expect(cards()).toEqual(["road/taken"]);
  press("Digit1");
  await settle();
  expect(room.said()).toEqual([["road/taken", "money"]]);
  press("ArrowRight", { altKey: true });
  await rest();
  expect(cards()).toEqual(["road/days"]);
  // The contents are as before, and lead there too.
  expect(findAll("row").map((row) => textOf(row))).toHaveLength(3);
  const alone = find("button", "سؤال واحد في كل مرة");
  expect(alone.getAttribute("aria-pressed")).toBe("true");
  click(alone);
  await rest();
  expect(cards().length).toBeGreaterThan(5);
  expect(here()).toBe("road/days");
});

test("a question alone stands under its headings, and whoever chose it so finds it so", async () => {
  const form = smallForm(
    `
type        | name   | label::Arabic (ar) | label::English (en)
begin_group | road   | الطريق             | The road
text        | why    | لماذا؟             | Why?
begin_group | return | العودة             | The way back
text        | when   | متى؟               | When?
end_group   |        |                    |
begin_group | after  | بعد ذلك            | Afterwards
text        | then   | وماذا بعد؟         | And then?
end_group   |        |                    |
end_group   |        |                    |`,
    choices,
  );
  await openRoom(form, { given: { at: "road/return/when" }, chosen: { questions: "one" } });
  expect(cards()).toEqual(["road/return/when"]);
  expect(find("heading", "العودة")).toBeDefined();
  expect(findAll("heading").some((one) => textOf(one) === "بعد ذلك")).toBe(false);
});

test("a break is offered in passing, and a pause begins the count anew", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const opening = openRoom(agreed(), { given: { at: "road/days" }, chosen: { breakMinutes: 30 } });
  await act(() => vi.advanceTimersByTimeAsync(1000));
  await opening;
  const offers = () => textOf().includes("من دون استراحة");
  const minutes = (count: number) => act(() => vi.advanceTimersByTimeAsync(count * 60_000));
  await minutes(29);
  expect(offers()).toBe(false);
  await minutes(2);
  expect(offers()).toBe(true);
  expect(document.activeElement).toBe(field("road/days"));
  expect(findAll("dialog")).toEqual([]);
  press("F9");
  await act(() => vi.advanceTimersByTimeAsync(10));
  press("KeyA");
  await act(() => vi.advanceTimersByTimeAsync(10));
  click(find("button", "متابعة"));
  await minutes(29);
  expect(offers()).toBe(false);
  await minutes(2);
  expect(offers()).toBe(true);
  click(find("button", "لاحقاً"));
  await minutes(1);
  expect(offers()).toBe(false);
});

test("no break is offered where nobody wants one", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const opening = openRoom(agreed(), { chosen: { breakMinutes: 0 } });
  await act(() => vi.advanceTimersByTimeAsync(1000));
  await opening;
  await act(() => vi.advanceTimersByTimeAsync(10 * 3_600_000));
  expect(textOf()).not.toContain("من دون استراحة");
});

test("a quiet pause locks by itself, and reading on begins the two minutes anew", async () => {
  const room = await openAt("road/why");
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  press("F9");
  await act(() => vi.advanceTimersByTimeAsync(100_000));
  press("KeyA");
  await act(() => vi.advanceTimersByTimeAsync(100_000));
  expect(room.locks.count).toBe(0);
  await act(() => vi.advanceTimersByTimeAsync(20_001));
  expect(room.locks.count).toBe(1);
});

test("the review lists what must be fixed and what was not asked, and a link comes back to its place", async () => {
  const room = await openAt("road/days");
  press("KeyR", { altKey: true });
  await rest();
  expect(textOf(find("region", "يجب إصلاحه"))).toContain("1لماذا؟");
  expect(textOf(find("region", "لم تُسأل"))).toContain("كم يوماً؟");
  expect(find("button", "إنهاء المقابلة").getAttribute("aria-disabled")).toBe("true");
  click(find("button", /كم يوماً؟/u));
  await rest();
  expect(here()).toBe("road/days");
  click(find("button", "العودة إلى المراجعة"));
  await rest();
  expect(textOf(document.activeElement ?? undefined)).toContain("كم يوماً؟");
  click(find("button", "العودة إلى الأسئلة"));
  await rest();
  expect(here()).toBe("road/days");
  expect(room.asks("interviews.finish")).toEqual([]);
});

test("finishing asks first, says what becomes impossible, and ends on a neutral page", async () => {
  const form = agreed();
  form.set("road/why", "خوف");
  const room = await openAt("road/why", form);
  press("KeyR", { altKey: true });
  await rest();
  expect(textOf(find("region", "يجب إصلاحه"))).toContain("لم يبقَ شيء");
  click(find("button", "إنهاء المقابلة"));
  await rest();
  const dialog = find("alertdialog");
  expect(textOf(dialog)).toContain("لا تتغيّر الإجابات إلا بتصحيح");
  expect(textOf(document.activeElement ?? undefined)).toBe("إلغاء");
  expect(room.asks("interviews.finish")).toEqual([]);
  click(findAll("button", "إنهاء المقابلة").at(-1) ?? document.body);
  await rest();
  expect(room.asks("interviews.finish")).toHaveLength(1);
  expect(textOf(find("heading"))).toBe("انتهت المقابلة");
  expect(textOf()).not.toContain("K7Q2");
  expect(textOf()).not.toContain("خوف");
  click(find("button", "الاطّلاع عليها مرة أخرى"));
  await rest();
  expect(textOf()).toContain("هذه المقابلة منتهية");
  expect(field("road/why").readOnly).toBe(true);
});

test("a finish that fails leaves a draft and says why", async () => {
  const form = agreed();
  form.set("road/why", "خوف");
  const room = await openAt("road/why", form);
  press("KeyR", { altKey: true });
  await rest();
  form.set("road/why", "");
  click(find("button", "إنهاء المقابلة"));
  await rest();
  click(findAll("button", "إنهاء المقابلة").at(-1) ?? document.body);
  await rest();
  expect(alerts()).toContain("لم تُنهَ المقابلة بعد");
  expect(room.gone).toEqual([]);
});

test("a finished interview is read and not changed, and says so", async () => {
  const form = agreed();
  form.set("road/why", "خوف");
  const room = await openRoom(form, {
    given: { at: "road/why", stage: "finished", readOnly: "finished" },
  });
  expect(textOf()).toContain("هذه المقابلة منتهية");
  expect(field("road/why").readOnly).toBe(true);
  press("F6");
  await rest();
  expect(room.said()).toEqual([]);
  expect(room.asks("interviews.visit")).toEqual([]);
  expect(findAll("button", "إضافة مدخل")).toEqual([]);
});

test("an interview that cannot be opened says why, and leads back", async () => {
  const room = await openRoom(agreed());
  room.leave();
  const { Interview } = await import("../../../renderer/interviews/Interview.tsx");
  const { SessionContext } = await import("../../../renderer/state.ts");
  const { draw, pretendKeeper } = await import("../world.tsx");
  pretendKeeper({ "interviews.open": () => ({ ok: false, fault: { kind: "chain-broken" } }) });
  const gone: unknown[] = [];
  await draw(
    <SessionContext value={{ go: (route: unknown) => gone.push(route) } as never}>
      <Interview interview={"0".repeat(32) as never} />
    </SessionContext>,
  );
  await settle();
  expect(alerts()).toContain("سجلّ إحدى المقابلات غير متّسق");
  click(find("button", "المقابلات"));
  expect(gone).toEqual([{ screen: "interviews" }]);
});

const noteKey = { ctrlKey: true };
const flagKey = { ctrlKey: true, shiftKey: true };

test("a note is written beside a question by its key, as the researcher's words", async () => {
  const room = await openAt("road/why");
  press("KeyM", noteKey);
  await rest();
  const drawer = find("dialog", "ملاحظات على هذا السؤال");
  expect(textOf(drawer)).toContain("هذه كلمات الباحث");
  const area = drawer.querySelector("textarea");
  expect(document.activeElement).toBe(area);
  expect(area?.getAttribute("dir")).toBe("auto");
  expect(area?.getAttribute("autocomplete")).toBe("off");
  type(area as HTMLTextAreaElement, "I think he was afraid.");
  click(find("button", "إضافة الملاحظة"));
  await rest();
  expect(textOf(drawer.querySelector("ol") ?? drawer)).toContain("I think he was afraid.");
  expect(area?.value).toBe("");
  press("Escape");
  await rest();
  expect(textOf(card("road/why"))).toContain("ملاحظة واحدة");
  expect(room.asks("interviews.note")).toHaveLength(1);
  expect(room.said()).toEqual([]);
});

test("a flag says why in one line, is listed in the contents and the review, and comes off", async () => {
  await openAt("road/why");
  press("KeyM", flagKey);
  await rest();
  const line = find("dialog", "ملاحظات على هذا السؤال").querySelector("input") as HTMLInputElement;
  expect(document.activeElement).toBe(line);
  type(line, "أسأل عن السبب مرة أخرى");
  press("Enter");
  await rest();
  press("Escape");
  await rest();
  expect(textOf(card("road/why"))).toContain("أسأل عن السبب مرة أخرى");
  click(find("button", /الأقسام/u));
  await settle();
  click(find("option", "أسئلة عليها علامة متابعة"));
  await rest();
  expect(findAll("row").map((row) => textOf(row))).toEqual([
    expect.stringContaining("الطريق"),
    expect.stringContaining("لماذا؟"),
  ]);
  press("KeyR", { altKey: true });
  await rest();
  expect(textOf()).toContain("أردتم العودة إلى هذه الأسئلة");
  click(findAll("button", /لماذا؟/u).at(-1) ?? document.body);
  await rest();
  await pressIn("road/why", "علامة متابعة");
  await rest();
  click(find("button", "إزالة العلامة"));
  await rest();
  expect(document.activeElement?.tagName).toBe("INPUT");
  press("Escape");
  await rest();
  expect(findAll("dialog")).toEqual([]);
  expect(textOf(card("road/why"))).not.toContain("أسأل عن السبب");
  expect(textOf()).toContain("لا علامة متابعة على أي سؤال");
});

test("a note begun is kept when its drawer closes, and when the notebook locks", async () => {
  const room = await openAt("road/why");
  press("KeyM", noteKey);
  await rest();
  const area = () => find("dialog", "ملاحظات على هذا السؤال").querySelector("textarea");
  type(area() as HTMLTextAreaElement, "نصف جملة");
  press("Escape");
  await rest();
  const written = () =>
    room.asks("interviews.note").map(([, input]) => (input as { text: string }).text);
  expect(written()).toEqual(["نصف جملة"]);
  press("KeyM", noteKey);
  await rest();
  type(area() as HTMLTextAreaElement, "نصف آخر");
  await act(settlePending);
  expect(written()).toEqual(["نصف جملة", "نصف آخر"]);
});

test("a note that the disk does not take stays on the screen and is given again", async () => {
  const room = await openAt("road/why");
  press("KeyM", noteKey);
  await rest();
  room.disk.fault = "disk-full";
  const drawer = find("dialog", "ملاحظات على هذا السؤال");
  type(drawer.querySelector("textarea") as HTMLTextAreaElement, "كلمة");
  click(find("button", "إضافة الملاحظة"));
  await rest();
  expect(textOf(drawer.querySelector("ol") ?? drawer)).toMatch(/لم يُحفظ.*كلمة/u);
  press("Escape");
  await rest();
  expect(alerts()).toContain("لم تُحفظ");
  room.disk.fault = null;
  click(find("button", "إعادة المحاولة"));
  await rest();
  expect(room.view().notes).toMatchObject([{ question: "road/why", text: "كلمة" }]);
});

test("in a finished interview notes are read and not written", async () => {
  const note = {
    question: "road/why",
    mark: "note" as const,
    text: "كان متعباً",
    at: "2026-11-22T14:00:00+03:00",
    aside: null,
  };
  await openRoom(agreed(), { given: { at: "road/why", readOnly: "finished", notes: [note] } });
  press("KeyM", noteKey);
  await rest();
  const drawer = find("dialog", "ملاحظات على هذا السؤال");
  expect(textOf(drawer)).toContain("كان متعباً");
  expect(drawer.querySelector("textarea, input")).toBeNull();
});

test("a finished interview is corrected only after its reason was given", async () => {
  const room = await openRoom(agreed(), {
    given: { at: "road/why", stage: "finished", readOnly: "finished" },
  });
  click(find("button", "إجراء تصحيح"));
  await rest();
  const dialog = find("alertdialog", "تصحيح هذه المقابلة؟");
  const field = dialog.querySelector("textarea") as HTMLTextAreaElement;
  expect(document.activeElement).toBe(field);
  const act = [...dialog.querySelectorAll("button")].at(-1) as HTMLButtonElement;
  expect(act.getAttribute("aria-disabled")).toBe("true");
  click(act);
  await rest();
  expect(room.asks("interviews.amend")).toEqual([]);
  type(field, "خطأ في السمع");
  click(act);
  await rest();
  expect(room.asks("interviews.amend").map(([, input]) => input)).toMatchObject([
    { reason: "خطأ في السمع" },
  ]);
  expect(findAll("alertdialog")).toEqual([]);
  expect(textOf()).toMatch(/يجري تصحيح هذه المقابلة.*خطأ في السمع/u);
  expect(field.isConnected).toBe(false);
});

test("a correction that cannot be opened says why, and keeps the reason that was typed", async () => {
  const room = await openRoom(agreed(), {
    given: { at: "road/why", stage: "finished", readOnly: "finished" },
  });
  click(find("button", "إجراء تصحيح"));
  await rest();
  room.disk.fault = "disk-full";
  const dialog = find("alertdialog", "تصحيح هذه المقابلة؟");
  const reason = dialog.querySelector("textarea") as HTMLTextAreaElement;
  type(reason, "خطأ في السمع");
  click([...dialog.querySelectorAll("button")].at(-1) as HTMLButtonElement);
  await rest();
  expect(textOf(dialog)).toContain("disk-full");
  expect(reason.value).toBe("خطأ في السمع");
});

test("the review shows every correction: why, and what stood there before", async () => {
  await openRoom(agreed(), { given: { at: "road/why", revisions: [revision] } });
  press("KeyR", { altKey: true });
  await rest();
  expect(textOf()).toMatch(/تصحيحات بعد الإنهاء.*خطأ في السمع.*لماذا؟.*من قبل.*خوف.*الآن.*يفضّل/u);
});

const revision = {
  reason: "خطأ في السمع",
  at: "2026-11-22T14:00:00+03:00",
  finished: "2026-11-22T14:10:00+03:00",
  answers: [
    {
      question: "road/why",
      label: "لماذا؟",
      before: { state: "answered" as const, value: "خوف", stated: null, shown: null },
      after: { state: "prefers-not-to-say" as const, value: null, stated: null, shown: null },
    },
  ],
  entries: [],
};

const parts = `
type                   | name                | label::Arabic (ar) | relevant
select_one yes_no      | consent_participate | هل توافقون؟        |
select_multiple parts  | refused_sections    | ما الذي ترفضونه؟   |
begin_group            | m7                  | الاحتجاز           | not(selected(\${refused_sections}, 'm7'))
text                   | cell                | أين؟               |
end_group              |                     |                    |
begin_group            | m9                  | الخاتمة            | not(selected(\${refused_sections}, 'm9'))
text                   | end                 | ماذا بعد؟          |
end_group              |                     |                    |`;
const partChoices = `
list_name | name | label::Arabic (ar)
yes_no    | yes  | نعم
parts     | m7   | الاحتجاز
parts     | m9   | الخاتمة`;

/** An interview in which something was said about detention, at the question that refuses parts. */
async function atRefusal() {
  const form = smallForm(parts, partChoices);
  form.set("m7/cell", "تدمر");
  const room = await openRoom(form, { given: { at: "refused_sections" } });
  const refuse = async (part: string) => {
    const box = [...card("refused_sections").querySelectorAll<HTMLInputElement>("input")].find(
      (input) => (input.closest("label")?.textContent ?? "").includes(part),
    );
    click(box as HTMLInputElement);
    await rest();
  };
  return { ...room, refuse };
}

test("a part refused after something was said in it asks what becomes of that, the safe way first", async () => {
  const room = await atRefusal();
  await room.refuse("الخاتمة");
  expect(findAll("alertdialog", "ماذا يحلّ بما قيل هناك؟")).toEqual([]);
  await room.refuse("الاحتجاز");
  const dialog = find("alertdialog", "ماذا يحلّ بما قيل هناك؟");
  expect(textOf(dialog)).toContain("الاحتجاز");
  expect(textOf(dialog)).not.toContain("الخاتمة");
  expect(textOf(dialog)).not.toContain("تدمر");
  expect(document.activeElement).toBe(find("button", "الإبقاء مخفيّاً"));
  click(find("button", "الإبقاء مخفيّاً"));
  await rest();
  expect(findAll("alertdialog", "ماذا يحلّ بما قيل هناك؟")).toEqual([]);
  expect(room.asks("interviews.eraseSection")).toEqual([]);
});

test("erasing asks for the section that was refused, and says that it is done", async () => {
  const room = await atRefusal();
  await room.refuse("الاحتجاز");
  click(find("button", "محو ما قيل"));
  await rest();
  expect(room.asks("interviews.eraseSection").map(([, input]) => input)).toMatchObject([
    { section: "m7" },
  ]);
  expect(findAll("alertdialog", "ماذا يحلّ بما قيل هناك؟")).toEqual([]);
  expect(alerts()).toContain("مُحي ما قيل هناك");
});

test("what could not be erased, or not wholly, is said, and can be tried again", async () => {
  const room = await atRefusal();
  await room.refuse("الاحتجاز");
  room.disk.fault = "interview-left";
  click(find("button", "محو ما قيل"));
  await rest();
  const dialog = find("alertdialog", "ماذا يحلّ بما قيل هناك؟");
  expect(textOf(dialog)).toContain("لم يُمحَ شيء");
  room.disk.fault = null;
  room.disk.traces = true;
  click(find("button", "محو ما قيل"));
  await rest();
  expect(textOf(dialog)).toContain("فقد يبقى أثر في ملفّه");
  room.disk.traces = false;
  click(find("button", "محو ما قيل"));
  await rest();
  expect(findAll("alertdialog", "ماذا يحلّ بما قيل هناك؟")).toEqual([]);
});

const gated = `
type              | name                | label::Arabic (ar)
begin_group       | m0                  | الموافقة
note              | script              | اسمي …
select_one yes_no | consent_participate | هل توافقون؟
end_group         |                     |
begin_group       | m1                  | الرواية
text              | account             | ماذا حدث؟
end_group         |                     |`;

test("until the person agrees only the questions of consent open, and that is said there", async () => {
  const room = await openRoom(smallForm(gated, choices));
  expect(cards()).toEqual(["m0/script"]);
  expect(textOf(find("navigation", "خطوات الموافقة"))).toContain("القراءة بصوت مسموع");
  expect(find("row", "الرواية").getAttribute("aria-disabled")).toBe("true");
  press("Enter");
  await rest();
  expect(cards()).toEqual(["m0/consent_participate"]);
  focus(field("m0/consent_participate"));
  press("Enter");
  await rest();
  expect(textOf(find("heading", "المراجعة والإنهاء"))).toContain("المراجعة");
  expect(textOf()).toContain("الموافقة أولاً");
  expect(room.asks("interviews.answer")).toEqual([]);
});

const layered = `
type                      | name                | label::Arabic (ar) | label::English (en) | required | relevant                        | appearance
begin_group               | m0                  | الموافقة           | Consent             |          |                                 |
text                      | staff               | رمز الباحث         | Staff code          | yes      |                                 |
note                      | script              | اسمي …             | My name is …        |          |                                 |
select_one yes_no         | consent_understood  | هل شرح الغرض؟      | Explained back?     | yes      |                                 | interviewer
select_one yes_no         | consent_participate | هل توافقون؟        | Do you agree?       | yes      |                                 |
select_multiple use       | consent_uses        | على أي استخدام؟    | Which uses?         |          | \${consent_participate} = 'yes' |
select_one yes_no         | consent_recontact   | هل نتواصل لاحقاً؟  | Contact again?      |          | \${consent_participate} = 'yes' |
text                      | refusal_reason      | السبب إن ذُكر      | Reason if offered   |          | \${consent_participate} = 'no'  |
end_group                 |                     |                    |                     |          |                                 |
begin_group               | m1                  | الرواية            | Account             |          | \${consent_participate} = 'yes' |
text                      | account             | ماذا حدث؟          | What happened?      |          |                                 |
end_group                 |                     |                    |                     |          |                                 |`;
const uses = `${choices}
use       | numbers | أرقام فقط  | Numbers only
use       | quotes  | اقتباسات   | Quotations`;

const steps = () =>
  [...document.querySelectorAll("nav ol li")].map((step) => ({
    name: textOf(step),
    isNow: step.getAttribute("aria-current") === "step",
  }));

test("consent is asked for one layer at a time, drawn from the section as it is", async () => {
  const room = await openRoom(smallForm(layered, uses));
  const shown: string[][] = [];
  for (const key of ["Enter", "Enter", "Digit1", "Enter", "Digit1", "Enter", "Digit2", "Enter"]) {
    if (key === "Enter") shown.push(cards());
    press(key);
    await rest();
  }
  expect(shown).toEqual([
    ["m0/staff"],
    ["m0/script"],
    ["m0/consent_understood"],
    ["m0/consent_participate"],
    ["m0/consent_uses"],
  ]);
  expect(cards()).toEqual(["m0/consent_recontact"]);
  expect(room.said()).toEqual([
    ["m0/consent_understood", "yes"],
    ["m0/consent_participate", "yes"],
    ["m0/consent_uses", "quotes"],
  ]);
  // The staff code was passed over: its step is behind, and not done.
  expect(steps().map(({ name }) => name)).toEqual([
    "1قبل البدء",
    expect.stringContaining("القراءة بصوت مسموع"),
    expect.stringMatching(/بكلمات الشخص.+/u),
    expect.stringMatching(/المشاركة.+/u),
    expect.stringMatching(/الاستخدامات.+/u),
    "6الهوية والتواصل",
  ]);
  expect(steps().filter(({ isNow }) => isNow)).toHaveLength(1);
});

test("the badge tells the uses in words, and follows what is ticked", async () => {
  const form = smallForm(layered, uses);
  form.set("m0/consent_participate", "yes");
  const room = await openRoom(form, { given: { at: "m0/consent_uses", consent: "given" } });
  press("Digit2");
  await settle();
  const mark = find("button", "الاستخدامات المسموح بها: 1 من 2");
  click(mark);
  await rest();
  const told = [...find("dialog").querySelectorAll("li")];
  expect(told.map((one) => textOf(one))).toEqual([
    expect.stringMatching(/أرقام فقط\s?غير مسموح/u),
    expect.stringMatching(/اقتباسات\s?مسموح/u),
  ]);
  expect(find("dialog").querySelectorAll("time")).toHaveLength(1);
  expect(room.asks("interviews.history").map(([, input]) => input)).toContainEqual(
    expect.objectContaining({ question: "m0/consent_uses" }),
  );
});

test("a no ends kindly: nothing more is asked, and what becomes of it is said", async () => {
  const room = await openRoom(smallForm(layered, uses), {
    given: { at: "m0/consent_participate" },
  });
  expect(textOf()).not.toContain("لن يشارك الشخص");
  press("Digit2");
  await settle();
  expect(cards()).toEqual(["m0/consent_participate", "m0/refusal_reason"]);
  expect(textOf(find("region", "لن يشارك الشخص"))).toContain("لا يدخل في أي رزمة");
  click(find("button", "إلى ختام المقابلة"));
  await rest();
  expect(textOf(find("heading", "المراجعة والإنهاء"))).toContain("المراجعة");
  expect(room.asks("interviews.finish")).toEqual([]);
});

test("the language changes in the middle of a layer, and one question alone stays within it", async () => {
  await openRoom(smallForm(layered, uses), {
    given: { at: "m0/script" },
    chosen: { questions: "one" },
  });
  press("F2");
  await rest();
  expect(cards()).toEqual(["m0/script"]);
  expect(textOf(card("m0/script"))).toContain("My name is …");
  // What is said to the researcher keeps the language of the program.
  expect(steps()[1]?.name).toContain("القراءة بصوت مسموع");
});

test("a later section has no steps of consent, and questions without a group are asked as ever", async () => {
  const form = smallForm(layered, uses);
  form.set("m0/consent_participate", "yes");
  await openRoom(form, { given: { at: "m1/account" } });
  expect(steps()).toEqual([]);
});

test("where consent is asked among loose questions, all of them are in sight", async () => {
  const loose = `
type              | name                | label::Arabic (ar)
note              | script              | اسمي …
select_one yes_no | consent_participate | هل توافقون؟
text              | account             | ماذا حدث؟`;
  await openRoom(smallForm(loose, choices));
  expect(cards()).toEqual(["script", "consent_participate", "account"]);
  expect(steps()).toEqual([]);
});

test("a yes opens the rest, and its mark stays in sight on every section", async () => {
  const form = smallForm(gated, choices);
  form.set("m0/consent_participate", "yes");
  await openRoom(form, { given: { at: "m1/account" } });
  expect(cards()).toEqual(["m1/account"]);
  expect(textOf()).not.toContain("الموافقة أولاً");
  expect(document.querySelector("[data-consent]")).not.toBeNull();
});

test("a questionnaire without a section on consent says so, on its first page alone", async () => {
  const plain = `
type        | name | label::Arabic (ar)
begin_group | g1   | أول
text        | a    | أ
end_group   |      |
begin_group | g2   | ثانٍ
text        | b    | ب
end_group   |      |`;
  await openRoom(smallForm(plain), { given: { at: "g1/a" } });
  expect(textOf()).toContain("لا قسم للموافقة في هذا الاستبيان");
  focus(field("g1/a"));
  press("Enter");
  await rest();
  expect(cards()).toEqual(["g2/b"]);
  expect(textOf()).not.toContain("لا قسم للموافقة");
});
