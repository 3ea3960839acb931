import { expect, test } from "vitest";
import { isChord, isTypingIn, optionNumber, printedKeys } from "../../../renderer/ui/chord.ts";

const pressed = {
  code: "KeyL",
  key: "l",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
};

test("a key is known by its place, so an Arabic layout changes nothing", () => {
  expect(isChord("Ctrl+KeyL", { ...pressed, key: "م", ctrlKey: true }, "rtl")).toBe(true);
  expect(isChord("Ctrl+KeyL", { ...pressed, key: "l", metaKey: true }, "ltr")).toBe(true);
});

test("nothing may be held that the chord does not name", () => {
  expect(isChord("Ctrl+KeyL", pressed, "ltr")).toBe(false);
  expect(isChord("Ctrl+KeyL", { ...pressed, ctrlKey: true, shiftKey: true }, "ltr")).toBe(false);
  expect(isChord("F6", { ...pressed, code: "F6", altKey: true }, "ltr")).toBe(false);
});

test("forward follows the reading direction", () => {
  const right = { ...pressed, code: "ArrowRight", key: "ArrowRight", altKey: true };
  expect(isChord("Alt+Forward", right, "ltr")).toBe(true);
  expect(isChord("Alt+Forward", right, "rtl")).toBe(false);
  expect(isChord("Alt+Backward", right, "rtl")).toBe(true);
  expect(printedKeys("Alt+Forward", "rtl")).toEqual(["Alt", "←"]);
  expect(printedKeys("Ctrl+KeyL", "rtl")).toEqual(["Ctrl", "L"]);
});

test("options are chosen by any digits and by the number pad, but not while something is held", () => {
  expect(optionNumber({ ...pressed, code: "Digit3", key: "٣" })).toBe(3);
  expect(optionNumber({ ...pressed, code: "Numpad7", key: "7" })).toBe(7);
  expect(optionNumber({ ...pressed, code: "Digit0", key: "0" })).toBeNull();
  expect(optionNumber({ ...pressed, code: "Digit3", key: "3", ctrlKey: true })).toBeNull();
});

test("a text field keeps its single keys to itself; a box to tick does not", () => {
  const make = (html: string) => {
    const holder = document.createElement("div");
    holder.append(new DOMParser().parseFromString(html, "text/html").body.firstElementChild ?? "");
    return holder.firstElementChild;
  };
  expect(isTypingIn(make("<input type='text'>"))).toBe(true);
  expect(isTypingIn(make("<textarea></textarea>"))).toBe(true);
  expect(isTypingIn(make("<input type='radio'>"))).toBe(false);
  expect(isTypingIn(make("<div></div>"))).toBe(false);
});
