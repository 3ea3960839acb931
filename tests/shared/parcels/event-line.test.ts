import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../../shared/contract/define.ts";
import { InterviewEvent } from "../../../shared/interviews/event.ts";
import { canonicalJson, readCanonicalJson } from "../../../shared/parcels/canonical-json.ts";
import { readEventLine } from "../../../shared/parcels/event-line.ts";

/** The slow reader that says what is right: canonical text, then the schema. */
function readSlowly(line: string): InterviewEvent | undefined {
  const value = readCanonicalJson(line);
  const event = InterviewEvent.safeParse(value);
  return event.success ? event.data : undefined;
}

const hex = (digits: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: digits, maxLength: digits });
const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: "grapheme", maxLength }),
    fc.string({ unit: fc.constantFrom("د", "ر", "\u200c", "ـ", '"', "\\", "\n", "\u2028", "😀") }),
  );
const common = {
  at: fc.constantFrom(
    "2026-11-22T14:04:02+03:00",
    "2019-02-28T23:59:59Z",
    "2024-02-29T00:00:00.5Z",
  ),
  device: fc.constant("SHA256:mOhkGQHU8ShROmOzgabJO4yvP/yhjQFri43glIVCKeg"),
  interview: hex(32),
  prev: fc.option(hex(64)),
  seq: fc.integer({ min: 1 }),
  tick: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
};
const node = text(40).map((name) => `m3/${name}`);
const entry = fc.string({ unit: fc.constantFrom(..."k3f9"), minLength: 4, maxLength: 12 });
const entryEvent = (type: string) =>
  fc.record({ ...common, type: fc.constant(type), repeat: node, entry });
/** With what is written there, or without. */
const place = (shape: { readonly [field: string]: fc.Arbitrary<unknown> }) =>
  fc
    .tuple(fc.record(shape), fc.option(text(20)))
    .map(([where, value]) => (value === null ? where : { ...where, value }));
const good = fc.oneof(
  fc.record({
    ...common,
    type: fc.constant("opened"),
    questionnaire: hex(64),
    code: text(20),
    zone: fc.constant("Asia/Damascus"),
    seed: text(20),
  }),
  fc.record(
    {
      ...common,
      type: fc.constant("answered"),
      question: node,
      state: fc.constantFrom("answered", "dont-know", "prefers-not-to-say", "not-asked", "skipped"),
      value: fc.option(text(60)),
      cause: fc.constantFrom("calculation", "trigger", "default", "cascade", "count"),
      reason: text(20),
      stated: fc.constantFrom("umalqura:1440", "umalqura:1440-02", "umalqura:1440-02-06"),
    },
    {
      requiredKeys: [
        "at",
        "device",
        "interview",
        "prev",
        "seq",
        "tick",
        "type",
        "question",
        "state",
        "value",
      ],
    },
  ),
  fc.record({
    ...common,
    type: fc.constant("noted"),
    question: node,
    mark: fc.constantFrom("note", "flag", "unflag", "confirmed"),
    text: text(60),
  }),
  fc.record({
    ...common,
    type: fc.constant("reopened"),
    reason: text(60).map((words) => `س${words}`),
  }),
  fc.record(
    {
      ...common,
      type: fc.constant("attached"),
      attachment: entry,
      bytes: fc.integer({ min: 1, max: 200 * 1024 * 1024 }),
      file: hex(64),
      interrupted: fc.constant(true),
      media: fc.constantFrom("audio/webm", "image/jpeg", "text/plain"),
      name: text(60),
      question: fc.option(node),
      seconds: fc.integer({ min: 0, max: 100_000 }),
    },
    {
      requiredKeys: [
        ...(["at", "device", "interview", "prev", "seq", "tick", "type"] as const),
        ...(["attachment", "bytes", "file", "media", "name", "question"] as const),
      ],
    },
  ),
  fc.record({
    ...common,
    type: fc.constant("detached"),
    attachment: entry,
    question: fc.option(node),
  }),
  fc.record({ ...common, type: fc.constant("erased"), section: node }),
  entryEvent("entry-added"),
  entryEvent("entry-removed"),
  entryEvent("entry-restored"),
  fc.record({
    ...common,
    type: fc.constant("moved"),
    questionnaire: hex(64),
    places: fc.array(place({ from: node, to: node }), { maxLength: 4 }),
    orphans: fc.array(node, { maxLength: 4 }),
    returned: fc.array(place({ from: node, questionnaire: hex(64), to: node }), { maxLength: 4 }),
  }),
  fc.record({ ...common, type: fc.constant("finished"), closed: fc.array(node, { maxLength: 5 }) }),
) as fc.Arbitrary<{ [key: string]: Json }>;

/** What the fast reader tells of an event. */
function told(event: InterviewEvent | undefined) {
  if (!event) return undefined;
  const { type, device, interview, prev, seq, tick } = event;
  const questionnaire = "questionnaire" in event ? event.questionnaire : null;
  return { type, device, interview, prev, seq, tick, questionnaire, file: fileOf(event) };
}

function fileOf(event: InterviewEvent) {
  if (event.type === "detached") return { attachment: event.attachment, content: null };
  if (event.type !== "attached") return null;
  const { attachment, file: sha256, bytes, media } = event;
  return { attachment, content: { sha256, bytes, media } };
}

