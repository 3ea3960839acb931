import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { displayLocale, loadWords, speak } from "../../renderer/i18n.ts";
import { commonFaults, contract } from "../../shared/contract/index.ts";
import { withoutMarks } from "./world.tsx";

const faults = [
  ...new Set([...commonFaults, ...Object.values(contract).flatMap((call) => [...call.faults])]),
];

test.each(["ar-SY-u-nu-latn", "en-GB"] as const)(
  "every fault of the contract has its sentence in %s, of at most thirty words",
  (locale) => {
    const words = loadWords(locale);
    for (const kind of faults) {
      const sentence = words.t(`faults:${kind}`);
      expect(words.exists(`faults:${kind}`), kind).toBe(true);
      expect(sentence, kind).toMatch(/[.؟]$/u);
      expect(sentence.split(/\s+/u).length, sentence).toBeLessThanOrEqual(30);
    }
  },
);

test("no sentence is kept for a fault that does not exist", () => {
  for (const language of ["ar", "en"]) {
    const text = readFileSync(`locales/${language}/faults.json`, "utf8");
    const unknown = Object.keys(JSON.parse(text)).filter((kind) => !faults.includes(kind as never));
    expect(unknown).toEqual([]);
  }
});

test("numbers in a sentence take the digits of the person", () => {
  const say = (locale: ReturnType<typeof displayLocale>) =>
    withoutMarks(loadWords(locale).t("ui:progress.of", { done: 1200, total: 4000 }));
  expect(say(displayLocale("ar", "arab"))).toBe("١٬٢٠٠ من ٤٬٠٠٠");
  expect(say(displayLocale("ar", "latn"))).toBe("1,200 من 4,000");
  expect(say(displayLocale("en", "arab"))).toBe("1,200 of 4,000");
});

test.each([
  [0, "المحاولة التالية ممكنة الآن."],
  [1, "المحاولة التالية ممكنة بعد ثانية واحدة."],
  [2, "المحاولة التالية ممكنة بعد ثانيتين."],
  [7, "المحاولة التالية ممكنة بعد 7 ثوانٍ."],
  [14, "المحاولة التالية ممكنة بعد 14 ثانية."],
  [100, "المحاولة التالية ممكنة بعد 100 ثانية."],
])("Arabic counts %i in its own form", (count, sentence) => {
  expect(loadWords("ar-SY-u-nu-latn").t("vault:unlock.wait", { count })).toBe(sentence);
});

test("an inserted text cannot turn the sentence around it", () => {
  const sentence = loadWords("ar-SY-u-nu-latn").t("ui:table.resize", { column: "DF3-K7Q2 (a)" });
  expect(sentence).toBe("عرض العمود \u2068DF3-K7Q2 (a)\u2069");
});

test("an inserted text is only text", () => {
  const words = loadWords("en-GB");
  const text = "<b>$t(ui:dialog.close) {{count}}</b>";
  expect(withoutMarks(words.t("ui:table.resize", { column: text }))).toBe(
    `Width of the column ${text}`,
  );
});

test("speaking turns the page and its language, and nothing else of it", async () => {
  const words = loadWords("ar-SY");
  await speak(words, "ar-SY");
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["ar", "rtl"]);
  await speak(words, "en-GB");
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["en", "ltr"]);
  expect(document.title).toBe("");
});

test("Arabic has every sentence that English has, and no empty one", () => {
  const keysOf = (language: string, file: string) => {
    const keys: string[] = [];
    const walk = (value: unknown, path: string) => {
      if (typeof value === "string") {
        expect(value.trim(), path).toBe(value);
        expect(value, path).not.toBe("");
        keys.push(path.replace(/_(zero|one|two|few|many|other)$/u, ""));
      } else
        for (const [key, inner] of Object.entries(value as object)) walk(inner, `${path}.${key}`);
    };
    walk(JSON.parse(readFileSync(`locales/${language}/${file}`, "utf8")), "");
    return [...new Set(keys)].sort();
  };
  const ours = ["common.json", "faults.json", "ui.json", "vault.json"];
  expect(readdirSync("locales/en")).toEqual(expect.arrayContaining(ours));
  for (const file of ours) expect(keysOf("ar", file), file).toEqual(keysOf("en", file));
});
