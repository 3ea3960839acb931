import { act, useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Checks } from "../../../renderer/ui/Checks.tsx";
import { Radios } from "../../../renderer/ui/Radios.tsx";
import { clearToasts, Toasts } from "../../../renderer/ui/Toast.tsx";
import { click, draw, find, findAll, focus, leave, press, settle, textOf } from "../world.tsx";

afterEach(() => {
  vi.useRealTimers();
  act(clearToasts);
});

const bodies = [
  { name: "air", label: "المخابرات الجوية" },
  { name: "military", label: "الأمن العسكري (الفرع 215)" },
  { name: "police", label: "الشرطة العسكرية" },
];

const acts = [
  { name: "sleep", label: "الحرمان من النوم" },
  { name: "food", label: "الحرمان من الطعام" },
  { name: "beating", label: "الضرب" },
  { name: "none", label: "لا شيء مما سبق" },
];

function kept(isSaved = true) {
  const told: string[] = [];
  const use = (first: string) => {
    const [value, setValue] = useState(first);
    const onAnswer = async (next: string) => {
      told.push(next);
      if (isSaved) setValue(next);
      return isSaved;
    };
    return { value, onAnswer };
  };
  return { told, use };
}

const chosen = (role: string) =>
  findAll(role)
    .filter((box) => (box as HTMLInputElement).checked)
    .map((box) => (box as HTMLInputElement).value);

test("nothing is chosen beforehand", async () => {
  await draw(<Radios label="الجهة" options={bodies} value="" onAnswer={async () => true} />);
  expect(chosen("radio")).toEqual([]);
  expect(find("radiogroup", "الجهة").getAttribute("aria-required")).toBeNull();
});

test("a pressed option is handed over at once", async () => {
  const { told, use } = kept();
  const Question = () => <Radios label="الجهة" options={bodies} {...use("")} />;
  await draw(<Question />);
  click(find("radio", "الشرطة العسكرية"));
  expect(told).toEqual(["police"]);
  await settle();
  expect(chosen("radio")).toEqual(["police"]);
});

test.each([
  ["Digit2", "2"],
  ["Digit2", "٢"],
  ["Numpad2", "2"],
])("the key %s (%s) chooses the second option", async (code, key) => {
  const { told, use } = kept();
  const Question = () => <Radios label="الجهة" options={bodies} {...use("")} />;
  await draw(<Question />);
  focus(find("radio", "المخابرات الجوية"));
  press(code, { key });
  expect(told).toEqual(["military"]);
});

test("options that arrows pass over do not enter the history", async () => {
  vi.useFakeTimers();
  const { told, use } = kept();
  const Question = () => <Radios label="الجهة" options={bodies} {...use("")} />;
  await draw(<Question />);
  focus(find("radio", "المخابرات الجوية"));
  press("ArrowDown", { key: "ArrowDown" });
  press("ArrowDown", { key: "ArrowDown" });
  expect(told).toEqual([]);
  await act(async () => void (await vi.advanceTimersByTimeAsync(500)));
  expect(told).toEqual(["police"]);
});

test("a choice reached by arrows is handed over on leaving", async () => {
  const { told, use } = kept();
  const Question = () => <Radios label="الجهة" options={bodies} {...use("")} />;
  await draw(<Question />);
  focus(find("radio", "المخابرات الجوية"));
  press("ArrowDown", { key: "ArrowDown" });
  leave();
  expect(told).toEqual(["military"]);
});

test("a choice that could not be saved stays on the screen", async () => {
  const { told, use } = kept(false);
  const Question = () => <Radios label="الجهة" options={bodies} {...use("air")} />;
  await draw(<Question />);
  click(find("radio", "الشرطة العسكرية"));
  await settle();
  expect(told).toEqual(["police"]);
  expect(chosen("radio")).toEqual(["police"]);
});

test("a closed question takes no key and no press", async () => {
  const { told, use } = kept();
  const Question = () => <Radios label="الجهة" options={bodies} {...use("air")} isReadOnly />;
  await draw(<Question />);
  click(find("radio", "الشرطة العسكرية"));
  press("Digit2");
  expect(told).toEqual([]);
});

test("several options are handed over in the order of the list, however they were chosen", async () => {
  const { told, use } = kept();
  const Question = () => <Checks label="ما حدث" options={acts} {...use("")} />;
  await draw(<Question />);
  click(find("checkbox", "الضرب"));
  await settle();
  click(find("checkbox", "الحرمان من النوم"));
  await settle();
  press("Digit2");
  expect(told).toEqual(["beating", "sleep beating", "sleep food beating"]);
});

test("a code that the list no longer offers is kept", async () => {
  const { told, use } = kept();
  const Question = () => <Checks label="ما حدث" options={acts} {...use("old")} />;
  await draw(<Question />);
  click(find("checkbox", "الضرب"));
  expect(told).toEqual(["beating old"]);
});

test("an option that stands alone takes the others away, and this can be undone", async () => {
  const { told, use } = kept();
  const Question = () => (
    <>
      <Checks label="ما حدث" options={acts} exclusive={["none"]} {...use("sleep beating")} />
      <Toasts />
    </>
  );
  await draw(<Question />);
  click(find("checkbox", "لا شيء مما سبق"));
  await settle();
  expect(told).toEqual(["none"]);
  expect(textOf()).toContain("لا يجتمع هذا الخيار مع غيره");
  click(find("button", "تراجع"));
  await settle();
  expect(told).toEqual(["none", "sleep beating"]);
  expect(chosen("checkbox")).toEqual(["sleep", "beating"]);
});

test("choosing another option takes the one that stands alone away", async () => {
  const { told, use } = kept();
  const Question = () => (
    <Checks label="ما حدث" options={acts} exclusive={["none"]} {...use("none")} />
  );
  await draw(<Question />);
  click(find("checkbox", "الضرب"));
  expect(told).toEqual(["beating"]);
});

test("keys stand beside the options in the digits of the person", async () => {
  const { page } = await draw(
    <Radios label="الجهة" options={bodies} value="" onAnswer={async () => true} />,
    "ar-SY",
  );
  expect([...page.querySelectorAll("bdi")].map((key) => key.textContent)).toEqual(["١", "٢", "٣"]);
});
