import { useState } from "react";
import { expect, test } from "vitest";
import { DigitsField } from "../../../renderer/ui/DigitsField.tsx";
import { draw, find, leave, settle, textOf, type } from "../world.tsx";

function kept() {
  const told: string[] = [];
  function Days({ first = "", isWhole = false }: { first?: string; isWhole?: boolean }) {
    const [value, setValue] = useState(first);
    return (
      <DigitsField
        label="عدد الأيام"
        isWhole={isWhole}
        value={value}
        onAnswer={async (next) => {
          told.push(next);
          setValue(next);
          return true;
        }}
      />
    );
  }
  return { told, Days };
}

const field = () => find("textbox", "عدد الأيام") as HTMLInputElement;

test.each([
  ["١٢٣", "123"],
  ["۱۲۳", "123"],
  ["123", "123"],
  ["١٢٫٥", "12.5"],
  ["١٬٢٣٤", "1234"],
])("%s is stored as %s and stays on the screen as it was typed", async (typed, stored) => {
  const { told, Days } = kept();
  await draw(<Days />);
  type(field(), typed);
  leave();
  await settle();
  expect(told).toEqual([stored]);
  expect(field().value).toBe(typed);
});

test("what is no number is not handed over, and is said after leaving", async () => {
  const { told, Days } = kept();
  await draw(<Days first="12" />);
  type(field(), "عشرة");
  expect(textOf()).not.toContain("لم يُحفظ");
  leave();
  await settle();
  expect(told).toEqual([]);
  expect(field().value).toBe("عشرة");
  expect(textOf()).toContain("ليس هذا رقماً، لذلك لم يُحفظ. ما زال على الشاشة.");
  expect(field().getAttribute("aria-describedby")).not.toBeNull();
  type(field(), "10");
  expect(textOf()).not.toContain("ليس هذا رقماً");
});

test("a whole number takes no fraction and rounds none", async () => {
  const { told, Days } = kept();
  await draw(<Days isWhole />, "en-GB");
  type(field(), "1.5");
  leave();
  expect(told).toEqual([]);
  expect(field().value).toBe("1.5");
  expect(textOf()).toContain("Only a whole number fits here");
});

test("an emptied field is handed over as empty", async () => {
  const { told, Days } = kept();
  await draw(<Days first="12" />);
  type(field(), "");
  leave();
  expect(told).toEqual([""]);
});

test("a stored number is shown in the digits of the person", async () => {
  const { Days } = kept();
  await draw(<Days first="2018" />, "ar-SY");
  expect(field().value).toBe("٢٠١٨");
});

test("nothing is clamped, and no wheel or arrow changes a number", async () => {
  const { Days } = kept();
  await draw(<Days first="2009" />);
  expect(field().type).toBe("text");
  field().dispatchEvent(new WheelEvent("wheel", { deltaY: -100, bubbles: true }));
  field().dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true }));
  expect(field().value).toBe("2009");
});