test("an event that may be stored is read", () => {
  fc.assert(
    fc.property(good, (event) => {
      const line = canonicalJson(event);
      expect(readEventLine(line)).toBeDefined();
      expect(readEventLine(line)).toEqual(told(readSlowly(line)));
    }),
    { numRuns: 2000 },
  );
});

/** Values that fit no field, or fit one and not the other. */
const odd = fc.oneof(
  fc.constantFrom<Json>(
    null,
    "",
    0,
    -1,
    1.5,
    2 ** 53,
    true,
    [],
    {},
    "x".repeat(2001),
    "a\0b",
    "\ud800",
  ),
  fc.constantFrom<Json>(
    200 * 1024 * 1024 + 1,
    100_001,
    "count",
    "calculation",
    "2026-02-30T00:00:00Z",
    "0".repeat(64),
    "A".repeat(32),
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

test("an event with one field changed, missing or added is judged as the schema judges it", () => {
  let accepted = 0;
  fc.assert(
    fc.property(good, fc.nat(), fc.string(), odd, fc.nat(3), (event, at, name, value, act) => {
      const keys = Object.keys(event);
      const key = keys[at % keys.length] as string;
      const { [key]: _, ...without } = event;
      const changed: Json =
        act === 0
          ? { ...event, [key]: value }
          : act === 1
            ? without
            : act === 2
              ? { ...event, [name]: value }
              : {
                  ...event,
                  type: ["opened", "answered", "entry-added", "finished"][at % 4] as string,
                };
      const line = sortedJson(changed);
      if (readSlowly(line)) accepted++;
      expect(readEventLine(line)).toEqual(told(readSlowly(line)));
    }),
    { numRuns: 5000 },
  );
  // Both answers must occur, or the comparison says nothing.
  expect(accepted).toBeGreaterThan(100);
  expect(accepted).toBeLessThan(4500);
});

test("a line in which one byte was changed, left out or doubled is judged as the schema judges it", () => {
  fc.assert(
    fc.property(
      good,
      fc.nat(),
      fc.constantFrom(...'{}[],:"\\ 019eE.-nт\u0000\n'),
      fc.nat(2),
      (event, place, mark, act) => {
        const line = canonicalJson(event);
        const at = place % line.length;
        const changed =
          act === 0
            ? line.slice(0, at) + mark + line.slice(at + 1)
            : act === 1
              ? line.slice(0, at) + line.slice(at + 1)
              : line.slice(0, at) + mark + line.slice(at);
        expect(readEventLine(changed)).toEqual(told(readSlowly(changed)));
      },
    ),
    { numRuns: 5000 },
  );
});

const line =
  '{"at":"2026-11-22T14:04:02+03:00","device":"SHA256:mOhkGQHU8ShROmOzgabJO4yvP/yhjQFri43glIVCKeg",' +
  `"interview":"${"9f".repeat(16)}","prev":"${"1c".repeat(32)}","question":"district","seq":2,` +
  '"state":"answered","tick":2,"type":"answered","value":"درعا"}';

test.each([
  ["white space", (s: string) => s.replace(",", ", ")],
  ["keys in another order", (s: string) => s.replace(/("seq":2),("state":"answered")/, "$2,$1")],
  ["a key twice", (s: string) => s.replace('"seq":2', '"seq":2,"seq":2')],
  ["an escape where none is needed", (s: string) => s.replace("district", "\\u0064istrict")],
  ["a number written in another way", (s: string) => s.replace('"seq":2', '"seq":2.0')],
  ["half a character", (s: string) => s.replace("درعا", "\\ud83d")],
  ["a NUL", (s: string) => s.replace("درعا", "\\u0000")],
  ["a name that every object inherits", (s: string) => s.replace("{", '{"__proto__":{},')],
])("a line with %s is not an event, although it says the same", (_, change) => {
  expect(readEventLine(line)).toBeDefined();
  expect(change(line)).not.toBe(line);
  expect(readEventLine(change(line))).toBeUndefined();
});

test("the longest answer is read, and one that is longer by a character is not", () => {
  const long = (value: string) => line.replace("درعا", value);
  expect(readEventLine(long("د".repeat(200_000)))).toBeDefined();
  expect(readEventLine(long("\\n".repeat(200_000)))).toBeDefined();
  expect(readEventLine(long("د".repeat(200_001)))).toBeUndefined();
  expect(readEventLine(long("\\n".repeat(200_001)))).toBeUndefined();
});

test.each(["\\n", "a", "\\u0001a", '\\"', ",", '","x":"'])(
  "a line as long as a parcel allows, full of %j, is judged, and not tried in every way",
  (filling) => {
    const long = line.replace("درعا", filling.repeat(2 ** 20 / filling.length));
    expect(readEventLine(long)).toBeUndefined();
  },
);

/** As canonical as JSON of any value can be made: sorted, without white space. */
function sortedJson(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => sortedJson(item)).join(",")}]`;
  const record = value as { [key: string]: Json };
  const fields = Object.keys(record).sort();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${sortedJson(record[key] as Json)}`).join(",")}}`;
}
