import { expect, test } from "vitest";
import { blankQuestionnaire } from "../../../shared/paper/blank.ts";
import type { Definition } from "../../../shared/questionnaire/index.ts";
import { builtInForm } from "../questionnaire/built-in.ts";
import { compileTables } from "../questionnaire/scenario.ts";
import { textOf, wordsIn } from "./small-words.ts";

function form(survey: string): Definition {
  const { definition, problems } = compileTables({
    survey: `type | name | label::Arabic (ar) | label::English (en) | relevant | appearance | hint::English (en) | repeat_count\n${survey}`,
    choices: `list_name | name | label::Arabic (ar) | label::English (en)
yes_no | yes | نعم | Yes
yes_no | no | لا | No
acts | a | الأول | First
acts | b | الثاني | Second`,
    settings:
      "form_title | form_id | version | default_language\nقصير / Short | short | 7 | Arabic (ar)",
  });
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}

/** The form on paper; in English unless said otherwise. */
function onPaper(survey: string, language: "ar" | "en" = "en", digits: "latn" | "arab" = "latn") {
  const definition = form(survey);
  const printed = definition.languages.find(({ tag }) => tag === language);
  if (!printed) throw new Error("no such language");
  return blankQuestionnaire(definition, printed, 3, wordsIn(language, digits));
}

const agree = "select_one yes_no | agree | هل توافقون؟ | Do you agree? | | | |";

test.each([
  ["${agree} = 'yes'", "Only if the answer to question 1 is “Yes”."],
  ["${agree} != 'yes'", "Only if the answer to question 1 is not “Yes”."],
  ["not(${agree} = 'yes')", "Only if the answer to question 1 is not “Yes”."],
  ["selected(${agree}, 'no')", "Only if the answer to question 1 is “No”."],
  ["${agree} != ''", "Only if question 1 has an answer."],
  ["${agree} = ''", "Only if question 1 has no answer."],
  ["selected(${acts}, 'a')", "Only if “First” is ticked at question 2."],
  ["not(selected(${acts}, 'b'))", "Only if “Second” is not ticked at question 2."],
  ["${age} >= 18", "Only if the answer to question 3 is 18 or more."],
  ["${age} < 18", "Only if the answer to question 3 is less than 18."],
  [
    "${agree} = 'yes' and ${age} > 3",
    "Only if the answer to question 1 is “Yes”, and the answer to question 3 is more than 3.",
  ],
  [
    "${agree} = 'yes' and (${age} = 3 or ${age} = 4)",
    "Only if the answer to question 1 is “Yes”, and (the answer to question 3 is 3, or the answer to question 3 is 4).",
  ],
])("the condition %s is said as: %s", (condition, said) => {
  const { html } = onPaper(`${agree}
select_multiple acts | acts | ما جرى؟ | What happened? | | | |
integer | age | العمر | Age | | | |
text | more | والمزيد؟ | And more? | ${condition} | | |`);
  expect(textOf(html)).toContain(`\n${said}\n`);
});

test.each([
  ["a list of which more than one may be ticked, compared as a whole", "${acts} = 'a'"],
  ["a calculation", "string-length(${more}) > 3"],
  ["a code without words", "${agree} = 'maybe'"],
  ["a text that is compared", "${more} = 'x'"],
  ["a denied choice between two", "not(${agree} = 'yes' or ${age} = 3)"],
  ["a part that cannot be said", "${agree} = 'yes' and count-selected(${acts}) > 1"],
  ["a number that is denied", "not(${age} > 3)"],
])("%s is not said, and the paper points to Daftar", (_, condition) => {
  const { html } = onPaper(`${agree}
select_multiple acts | acts | ما جرى؟ | What happened? | | | |
integer | age | العمر | Age | | | |
text | more | والمزيد؟ | And more? | | | |
text | last | أخيراً | Last? | ${condition} | | |`);
  expect(textOf(html)).toContain("Not in every case: see the questionnaire in Daftar.");
  expect(textOf(html)).not.toContain("Only if");
});

