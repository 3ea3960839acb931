import { expect, test } from "vitest";
import { Settings } from "../../../renderer/vault/Settings.tsx";
import { device, drawOpen, fail, ok, safetyNumber } from "../open-notebook.tsx";
import { click, find, findAll, pretendKeeper, settle, textOf } from "../world.tsx";

const info = {
  role: "coordinator",
  name: "ك-1",
  device: device("S"),
  safetyNumber: safetyNumber("1"),
  team: "الجنوب",
  counts: { interviews: 6, events: 812, attachments: 2, parcelsMade: 1, parcelsRead: 3 },
  bytes: 5_329_048,
  formatVersion: 1,
  connection: {
    cipher: "sqlcipher",
    journal_mode: "wal",
    synchronous: "FULL",
    temp_store: "MEMORY",
    secure_delete: "ON",
    fts_secure_delete: null,
  },
};

function keeperWith(check: () => unknown) {
  return pretendKeeper({ "vault.info": () => ok(info), "vault.check": check });
}

test("the notebook tells what is in it and how it is kept, read back and not remembered", async () => {
  keeperWith(() => ok({}));
  await drawOpen(<Settings />);
  const inside = textOf(find("region", "محتوى الدفتر"));
  expect(inside).toContain("القيود في سجلّاتها812");
  expect(inside).toContain("الرزم المقروءة3");
  expect(inside).toContain("5.4 ميغابايت");
  const rows = findAll("row").map(textOf);
  expect(rows.some((row) => row.includes("التشفيرsqlcipher"))).toBe(true);
  expect(rows.some((row) => row.includes("لا فهرس بعد"))).toBe(true);
  // The session was opened before the team was joined.
  expect(textOf(find("region", /^هذا الدفتر$/u))).toContain("الجنوب");
});

test("a check that finds nothing says how much it has read", async () => {
  const whole = { ok: true, interviews: 6, events: 812, attachments: 2, problems: [] };
  keeperWith(() => ok(whole));
  await drawOpen(<Settings />, { locale: "en-GB" });
  click(find("button", "Check now"));
  await settle();
  expect(textOf()).toContain("Everything is as it was written.");
  expect(textOf()).toContain("entries in their histories: 812");
});

test("what is not as it was written is named, one line each, and nobody is asked to mend it", async () => {
  const problems = [
    { kind: "chain-broken", subject: "a1b2" },
    { kind: "journal-broken", subject: "17" },
    { kind: "page-damaged", subject: null },
  ];
  keeperWith(() => ok({ ok: false, interviews: 6, events: 812, attachments: 2, problems }));
  await drawOpen(<Settings />);
  click(find("button", "بدء الفحص"));
  await settle();
  const alert = textOf(find("alert"));
  expect(alert).toContain("لا تحاولوا إصلاحه.");
  expect(alert).toContain("سجلّ إحدى المقابلات غير متّسق: a1b2");
  expect(alert).toContain("ابتداءً من القيد 17");
  expect(alert).toContain("صفحات من الدفتر متضرّرة.");
});

test("a check that the disk stops says so", async () => {
  keeperWith(() => fail("disk-failing"));
  await drawOpen(<Settings />, { locale: "en-GB" });
  click(find("button", "Check now"));
  await settle();
  expect(textOf(find("alert"))).toContain("The disk is failing");
});

test("a researcher chooses how an interview is asked", async () => {
  const chosen: unknown[] = [];
  pretendKeeper({ "vault.info": () => ok({ ...info, role: "researcher" }) });
  await drawOpen(<Settings />, { role: "researcher", prefer: (change) => chosen.push(change) });
  click(find("radio", "سؤال واحد في كل مرة"));
  click(find("radio", "60 دقيقة"));
  expect(chosen).toEqual([{ questions: "one" }, { breakMinutes: 60 }]);
});

test("a coordinator holds no interviews, and is not asked how", async () => {
  keeperWith(() => ok({}));
  await drawOpen(<Settings />);
  expect(find("region", /^هذا الدفتر$/u)).toBeDefined();
  expect(findAll("region", "أثناء المقابلة")).toEqual([]);
});

test("what cannot be read of the notebook is said, and asking again brings it", async () => {
  let answer: unknown = fail("disk-failing");
  pretendKeeper({ "vault.info": () => answer });
  await drawOpen(<Settings />, { locale: "en-GB" });
  expect(textOf(find("alert"))).toContain("disk-failing");
  expect(findAll("row")).toHaveLength(0);
  answer = ok(info);
  click(find("button", "Try again"));
  await settle();
  expect(textOf()).not.toContain("disk-failing");
  expect(findAll("row").length).toBeGreaterThan(0);
});
