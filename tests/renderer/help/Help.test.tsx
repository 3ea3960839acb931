import { useState } from "react";
import { expect, test } from "vitest";
import { Help } from "../../../renderer/help/Help.tsx";
import { type PageName, pageNames } from "../../../renderer/help/pages.ts";
import type { DisplayLocale } from "../../../renderer/i18n.ts";
import { pageDirection, printedKeys } from "../../../renderer/ui/chord.ts";
import { everyKey, keyNames } from "../../../renderer/ui/every-key.ts";
import { useKeys } from "../../../renderer/ui/Keys.tsx";
import { ok } from "../open-notebook.tsx";
import {
  click,
  draw,
  find,
  findAll,
  press,
  pretendKeeper,
  settle,
  textOf,
  type,
} from "../world.tsx";

/** A screen with a key of its own, and help in front of it once F1 is pressed. */
function Reading({ at }: { readonly at: PageName }) {
  const [page, setPage] = useState<PageName | null>(null);
  useKeys([
    { key: "pause", act: () => {} },
    { key: "help", act: () => setPage(at) },
  ]);
  return <Help page={page} onPage={setPage} onClose={() => setPage(null)} />;
}

async function read(
  at: PageName,
  locale: DisplayLocale = "ar-SY-u-nu-latn",
  notices: () => unknown = () => ok({ text: "react 19: MIT" }),
) {
  const keeper = pretendKeeper({
    "shell.about": () => ok({ preview: true, practice: false, version: "0.1.0" }),
    "shell.notices": notices,
  });
  await draw(<Reading at={at} />, locale);
  press("F1");
  await settle();
  return keeper;
}

test.each(["ar-SY-u-nu-latn", "en-GB"] as const)(
  "every page can be opened and no sentence has an empty hole, in %s",
  async (locale) => {
    await read("first-steps", locale);
    const pages = findAll("button").filter((button) => button.closest("nav") !== null);
    expect(pages).toHaveLength(pageNames.length);
    for (const page of pages) {
      click(page);
      await settle();
      const shown = textOf(find("dialog"));
      expect(shown).not.toMatch(/\{\{|\}\}|«»|“”/u);
      // A sentence that does not exist would be said by its key.
      expect(shown).not.toMatch(/[a-z-]+:[a-z-]+\.[a-z-]/u);
      expect(document.activeElement?.textContent).toBe(textOf(page));
    }
  },
);

test.each(["ar-SY-u-nu-latn", "en-GB"] as const)(
  "every key of Daftar stands on the page of keys, with what it does, in %s",
  async (locale) => {
    await read("keys", locale);
    const rows = findAll("region").flatMap((list) =>
      [...list.querySelectorAll("dl > div")].map((row) => textOf(row)),
    );
    for (const name of keyNames) {
      const printed = printedKeys(everyKey[name].chord, pageDirection()).join("");
      expect(rows.filter((row) => row.endsWith(printed) && row !== printed)).not.toEqual([]);
    }
    expect(rows).toHaveLength(keyNames.length + 2);
  },
);

test("the keys of the screen behind the help come first", async () => {
  await read("keys");
  expect(textOf(findAll("region")[0])).toBe("في الشاشة التي خلف المساعدةاستراحةF9المساعدةF1");
});

test("what is typed finds pages however it is written, marks the words, and Enter opens the first", async () => {
  await read("first-steps");
  expect(document.activeElement).toBe(find("textbox"));
  type(find("textbox"), "الاسترجاع ورقه");
  expect(textOf(find("status"))).toBe("الصفحات التي وُجدت: 3");
  const first = find("button", "الدفتر وعبارة المرور وورقة الاسترجاع");
  expect([...first.querySelectorAll("mark")].map((mark) => mark.textContent)).toContain(
    "الاسترجاع",
  );
  press("Enter");
  await settle();
  expect(document.activeElement?.textContent).toBe("الدفتر وعبارة المرور وورقة الاسترجاع");
  press("KeyF", { ctrlKey: true });
  expect(document.activeElement).toBe(find("textbox"));
});

test("where nothing is found, it says so and leads back to all pages", async () => {
  await read("first-steps", "en-GB");
  type(find("textbox"), "zebra");
  expect(textOf(find("status"))).toBe("No page holds these words.");
  expect(textOf(find("dialog"))).toContain("Try fewer words");
  click(find("button", "Show all pages"));
  expect(findAll("button").filter((button) => button.closest("nav"))).toHaveLength(
    pageNames.length,
  );
});

test("help asks nothing but which program this is", async () => {
  const { asked } = await read("about");
  expect(textOf(find("dialog"))).toContain("0.1.0");
  expect(textOf(find("dialog"))).toContain("معاينة");
  expect(asked.map(([name]) => name)).toEqual(["shell.about"]);
});

test("the licences of the parts are read where somebody asks for them, and take the focus", async () => {
  const { asked } = await read("about", "en-GB");
  click(find("button", "Show the licences of its parts"));
  await settle();
  expect(asked.map(([name]) => name)).toEqual(["shell.about", "shell.notices"]);
  expect(textOf(find("region", "Licences of its parts"))).toBe("react 19: MIT");
  expect(document.activeElement).toBe(find("region", "Licences of its parts"));
});

test("where they are missing it is said, with what to do", async () => {
  await read("about", "en-GB", () => ({ ok: false, fault: { kind: "notices-missing" } }));
  click(find("button", "Show the licences of its parts"));
  await settle();
  expect(textOf(find("alert"))).toContain("Ask for the program again");
});
