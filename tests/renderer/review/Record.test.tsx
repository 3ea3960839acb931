import { expect, test } from "vitest";
import { Record } from "../../../renderer/review/Record.tsx";
import { drawOpen, fail, ok } from "../open-notebook.tsx";
import { click, find, findAll, focus, press, pretendKeeper, settle, textOf } from "../world.tsx";
import { id, row, view } from "./small-record.ts";

const rows = [row(1), row(2, { versions: 2 }), row(3)];

const entries = [
  {
    at: "2026-11-20T10:00:00+03:00",
    device: "SHA256:",
    deviceName: "باحثة-R",
    state: "answered",
    value: "SY01",
    stated: null,
    shown: "دمشق",
    reason: null,
    cause: null,
    correction: null,
  },
  {
    at: "2026-11-20T10:20:00+03:00",
    device: "SHA256:",
    deviceName: "باحثة-R",
    state: "prefers-not-to-say",
    value: null,
    stated: null,
    shown: null,
    reason: null,
    cause: null,
    correction: null,
  },
  {
    at: "2026-11-20T10:25:00+03:00",
    device: "SHA256:",
    deviceName: "باحثة-R",
    state: "answered",
    value: "SY12",
    stated: null,
    shown: "درعا",
    reason: null,
    cause: "cascade",
    correction: "خطأ في السمع",
  },
];

function keeperWith(answers: Parameters<typeof pretendKeeper>[0] = {}) {
  return pretendKeeper({
    "interviews.open": (input) =>
      ok(view(Number((input as { interview: string }).interview.slice(0, 1)))),
    "interviews.language": (input) => {
      const { language } = input as { language: string };
      return ok(view(1, { language }));
    },
    "interviews.list": () => ok({ total: rows.length, rows }),
    "interviews.history": () => ok({ entries }),
    ...answers,
  });
}

const open = (digit: number, locale: "ar-SY-u-nu-latn" | "ar-SY" | "en-GB" = "ar-SY-u-nu-latn") =>
  drawOpen(<Record interview={id(digit)} search="" />, { locale });

const rowOf = (name: string) =>
  textOf(
    [...document.querySelectorAll("[data-ref]")].find((line) =>
      line.getAttribute("data-ref")?.endsWith(name),
    ),
  );

test("answers stand in words: labels, dates as far as they are known, states with their reason", async () => {
  keeperWith();
  await open(1);
  expect(rowOf("/place")).toContain("درعا");
  expect(rowOf("/uses")).toContain("درعادمشق");
  expect(rowOf("/when")).toContain("تشرين الثاني 2018 تقريباً");
  expect(rowOf("/when")).toContain("كما قيل: ربيع الأول 1440 هـ (أم القرى).");
  expect(rowOf("/unit")).toContain("لا يعرف");
  expect(rowOf("/reason")).toContain("جرى تخطّيه · الموضوع مؤلم جداً");
  expect(rowOf("/closed")).toContain("ما قيل سابقاً محفوظ هنا.كنت هناك");
  expect(textOf()).toContain("المدخل 1دمشق");
  expect(textOf()).toContain("لا مداخل.");
  expect(textOf()).not.toContain("never");
  expect(findAll("textbox")).toEqual([]);
});

test("codes take the place of words, but what somebody wrote stays as it was written", async () => {
  keeperWith();
  await open(1);
  click(find("radio", "بالرموز"));
  expect(rowOf("/place")).toContain("placeSY12");
  expect(rowOf("/when")).toContain("2018-11~");
  expect(rowOf("/det_account")).toContain("I was taken at a checkpoint.");
});

test("the whole record reads in the direction of its form, not of the page", async () => {
  const keeper = keeperWith();
  await open(1);
  const list = () => document.querySelector("[data-section]")?.parentElement;
  expect(list()?.dir).toBe("rtl");
  click(find("radio", "English"));
  await settle();
  expect(keeper.asked).toContainEqual([
    "interviews.language",
    { interview: id(1), language: "English (en)" },
  ]);
  expect(list()?.dir).toBe("ltr");
  const account = [...document.querySelectorAll("[data-ref$='/det_account'] [dir=auto]")];
  expect(account).toHaveLength(1);
});

test("a record opens in the language of the interface, if its form has that one", async () => {
  const keeper = keeperWith();
  await open(1, "en-GB");
  expect(keeper.asked).toContainEqual([
    "interviews.language",
    { interview: id(1), language: "English (en)" },
  ]);
});

test("two versions are said before anything is read", async () => {
  keeperWith();
  await open(2);
  expect(textOf(find("status"))).toContain("وصلت نسختان من هذه المقابلة.");
});

