import { expect, test } from "vitest";
import { open } from "../../../../shared/questionnaire/index.ts";
import { compileTables, csvFile, lines, scenario, taken, testWorld } from "../scenario.ts";

test("a submission holds what is relevant, in the order of the survey", () => {
  const s = scenario({
    survey: `type | name | label | relevant
text | a | أ |
begin_group | g | مجموعة |
text | hidden_one | مخفي | \${a} = 'x'
text | b | ب |
end_group | | |
begin_repeat | r | بند |
text | c | ج |
end_repeat | | |`,
    settings: "form_id | version | instance_name | name\nf | 3 | concat('مقابلة ', ${a}) | root",
  });
  s.set("a", '5 < 6 & "قال"');
  s.add("r");
  const xml = s.form.submission();
  expect(xml).toMatch(/^<root id="f" version="3"><a>5 &lt; 6 &amp; &quot;قال&quot;<\/a>/);
  expect(xml).toContain("<g><b/></g><r><c/></r><r><c/></r><meta>");
  expect(xml).toMatch(/<instanceID>uuid:[0-9a-f-]{36}<\/instanceID>/);
  expect(xml).toContain("<instanceName>مقابلة 5 &lt; 6");
  expect(xml).not.toContain("deprecatedID");
  expect(s.reopened().form.submission()).toBe(xml);
});

test("answer states are in it only where the form has declared them", () => {
  const survey = "type | name | label\ntext | a | أ\ntext | b | ب";
  const plain = scenario({ survey });
  taken(plain.form.setState("a", "dont-know"));
  expect(plain.form.submission()).toContain("<a/>");
  const declared = scenario({
    survey,
    settings: 'form_id | namespaces\nf | daftar="urn:daftar:xforms"',
  });
  taken(declared.form.setState("a", "dont-know"));
  expect(declared.form.submission()).toContain('<a daftar:state="dont-know"/><b/>');
});

test("the end is written when the interview ends", () => {
  const s = scenario({ survey: "type | name | label\nend | ended |\ntext | a | أ" });
  expect(s.value("ended")).toBe("");
  const { change } = s.form.finish();
  expect(change.stored).toMatchObject([{ ref: "ended", value: "2026-11-22T12:00:00.000+03:00" }]);
});

test("attributes a form asks for are written beside its values, with the namespaces it declares", () => {
  const s = scenario({
    survey: "type | name | label | instance::odkx:tag | instance::hint\ntext | a | أ | x<y | z",
    settings: 'form_id | namespaces\nf | odkx="urn:x"',
  });
  expect(s.form.submission()).toMatch(
    /^<data xmlns:odkx="urn:x" id="f"><a odkx:tag="x&lt;y" hint="z"\/><meta>/,
  );
});

test("a table beside the form is nothing that the interview holds", () => {
  const files = [csvFile("prices.csv", "code,cost\na,3")];
  const tables = {
    survey: `type | name | label | calculation
text | a | أ |
csv-external | prices | |
calculate | cost | | instance('prices')/root/item[code = \${a}]/cost`,
  };
  const s = scenario(tables, {}, files);
  s.set("a", "a");
  expect(s.form.nodes().map(({ ref }) => ref)).toEqual(["a", "cost"]);
  expect(s.form.submission()).toContain("<a>a</a><cost>3</cost><meta>");
  const asked = { survey: `${tables.survey}\ncalculate | wrong | | \${prices}` };
  expect(lines(compileTables(asked, files).problems)).toContain(
    "error survey 5 calculation unknown-reference",
  );
});

test("a revision is another instance, and names the one it takes the place of", () => {
  const { definition } = compileTables({ survey: "type | name | label\ntext | a | أ" });
  if (!definition) throw new Error("no form");
  const idsOf = (revision: number) => {
    const xml = open(definition, undefined, { ...testWorld(), revision }).submission();
    const id = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
    return { id: id("instanceID"), old: id("deprecatedID") };
  };
  const [first, second, third] = [idsOf(0), idsOf(1), idsOf(2)];
  expect(first.old).toBeUndefined();
  expect(second.old).toBe(first.id);
  expect(third.old).toBe(second.id);
  expect(new Set([first.id, second.id, third.id]).size).toBe(3);
});
