import { expect, test } from "vitest";
import { scenario } from "../scenario.ts";

const all = {
  survey: `type | name | label | parameters | appearance | read_only
text | text | نص | | |
integer | integer | عدد | | |
decimal | decimal | كسر | | |
range | range | مجال | start=0 end=1 step=0.1 | |
date | date | تاريخ | | |
text | partial | متى | | partial-date |
time | time | وقت | | |
dateTime | moment | لحظة | | |
select_one l | one | واحد | | |
select_multiple l | many | عدة | | |
rank l | rank | ترتيب | | |
acknowledge | ok | موافق | | |
geopoint | point | نقطة | | |
image | picture | صورة | | |
text | locked | مقفل | | | yes
note | note | ملاحظة | | |
calculate | computed | | | |`.replace("calculate | computed | | | |", "hidden | computed | | | |"),
  choices: "list_name | name | label\nl | a | أ\nl | b | ب\nl | c | ج",
};

test.each([
  ["integer", "7", "7"],
  ["integer", "-0", "0"],
  ["integer", "+007", "7"],
  ["integer", "2147483647", "2147483647"],
  ["decimal", "1.50", "1.5"],
  ["decimal", ".5", "0.5"],
  ["decimal", "3", "3.0"],
  ["decimal", "12345678901234567890.123456789", "12345678901234567890.123456789"],
  ["range", "0.3", "0.3"],
  ["date", "2020-02-29", "2020-02-29"],
  ["partial", "2018", "2018"],
  ["partial", "2018-11~", "2018-11~"],
  ["time", "14:30:00.000", "14:30:00.000"],
  ["moment", "2018-11-20T14:30:00.000+03:00", "2018-11-20T14:30:00.000+03:00"],
  ["one", "b", "b"],
  ["many", "c a", "a c"],
  ["rank", "c a b", "c a b"],
  ["ok", "OK", "OK"],
  ["point", "32.6 36.1 0 5", "32.6 36.1 0 5"],
  ["point", "32.6 36.1", "32.6 36.1 0 0"],
  ["picture", "صورة.jpg", "صورة.jpg"],
  ["text", " كما كُتب  ", " كما كُتب  "],
])("%s takes %s as %s", (ref, given, expected) => {
  const s = scenario(all);
  s.set(ref, given);
  expect(s.value(ref)).toBe(expected);
});

test.each([
  ["integer", "abc", "not-a-number"],
  ["integer", "١٢", "not-a-number"],
  ["integer", "1.5", "not-an-integer"],
  ["integer", "2147483648", "out-of-range"],
  ["decimal", "1e5", "not-a-number"],
  ["decimal", "1,5", "not-a-number"],
  ["range", "1.1", "out-of-range"],
  ["range", "0.35", "out-of-range"],
  ["date", "2019-02-29", "not-a-date"],
  ["date", "2019-2-9", "not-a-date"],
  ["partial", "2018-13", "not-a-date"],
  ["partial", "2018-02-30~", "not-a-date"],
  ["time", "25:00", "not-a-time"],
  ["moment", "2018-11-20", "not-a-time"],
  ["one", "z", "not-offered"],
  ["one", "a b", "not-offered"],
  ["many", "a z", "not-offered"],
  ["rank", "a b", "incomplete-rank"],
  ["rank", "a b b", "incomplete-rank"],
  ["ok", "yes", "not-offered"],
  ["point", "91 0", "not-a-place"],
  ["point", "32.6", "not-a-place"],
  ["picture", "../x.jpg", "text-not-storable"],
  ["text", "a\u0000b", "text-not-storable"],
  ["text", "\ud800", "text-not-storable"],
  ["text", "ن".repeat(200_001), "text-not-storable"],
  ["locked", "x", "read-only"],
  ["note", "x", "not-a-question"],
  ["computed", "x", "not-a-question"],
  ["nowhere", "x", "unknown-path"],
  ["__proto__", "x", "unknown-path"],
  ["", "x", "unknown-path"],
])("%s refuses %s: %s", (ref, given, kind) => {
  expect(scenario(all).refused(ref, given)).toBe(kind);
});

test("read-only is inherited, and stops people but not calculations", () => {
  const s = scenario({
    survey: `type | name | label | read_only | calculation
text | lock | قفل | |
begin_group | g | مجموعة | \${lock} = 'yes' |
text | x | س | |
text | y | ص | | concat('=', \${x})
end_group | | | |`,
  });
  s.set("g/x", "1");
  const change = s.set("lock", "yes");
  expect(new Set(change.touched)).toEqual(new Set(["lock", "g", "g/x", "g/y"]));
  expect(s.refused("g/x", "2")).toBe("read-only");
  expect(s.value("g/y")).toBe("=1");
});

test("constraints see the answer itself, and a soft check warns without blocking", () => {
  const s = scenario({
    survey: `type | name | label | constraint | constraint_message | bind::daftar:warning | daftar:warning_message
integer | days | أيام | . >= 0 and . <= 5000 | بين 0 و5000 | . < 1000 | أهو كذلك فعلاً؟`,
    settings: 'form_id | namespaces\nf | daftar="urn:daftar:xforms"',
  });
  s.set("days", "6000");
  expect(s.form.problems().map(({ kind }) => kind)).toEqual(["constraint", "soft"]);
  s.set("days", "2000");
  expect(s.view("days").valid).toBe(true);
  expect(s.form.problems()).toMatchObject([
    { kind: "soft", message: { parts: [{ text: "أهو كذلك فعلاً؟" }] } },
  ]);
});

test("a constraint that gives no number is not met, and asks nothing of what is empty or closed", () => {
  const s = scenario({
    survey: `type | name | label | constraint | relevant
text | open | فتح | |
integer | other | آخر | |
integer | n | عدد | . + \${other} |
integer | m | عدد | false() | \${open} = 'yes'`,
  });
  expect(s.view("n").valid).toBe(true);
  s.set("n", "1");
  expect(s.view("n").violation).toBe("constraint");
  s.set("other", "1");
  expect(s.view("n").valid).toBe(true);
  s.set("open", "yes");
  s.set("m", "1");
  expect(s.view("m").violation).toBe("constraint");
  s.set("open", "no");
  expect(s.view("m")).toMatchObject({ valid: true, value: "" });
});

test("an answer the definition has no place for is kept, is a problem, and survives", () => {
  const stored = {
    answers: {
      gone: { value: "قيل سابقاً", state: "answered", reason: null },
      integer: { value: "سبعة", state: "answered", reason: null },
    },
    entries: { "lost/list": [{ key: "k9zz", removed: false }] },
    language: null,
  } as const;
  const s = scenario(all, {}, [], stored);
  expect(s.form.problems().map(({ ref, kind }) => `${ref}: ${kind}`)).toEqual([
    "integer: type",
    "gone: type",
    "lost/list: type",
  ]);
  expect(s.form.snapshot()).toMatchObject({ answers: stored.answers, entries: stored.entries });
});

test("a partial date counts as its earliest day, and its two bounds can be asked for", () => {
  const s = scenario({
    survey: `type | name | label | appearance | calculation
text | when | متى | partial-date |
calculate | after | | | \${when} > '2018-12-31'
calculate | at_latest | | | latest(\${when}) > '2018-12-31'
calculate | days | | | \${when} - '2019-01-01'`,
  });
  s.set("when", "2019~");
  expect(["after", "at_latest", "days"].map(s.value)).toEqual(["true", "true", "0"]);
  s.set("when", "2018");
  expect(["after", "at_latest", "days"].map(s.value)).toEqual(["false", "false", "-365"]);
});
