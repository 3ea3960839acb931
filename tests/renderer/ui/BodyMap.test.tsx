import { act, useState } from "react";
import { afterEach, expect, test } from "vitest";
import type { DisplayLocale } from "../../../renderer/i18n.ts";
import { BodyMap } from "../../../renderer/ui/BodyMap.tsx";
import { bodyRegions } from "../../../renderer/ui/body-outline.ts";
import { clearToasts, Toasts } from "../../../renderer/ui/Toast.tsx";
import { click, draw, find, findAll, focus, press, settle } from "../world.tsx";

afterEach(() => act(clearToasts));

const offered = {
  head: "الرأس",
  arm_l: "الذراع اليسرى",
  arm_r: "الذراع اليمنى",
  back_upper: "أعلى الظهر",
  whole: "كامل الجسم",
  none: "لا يوجد",
};

async function ask({
  first = "",
  isReadOnly = false,
  locale,
}: {
  readonly first?: string;
  readonly isReadOnly?: boolean;
  readonly locale?: DisplayLocale;
} = {}) {
  const told: string[] = [];
  function Question() {
    const [value, setValue] = useState(first);
    return (
      <BodyMap
        label="أين؟"
        value={value}
        options={Object.entries(offered).map(([name, words]) => ({ name, words, label: words }))}
        exclusive={["none"]}
        isReadOnly={isReadOnly}
        onAnswer={async (next) => {
          told.push(next);
          setValue(next);
          return true;
        }}
      />
    );
  }
  await draw(
    <>
      <Question />
      <Toasts />
    </>,
    locale,
  );
  return told;
}

const shapes = (code: string) => [...document.querySelectorAll(`[data-region="${code}"]`)];
const point = async (code: string) => {
  act(() => void shapes(code)[0]?.dispatchEvent(new MouseEvent("click", { bubbles: true })));
  await settle();
};

test("what is pointed at is chosen in the list, and pointed at again it is not", async () => {
  const told = await ask();
  await point("head");
  expect((find("checkbox", "الرأس") as HTMLInputElement).checked).toBe(true);
  await point("arm_l");
  await point("head");
  expect(told).toEqual(["head", "head arm_l", "arm_l"]);
});

test("the list alone is enough: by click, by digit, and for what the outline does not know", async () => {
  const told = await ask();
  click(find("checkbox", "كامل الجسم"));
  await settle();
  focus(find("checkbox", "كامل الجسم"));
  press("Digit2");
  await settle();
  expect(told).toEqual(["whole", "arm_l whole"]);
  expect(shapes("whole")).toEqual([]);
  expect(findAll("checkbox")).toHaveLength(6);
});

test("the picture is for pointing only, and what the question does not offer takes no pointing", async () => {
  await ask();
  const picture = document.querySelector("[aria-hidden=true] svg")?.closest("[aria-hidden=true]");
  expect(picture?.querySelector("a, button, input, [tabindex]")).toBeNull();
  expect(shapes("chest")).toEqual([]);
  expect(shapes("head")).toHaveLength(2);
  expect(shapes("back_upper")).toHaveLength(1);
  expect(shapes("arm_l")[0]?.querySelector("title")?.textContent).toBe("الذراع اليسرى");
});

test("a choice that stands alone clears what was pointed at, with a way back", async () => {
  const told = await ask({ first: "head arm_r" });
  click(find("checkbox", "لا يوجد"));
  await settle();
  click(find("button", "تراجع"));
  await settle();
  expect(told).toEqual(["none", "head arm_r"]);
});

test("an interview that can only be read is not changed by pointing", async () => {
  const told = await ask({ first: "head", isReadOnly: true });
  await point("arm_l");
  expect(told).toEqual([]);
});

test.each(["ar-SY-u-nu-latn", "en-GB"] as const)(
  "the sides are those of the person, and are not mirrored in %s",
  async (locale) => {
    await ask({ locale });
    const figures = document.querySelector("[aria-hidden=true] > [dir=ltr]");
    const sides = [...(figures?.children ?? [])].map((figure) =>
      [...figure.querySelectorAll("p:nth-of-type(2) > bdi")].map(({ textContent }) => textContent),
    );
    const [right, left] =
      locale === "en-GB" ? ["person’s right", "person’s left"] : ["يمين الشخص", "يسار الشخص"];
    expect(sides).toEqual([
      [right, left],
      [left, right],
    ]);
  },
);

test("the side a limb is drawn on is the person’s, from the front and from behind", () => {
  for (const [figure, near] of [
    ["front", "r"],
    ["back", "l"],
  ] as const) {
    const limbs = bodyRegions[figure].filter(({ code }) => /_[lr]$/u.test(code));
    expect(limbs.length).toBeGreaterThan(10);
    for (const { code, tick } of limbs) expect(tick[0] < 100, code).toBe(code.endsWith(near));
  }
});
