import { expect, test } from "vitest";
import { plainText } from "../../../../shared/questionnaire/index.ts";
import { scenario, taken } from "../scenario.ts";

const bilingual = {
  survey: `type | name | label::English (en) | label::العربية (ar) | hint::English (en) | hint::العربية (ar) | guidance_hint::English (en)
text | who | Who? | من؟ | Their code | الرمز | Say it slowly
text | where | Where was \${who}? | أين كان \${who}؟ | | في أي مكان؟ |`,
  settings: "form_id | default_language\nf | العربية (ar)",
};

test("a form opens in its default language and switches in the middle", () => {
  const s = scenario(bilingual);
  expect(s.form.language).toBe("العربية (ar)");
  expect(s.form.languages).toEqual([
    { name: "English (en)", tag: "en", direction: "ltr" },
    { name: "العربية (ar)", tag: "ar", direction: "rtl" },
  ]);
  expect(s.label("who")).toBe("من؟");
  s.set("who", "أمل");
  const change = taken(s.form.setLanguage("English (en)"));
  expect(change).toMatchObject({ cause: "language", stored: [] });
  expect(s.label("where")).toBe("Where was أمل?");
  expect(s.form.snapshot().language).toBe("English (en)");
  expect(s.reopened().form.language).toBe("English (en)");
  expect(s.form.setLanguage("Français").ok).toBe(false);
});

test("an inserted value is a piece of its own, which text output isolates", () => {
  const s = scenario(bilingual);
  s.set("who", "DF3-K7Q2");
  const { label } = s.view("where");
  expect(label.parts).toEqual([
    { kind: "text", text: "أين كان ", weight: "plain" },
    { kind: "value", text: "DF3-K7Q2" },
    { kind: "text", text: "؟", weight: "plain" },
  ]);
  expect(plainText(label, true)).toBe("أين كان \u2068DF3-K7Q2\u2069؟");
});

test("a change that a sentence shows touches the question that shows it, and no other", () => {
  const s = scenario(bilingual);
  expect(s.set("who", "x").touched).toEqual(["who", "where"]);
  expect(s.set("where", "y").touched).toEqual(["where"]);
});

test("a missing translation falls back and says in which language it is", () => {
  const s = scenario(bilingual);
  expect(s.view("who").guidance).toMatchObject({ fallback: "English (en)" });
  taken(s.form.setLanguage("English (en)"));
  expect(s.view("where").hint).toMatchObject({
    parts: [{ text: "في أي مكان؟" }],
    fallback: "العربية (ar)",
  });
  expect(s.view("where").guidance).toBeNull();
});

test("emphasis, headings and line breaks are all there is; tags and the rest are shown as typed", () => {
  const s = scenario({
    survey: `type | name | label
note | a | ضعوا **خطاً** تحت *هذا* و_ذاك_
note | b | <b>5 * 3</b> a_b_c ** ناقص
note | c | # عنوان`,
  });
  const parts = (ref: string) =>
    s
      .view(ref)
      .label.parts.map((part) =>
        part.kind === "text" && part.weight === "emphasis"
          ? `<${part.text}>`
          : part.kind === "text"
            ? part.text
            : "",
      );
  expect(parts("a")).toEqual(["ضعوا ", "<خطاً>", " تحت ", "<هذا>", " و_ذاك_"]);
  expect(parts("b").join("")).toBe("<b>5 * 3</b> a_b_c ** ناقص");
  expect(parts("c")).toEqual(["<عنوان>"]);
});

test("messages belong to the violation and may insert values", () => {
  const s = scenario({
    survey: `type | name | label | required | required_message | constraint | constraint_message
integer | most | الحد | | | |
integer | n | كم؟ | yes | هذا مطلوب | . <= \${most} | ليس أكثر من \${most}`,
  });
  const message = () => plainText(s.view("n").message ?? { parts: [], fallback: null });
  expect(message()).toBe("هذا مطلوب");
  s.set("most", "5");
  s.set("n", "6");
  expect(message()).toBe("ليس أكثر من 5");
  s.set("n", "4");
  expect(s.view("n").message).toBeNull();
});