test("arrows walk the questions, Enter and D open the history, newest first", async () => {
  keeperWith();
  await open(1);
  const buttons = findAll("button", "عرض سجلّ الإجابة");
  expect(buttons.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  focus(buttons[0] ?? document.body);
  press("ArrowDown");
  expect(document.activeElement).toBe(buttons[1]);
  press("ArrowUp");
  press("ArrowUp");
  expect(document.activeElement).toBe(buttons[0]);
  press("KeyD", { key: "ي" });
  await settle();
  const said = [...find("dialog", "سجلّ الإجابة").querySelectorAll("ol > li")].map(textOf);
  expect(said).toHaveLength(3);
  expect(said[0]).toContain("درعا");
  expect(said[0]).toContain("تغيّرت لأن إجابة أخرى تغيّرت");
  expect(said[0]).toContain("ضمن تصحيح بعد الإنهاء: خطأ في السمع");
  expect(said[1]).toContain("يفضّل عدم الإجابة");
  expect(said[2]).toContain("سجّلها باحثة-R");
});

test("the keys that point forward and backward follow the reading direction", async () => {
  keeperWith();
  const { went } = await open(2);
  press("ArrowLeft", { altKey: true });
  expect(went.at(-1)).toEqual({ screen: "record", interview: id(3), search: "" });
  press("ArrowRight", { altKey: true });
  expect(went.at(-1)).toEqual({ screen: "record", interview: id(1), search: "" });
});

test("at the ends of the list there is no further way, and the button says so", async () => {
  keeperWith();
  const { went } = await open(1, "en-GB");
  expect(find("button", "Previous interview").getAttribute("aria-disabled")).toBe("true");
  press("ArrowLeft", { altKey: true });
  expect(went).toEqual([]);
  click(find("button", "Next interview"));
  expect(went).toHaveLength(1);
});

test("notes stand under their question and are called the researcher's, never the person's", async () => {
  const at = "2026-11-20T10:00:00+03:00";
  const notes = [
    { question: "m0/place", mark: "note", text: "I doubt this.", at, aside: null },
    { question: "m0/place", mark: "flag", text: "سؤال آخر", at, aside: null },
    {
      question: "m9/gone",
      mark: "note",
      text: "قديمة",
      at,
      aside: { label: "سؤال قديم", version: "1" },
    },
  ] as const;
  keeperWith({ "interviews.open": () => ok(view(1, { notes: [...notes] })) });
  await open(1);
  const under = textOf(document.querySelector('[data-ref="m0/place"]') ?? document.body);
  expect(under).toMatch(
    /درعا.*ملاحظة الباحث.*I doubt this\..*علامة متابعة وضعها الباحث.*سؤال آخر/u,
  );
  const aside = document.querySelector("[aria-labelledby=aside-notes]") ?? document.body;
  expect(textOf(aside)).toMatch(/لا توجد في هذا الإصدار.*سؤال قديم.*قديمة/u);
});

test("corrections after finishing stand above the answers, in words, with their reason", async () => {
  const told = (value: string, shown: string) => ({
    state: "answered" as const,
    value,
    stated: null,
    shown,
  });
  const revisions = [
    {
      reason: "I misheard.",
      at: "2026-11-21T10:00:00+03:00",
      finished: "2026-11-21T10:05:00+03:00",
      answers: [
        {
          question: "m0/place",
          label: "أين؟",
          before: told("SY01", "دمشق"),
          after: told("SY12", "درعا"),
        },
      ],
      entries: [{ repeat: "m7/detention", label: "فترة احتجاز", change: "added" as const }],
    },
  ];
  keeperWith({ "interviews.open": () => ok(view(1, { revisions })) });
  await open(1);
  const list = document.querySelector("[aria-labelledby=revisions]") ?? document.body;
  expect(textOf(list)).toMatch(
    /تصحيحات بعد الإنهاء.*I misheard\..*أين؟.*من قبل.*دمشق.*الآن.*درعا.*أُضيف مدخل:.*فترة احتجاز/u,
  );
});

test("a record whose history does not fit is not shown as testimony", async () => {
  keeperWith({ "interviews.open": () => fail("chain-broken") });
  const { went } = await open(1);
  expect(textOf(find("alert"))).toContain("سجلّ إحدى المقابلات غير متّسق.");
  expect(document.querySelectorAll("[data-ref]")).toHaveLength(0);
  click(find("button", "جميع المقابلات"));
  expect(went).toEqual([{ screen: "records", search: "" }]);
});
