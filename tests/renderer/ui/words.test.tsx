import { act, useState } from "react";
import { getI18n } from "react-i18next";
import { afterEach, expect, test, vi } from "vitest";
import { lastWords, speak } from "../../../renderer/i18n.ts";
import { Bdi } from "../../../renderer/ui/Bdi.tsx";
import { Callout } from "../../../renderer/ui/Callout.tsx";
import { PageGuard } from "../../../renderer/ui/ErrorPage.tsx";
import { Field } from "../../../renderer/ui/Field.tsx";
import { InLanguage } from "../../../renderer/ui/InLanguage.tsx";
import { Num } from "../../../renderer/ui/Num.tsx";
import { Screen } from "../../../renderer/ui/Screen.tsx";
import { Skeleton } from "../../../renderer/ui/Skeleton.tsx";
import { TextLine } from "../../../renderer/ui/TextLine.tsx";
import { ToggleGroup } from "../../../renderer/ui/ToggleGroup.tsx";
import { PartialDateText, When } from "../../../renderer/ui/When.tsx";
import { click, draw, find, findAll, focus, press, textOf, type, wait } from "../world.tsx";

afterEach(() => void vi.restoreAllMocks());

test.each([
  ["ar-SY-u-nu-latn", "تشرين الثاني 2018 تقريباً", "24 تشرين الثاني 2026", "12,345"],
  ["ar-SY", "تشرين الثاني ٢٠١٨ تقريباً", "٢٤ تشرين الثاني ٢٠٢٦", "١٢٬٣٤٥"],
  ["en-GB", "about November 2018", "24 November 2026", "12,345"],
] as const)("dates and numbers in %s", async (locale, about, day, number) => {
  await draw(
    <>
      <p>
        <PartialDateText value="2018-11~" />
      </p>
      <p>
        <When moment="2026-11-24T23:32:00+03:00" show="day" />
      </p>
      <p>
        <Num value={12345} />
      </p>
    </>,
    locale,
  );
  expect([...document.querySelectorAll("p")].map((line) => textOf(line))).toEqual([
    about,
    day,
    number,
  ]);
});

test("a moment is shown as the clock showed it, in whatever zone the reader sits", async () => {
  await draw(<When moment="2026-11-24T23:32:00-08:00" show="time" />, "en-GB");
  expect(textOf()).toBe("23:32");
});

test("what is no date of ours is shown as it is", async () => {
  await draw(<PartialDateText value="بعد التسوية بشهرين" />);
  expect(textOf()).toBe("بعد التسوية بشهرين");
});

test("a value is kept apart from the sentence, and a code hides nothing", async () => {
  const { page } = await draw(
    <>
      <Bdi>Checkpoint 4</Bdi>
      <Bdi dir="ltr">{"abc\u202egpj.exe"}</Bdi>
    </>,
  );
  const [value, code] = page.querySelectorAll("bdi");
  expect(value?.dir).toBe("auto");
  expect(code?.dir).toBe("ltr");
  expect(code?.textContent).toBe("abc[U+202E]gpj.exe");
});

test("testimony is shown exactly as it was written", async () => {
  const said = "قال:\u200f «لا»\u202c";
  const { page } = await draw(<Bdi>{said}</Bdi>);
  expect(page.querySelector("bdi")?.textContent).toBe(said);
});

test("an English question in an Arabic page reads and moves left to right", async () => {
  const choose = vi.fn();
  const { page } = await draw(
    <InLanguage tag="" direction="ltr">
      <ToggleGroup
        label="precision"
        value="a"
        onChoose={choose}
        choices={[
          { name: "a", label: "Year" },
          { name: "b", label: "Month" },
        ]}
      />
    </InLanguage>,
  );
  expect(page.querySelector("[dir=ltr]")).not.toBeNull();
  focus(find("radio", "Year"));
  press("ArrowRight", { key: "ArrowRight" });
  expect(textOf(document.activeElement ?? undefined)).toBe("Month");
  expect(document.documentElement.dir).toBe("rtl");
});

test("a field is named by its label and described by its hint and its problem", async () => {
  const { page } = await draw(
    <Field label="رمز العمل" hint="رمز قصير" problem="أدخلوا رمزاً أولاً.">
      {(names) => <TextLine {...names} value="" onChange={() => {}} isInvalid />}
    </Field>,
  );
  const field = find("textbox", "رمز العمل");
  const described = (field.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => textOf(document.getElementById(id) ?? undefined));
  expect(described.join(" ")).toContain("رمز قصير");
  expect(described.join(" ")).toContain("أدخلوا رمزاً أولاً.");
  expect(page.querySelector("label")?.htmlFor).toBe(field.id);
});

test("an error is spoken at once and a notice in its turn; the code reads left to right", async () => {
  await draw(
    <>
      <Callout kind="error" code="disk-full">
        القرص ممتلئ.
      </Callout>
      <Callout kind="warning">يُرجى التحقق.</Callout>
    </>,
  );
  expect(textOf(find("alert"))).toContain("القرص ممتلئ.");
  expect(textOf(find("status"))).toContain("يُرجى التحقق.");
  expect(document.querySelector("bdi[dir=ltr]")?.textContent).toBe("disk-full");
});

test("what is loaded quickly does not flicker", async () => {
  await draw(<Skeleton onCancel={() => {}} />);
  expect(textOf()).toBe("");
  await wait(400);
  expect(textOf()).toContain("جارٍ التحميل…");
  expect(findAll("button")).toHaveLength(0);
});

test("a screen has its regions, a way past the side, and takes the focus from a page that is gone", async () => {
  await draw(
    <Screen title="المقابلات" foot={<span>أسفل</span>}>
      <p>نص</p>
    </Screen>,
  );
  expect(find("heading", "المقابلات")).toBe(document.activeElement);
  expect(find("banner")).toBeTruthy();
  expect(find("complementary", "الانتقال إلى شاشات أخرى")).toBeTruthy();
  expect(find("contentinfo")).toBeTruthy();
  click(find("button", "إلى المحتوى"));
  expect(document.activeElement).toBe(find("main"));
  expect(window.location.hash).toBe("");
});

test("a page that breaks says so in both languages and shows nothing of the error", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const reload = vi.fn();
  function Broken(): never {
    throw new Error("قال الشاهد إن اسمه كذا");
  }
  await draw(
    <PageGuard words={lastWords} onReload={reload}>
      <Broken />
    </PageGuard>,
  );
  expect(textOf()).toContain("توقّفت هذه الصفحة");
  expect(textOf()).toContain("This page has stopped");
  expect(textOf()).not.toContain("الشاهد");
  click(find("button", "Open the page again"));
  expect(reload).toHaveBeenCalledOnce();
});

test("a language switched in mid-sentence loses nothing that was typed", async () => {
  function Typing() {
    const [text, setText] = useState("نصف");
    return <TextLine label="نص" value={text} onChange={setText} />;
  }
  await draw(<Typing />);
  type(find("textbox", "نص"), "نصف كلمة");
  await act(() => speak(getI18n(), "en-GB"));
  expect((find("textbox", "نص") as HTMLInputElement).value).toBe("نصف كلمة");
  expect(document.documentElement.dir).toBe("ltr");
});