test("a question in another repeat is not spoken of by a number that stands for several", () => {
  const { html } = onPaper(`begin_repeat | step | خطوة | Step | | | |
select_one yes_no | seen | رأيتم؟ | Seen? | | | |
text | where | أين؟ | Where? | \${seen} = 'yes' | | |
end_repeat | | | | | | |
text | after | وبعد؟ | And then? | \${seen} = 'yes' | | |`);
  const text = textOf(html);
  expect(text.match(/Only if the answer to question 1 is “Yes”\./g)).toHaveLength(3);
  expect(text.slice(text.indexOf("And then?"))).toContain("see the questionnaire in Daftar");
});

test("a repeat is printed as often as was asked, and says so; its questions keep their numbers", () => {
  const { html } = onPaper(`begin_repeat | step | خطوة | Step | | | |
text | where | أين؟ | Where? | | | |
end_repeat | | | | | | |
begin_repeat | pair | زوج | Pair | | | | 2
text | who | من؟ | Who? | | | |
end_repeat | | | | | | |`);
  const text = textOf(html);
  expect(text.match(/Where\?/g)).toHaveLength(3);
  expect(text.match(/Who\?/g)).toHaveLength(2);
  expect(text).toContain("Blocks printed here: 3.");
  expect(text).toContain("Blocks printed here: 2.");
  expect(html.match(/<p class="number"><bdi dir="ltr">1<\/bdi><\/p>/g)).toHaveLength(3);
});

test("what is for the interviewer is marked, and every kind of answer has its place", () => {
  const { html } = onPaper(`select_one yes_no | a | أ | One of them | | interviewer | Do not ask |
select_multiple acts | b | ب | Several | | | |
text | c | ج | Long | | multiline | |
date | d | د | When | | | |
text | e | ه | About when | | partial-date | |
image | f | و | Picture | | | |
acknowledge | g | ز | Read | | | |`);
  expect(textOf(html)).toContain("for the interviewer");
  expect(html.match(/class="box one"/g)).toHaveLength(2);
  expect(html.match(/class="box"/g)).toHaveLength(4);
  expect(html.match(/class="line"/g)).toHaveLength(8);
  expect(textOf(html)).toContain("Only in Daftar: a recording, a picture or a file.");
  expect(textOf(html).match(/Month/g)).toHaveLength(2);
});

test("an Arabic paper runs from the right, with its digits and its half of the title", () => {
  const { html, style } = onPaper(agree, "ar", "arab");
  expect(html).toMatch(/^<!doctype html>\n<html lang="ar" dir="rtl">/);
  expect(html).toContain("<title>قصير</title>");
  expect(html).toContain('<p class="number"><bdi dir="ltr">١</bdi></p>');
  expect(style).toContain(
    'content: "صفحة " counter(page, arabic-indic) " من " counter(pages, arabic-indic)',
  );
  expect(style).toMatch(/@bottom-right \{ content: "7 /);
  const english = onPaper(agree);
  expect(english.html).toContain('<html lang="en" dir="ltr">');
  expect(english.style).toContain(
    'content: "Page " counter(page, decimal) " of " counter(pages, decimal)',
  );
  expect(english.style).toMatch(/@bottom-left \{ content: "7 /);
});

test("nothing that a form says becomes a mark of HTML or of CSS", () => {
  const { html, style } = onPaper(
    `text | a | <script>alert(1)</script> | <img src=x onerror="alert('1')"> & \${b} | | | </style><b>\ntext | b | ب | B | | | |`,
  );
  expect(html).not.toMatch(/<(script|img|b)\b|onerror="/);
  expect(html).toContain(
    "&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62; &#38; <bdi>………</bdi>",
  );
  expect(style).not.toContain("<");
});

test.each(["ar", "en"] as const)(
  "the built-in questionnaire has every question once for each time it is printed, in %s",
  async (language) => {
    const definition = await builtInForm();
    const printed = definition.languages.find(({ tag }) => tag === language);
    if (!printed) throw new Error("no such language");
    const { html } = blankQuestionnaire(definition, printed, 1, wordsIn(language));
    const numbers = [...html.matchAll(/<p class="number"><bdi dir="ltr">(\d+)</g)].map(([, n]) =>
      Number(n),
    );
    const questions = definition.nodes.filter(({ kind }) => kind === "question");
    expect(numbers).toEqual(questions.map((_, at) => at + 1));
  },
);
