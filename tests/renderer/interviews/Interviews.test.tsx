import { act } from "react";
import { expect, test } from "vitest";
import { Interviews } from "../../../renderer/interviews/Interviews.tsx";
import {
  type InterviewPages,
  useInterviewPages,
} from "../../../renderer/interviews/interview-pages.ts";
import { PreferencesContext, type Route, SessionContext } from "../../../renderer/state.ts";
import type { Json } from "../../../shared/contract/define.ts";
import {
  click,
  draw,
  find,
  findAll,
  focus,
  press,
  pretendKeeper,
  settle,
  textOf,
  type,
  wait,
} from "../world.tsx";

const hash = "a".repeat(64);
const row = (code: string, more: object = {}) => ({
  interview: code.padEnd(32, "0"),
  code,
  stage: "draft",
  form: { hash, title: "مقابلة | Interview", version: "1" },
  device: null,
  deviceName: null,
  opened: "2026-11-22T14:00:00+03:00",
  changed: "2026-11-22T14:32:00+03:00",
  answered: 12,
  relevant: 96,
  problems: 3,
  consent: "given",
  versions: 1,
  ...more,
});
type Row = ReturnType<typeof row>;

const languages = [
  { name: "Arabic (ar)", tag: "ar", direction: "rtl" },
  { name: "English (en)", tag: "en", direction: "ltr" },
];
const clinic = { service: "عيادة", purpose: "", area: "", contact: "كل صباح", note: "" };
const form = (title: string, more: object = {}) => ({
  hash: title.length.toString(16).padStart(64, "0"),
  id: "f",
  version: "1",
  title,
  languages,
  questions: 262,
  interviews: 0,
  ...more,
});

async function home(
  rows: readonly Row[],
  forms = [form("مقابلة العائدين")],
  language = "ar",
  referrals: Json[] = [{ id: "c".repeat(32), ...clinic }],
  listed = Promise.resolve(),
) {
  const gone: Route[] = [];
  const keeper = pretendKeeper({
    "interviews.list": (input: Json) => {
      const { stage, search, offset, limit } = input as {
        stage: string;
        search: string;
        offset: number;
        limit: number;
      };
      const found = rows.filter((each) => each.stage === stage && each.code.includes(search));
      const page = found.slice(offset, offset + limit);
      return { ok: true, value: { total: found.length, rows: page } };
    },
    "questionnaires.list": () => listed.then(() => ({ ok: true, value: { forms } })),
    "people.referrals": () => ({ ok: true, value: { referrals, draft: null } }),
    "people.draftReferral": () => ({ ok: true, value: {} }),
    "people.writeReferral": () => {
      referrals.push({ id: "d".repeat(32), ...clinic });
      return { ok: true, value: { referrals } };
    },
    "interviews.start": () => ({ ok: true, value: { interview: "b".repeat(32) } }),
  });
  await draw(
    <PreferencesContext value={{ preferences: { language }, prefer: () => {} } as never}>
      <SessionContext value={{ go: (route: Route) => gone.push(route) } as never}>
        <Interviews />
      </SessionContext>
    </PreferencesContext>,
    language === "ar" ? "ar-SY-u-nu-latn" : "en-GB",
  );
  await settle();
  await wait(20);
  return { ...keeper, gone };
}

test("each draft says how far it is, what is open, what was allowed and when it changed", async () => {
  await home([row("K7Q2-AB34")]);
  const [, line] = findAll("row");
  expect(textOf(line)).toContain("K7Q2-AB34");
  expect(textOf(line)).toContain("12 من 96");
  expect(textOf(line)).toContain("3 مواضع قبل الإنهاء");
  expect(textOf(line)).toContain("أُعطيت الموافقة");
  expect(textOf(line)).toContain("22 تشرين الثاني 2026");
});

test("the stages are counted, and each has its own list", async () => {
  await home([row("AAAA"), row("BBBB", { stage: "finished", problems: 0 })]);
  expect(textOf(find("radio", "المسودّات"))).toContain("1");
  expect(textOf(find("radio", "في رزمة"))).toContain("0");
  click(find("radio", "المنتهية"));
  await settle();
  await wait(20);
  expect(findAll("rowheader").map((cell) => textOf(cell))).toEqual(["BBBB"]);
  click(find("radio", "في رزمة"));
  await settle();
  await wait(20);
  expect(textOf()).toContain("تظهر هنا المقابلات التي وُضعت في رزمة.");
});

test("an empty notebook offers the first interview", async () => {
  await home([]);
  expect(textOf()).toContain("لا مقابلات قيد الإجراء. يمكن بدء المقابلة الأولى.");
  expect(findAll("button", "مقابلة جديدة")).toHaveLength(2);
});

test("a part of the code finds, and the search begins with Ctrl+F", async () => {
  await home([row("K7Q2-AB34"), row("ZZZZ-9999")]);
  press("KeyF", { ctrlKey: true });
  const box = document.activeElement as HTMLElement;
  expect(box).toBe(find("textbox", "بحث عن رمز"));
  type(box, "ZZ");
  await wait(250);
  await settle();
  expect(findAll("rowheader").map((cell) => textOf(cell))).toEqual(["ZZZZ-9999"]);
  type(box, "لا أحد");
  await wait(250);
  await settle();
  expect(textOf()).toContain("لا رمز يحتوي على ما كُتب.");
});

