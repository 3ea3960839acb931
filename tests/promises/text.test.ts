// Text on its whole way: typed, stored, closed, opened, put into tables. The screen's part, that
// nothing is ever made of it but text, is a rule for the sources (tests/house/forbidden.test.ts) and
// for the page's policy (tests/journeys).
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { begin, must, smallDesk } from "../main/interviews/small-desk.ts";
import { builtIn, newHouse, samples } from "../main/small-house.ts";
import { temporaryDir } from "../main/vault/small-world.ts";

/** What other programs would run, show reversed, or trim. */
const hostile = [
  "'; DROP TABLE event; --",
  '" OR 1=1 --',
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  '=HYPERLINK("http://example.org","انقر")',
  "+963-0000",
  "-1+1",
  "@SUM(A1:A9)",
  "\t=1+1",
  "＝1+1",
  "{{constructor}} ${process.exit()} %s %n",
  "\u202eمقلوب\u202c و\u200cفاصلة \u0640ـتطويل\u0640",
  "  فراغ في أوله وآخره  ",
  "e\u0301 غير مركّب، é مركّب",
  "سطر\nوسطر\r\nوثالث",
  "👩‍👩‍👧 🏳️‍🌈 \u{1F600}",
  "__proto__",
  '{"__proto__":{"polluted":true}}',
];

test("Text comes out byte for byte as it went in, and no text from outside is ever executed.", async () => {
  // Whatever can be typed, through the disk and back.
  const desk = smallDesk();
  const { interview, say, agree, node } = begin(desk);
  agree();
  const anything = fc.oneof(
    fc.constantFrom(...hostile),
    fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
  );
  // Blanks alone are no answer: they clear the field.
  const words = anything.filter((text) => text.trim() !== "");
  let kept = 0;
  fc.assert(
    fc.property(words, (text) => {
      const said = say("m1/account", text);
      // What a history cannot hold exactly is refused, and not bent.
      if (!said.ok) {
        expect(said.fault.kind).toBe("text-not-storable");
        return;
      }
      kept++;
      expect(node("m1/account", desk.restarted())?.value).toBe(text);
      const { entries } = must(desk.slice.history({ interview, question: "m1/account" }));
      expect(entries.at(-1)?.value).toBe(text);
      must(desk.slice.list({ stage: null, search: text.slice(0, 100), offset: 0, limit: 1 }));
    }),
    { numRuns: 120, examples: hostile.map((text) => [text] as [string]) },
  );
  expect(kept).toBeGreaterThan(hostile.length - 1);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();

  // And on into the tables: whole in JSON, inert in a spreadsheet.
  const house = await newHouse("ندى");
  const [sample] = samples(0);
  if (!sample) throw new Error("no sample");
  for (const [i, text] of hostile.entries()) {
    const answers = { ...sample.answers, narrative: text, interview_code: `TXT-${1000 + i}` };
    const path = `interviews.${i}`;
    const { id } = must(house.rooms.fill(builtIn(house), { ...sample, answers }, path));
    must(house.rooms.interviews.finish({ interview: id }));
  }
  const out = join(temporaryDir(), "out");
  mkdirSync(out);
  must(house.rooms.analysis.table({ formats: ["csv", "json"], labels: "codes" }, out));
  const read = (name: string) => readFileSync(join(out, name), "utf8");
  const json = JSON.stringify(JSON.parse(read("returnee_interview.json")));
  for (const text of hostile) expect(json).toContain(JSON.stringify(text));
  const tables = readdirSync(out).filter((name) => name.endsWith(".csv"));
  const cells = tables.flatMap((name) => (parse(read(name), { bom: true }) as string[][]).flat());
  expect(cells.length).toBeGreaterThan(1000);
  const isNumber = (cell: string) => /^-?\d+(\.\d+)?$/.test(cell);
  const runs = (cell: string) => /^[\s"'\u00a0\ufeff]*[=+\-@\t\r＝＋－＠]/u.test(cell);
  const live = cells.filter((cell) => runs(cell) && !cell.startsWith("'") && !isNumber(cell));
  expect(live).toEqual([]);
});