test("Enter opens the interview on which one stands", async () => {
  const { gone } = await home([row("K7Q2-AB34")]);
  focus(findAll("row")[1] ?? document.body);
  press("Enter");
  expect(gone).toEqual([{ screen: "interview", interview: "K7Q2-AB34".padEnd(32, "0") }]);
});

test("more than a page is loaded when it is wanted, and nothing twice", async () => {
  const rows = Array.from({ length: 700 }, (_, i) => row(`C${String(i).padStart(4, "0")}`));
  const { asked } = pretendKeeper({
    "interviews.list": (input) => {
      const { offset, limit } = input as { offset: number; limit: number };
      const page = rows.slice(offset, offset + limit);
      return { ok: true, value: { total: rows.length, rows: page } };
    },
  });
  const seen: InterviewPages[] = [];
  function List() {
    seen.push(useInterviewPages("draft", ""));
    return null;
  }
  await draw(<List />);
  await wait(20);
  expect(seen.at(-1)?.rows).toHaveLength(500);
  const more = seen.at(-1)?.more;
  act(() => more?.());
  act(() => more?.());
  await settle();
  expect(asked.map(([, input]) => (input as { offset: number }).offset)).toEqual([0, 500]);
  expect(seen.at(-1)?.rows).toEqual(rows);
  expect(seen.at(-1)?.more).toBeNull();
});

test("a new interview is started in the language of the page, or in another of the form", async () => {
  const { gone, asked } = await home([], undefined, "en");
  press("KeyN", { altKey: true });
  await settle();
  expect(find("radio", "English")).toHaveProperty("checked", true);
  click(find("radio", "العربية"));
  await settle();
  click(find("button", "Start"));
  await settle();
  expect(asked.at(-1)?.[1]).toMatchObject({ language: "Arabic (ar)" });
  expect(gone).toEqual([{ screen: "interview", interview: "b".repeat(32) }]);
});

test("start, pressed before it is known which questionnaires there are, waits for them", async () => {
  const listed = Promise.withResolvers<void>();
  const { gone, asked } = await home([], undefined, "ar", undefined, listed.promise);
  press("KeyN", { altKey: true });
  click(find("button", "بدء"));
  await settle();
  expect(asked.some(([name]) => name === "interviews.start")).toBe(false);
  listed.resolve();
  await settle();
  expect(asked.filter(([name]) => name === "interviews.start")).toHaveLength(1);
  expect(gone).toEqual([{ screen: "interview", interview: "b".repeat(32) }]);
});

test("of several questionnaires one is chosen; the newest is offered", async () => {
  const forms = [form("قديمة"), form("الجديدة منها")];
  const { asked } = await home([], forms);
  click(findAll("button", "مقابلة جديدة")[0] ?? document.body);
  await settle();
  expect(find("radio", "الجديدة منها")).toHaveProperty("checked", true);
  click(find("radio", "قديمة"));
  await settle();
  click(find("button", "بدء"));
  await settle();
  expect(asked.at(-1)?.[1]).toMatchObject({ questionnaire: forms[0]?.hash });
});

test("a new interview waits for a service to refer to, which can be written down right there", async () => {
  const { asked, gone } = await home([], undefined, "ar", []);
  press("KeyN", { altKey: true });
  await settle();
  const started = () => asked.filter(([name]) => name === "interviews.start");
  expect(find("button", "بدء").getAttribute("aria-disabled")).toBe("true");
  click(find("button", "بدء"));
  expect(started()).toEqual([]);
  type(find("textbox", "الجهة أو الخدمة"), "عيادة");
  type(find("textbox", "طريقة التواصل"), "كل صباح");
  click(find("button", "إضافة إلى القائمة"));
  await settle();
  expect(findAll("region", "قائمة الإحالة")).toEqual([]);
  click(find("button", "بدء"));
  await settle();
  expect(started()[0]?.[1]).not.toHaveProperty("withoutReferral");
  expect(gone).toHaveLength(1);
});

test("a new interview begins without one when this is said", async () => {
  const { asked } = await home([], undefined, "ar", []);
  press("KeyN", { altKey: true });
  await settle();
  click(find("checkbox", /لا توجد في هذه المنطقة/u));
  await settle();
  click(find("button", "بدء"));
  await settle();
  expect(asked.at(-1)).toMatchObject(["interviews.start", { withoutReferral: true }]);
});

test("a list that cannot be read says so and can be asked again", async () => {
  pretendKeeper({ "interviews.list": () => ({ ok: false, fault: { kind: "disk-failing" } }) });
  await draw(
    <PreferencesContext value={{ preferences: { language: "ar" }, prefer: () => {} } as never}>
      <SessionContext value={{ go: () => {} } as never}>
        <Interviews />
      </SessionContext>
    </PreferencesContext>,
  );
  await settle();
  await wait(20);
  expect(textOf(findAll("alert")[0])).toContain("القرص يتعطّل");
  expect(find("button", "إعادة المحاولة")).toBeTruthy();
});
