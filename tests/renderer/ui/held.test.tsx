import { act, useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settlePending } from "../../../renderer/ui/pending.ts";
import { TextAnswer } from "../../../renderer/ui/TextAnswer.tsx";
import { draw, find, leave, settle, type } from "../world.tsx";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const after = (milliseconds: number) =>
  act(async () => void (await vi.advanceTimersByTimeAsync(milliseconds)));

const field = () => find("textbox") as HTMLInputElement;

/** A keeper of one answer: it says yes, no, or nothing yet. */
function keeper(first = "") {
  const told: string[] = [];
  const waiting: ((isSaved: boolean) => void)[] = [];
  let put: (value: string) => void = () => {};
  function Answer() {
    const [value, setValue] = useState(first);
    put = setValue;
    return (
      <TextAnswer
        label="الرواية"
        value={value}
        onAnswer={(text) => {
          told.push(text);
          return new Promise((resolve) => {
            waiting.push((isSaved) => {
              if (isSaved) setValue(text);
              resolve(isSaved);
            });
          });
        }}
      />
    );
  }
  return {
    told,
    Answer,
    put: (value: string) => act(() => put(value)),
    answer: (isSaved: boolean) => act(async () => waiting.shift()?.(isSaved)),
  };
}

test("text is handed over after a second of quiet", async () => {
  const { Answer, told } = keeper();
  await draw(<Answer />);
  type(field(), "أوقفوني");
  await after(900);
  expect(told).toEqual([]);
  await after(100);
  expect(told).toEqual(["أوقفوني"]);
});

test("whoever types without a pause still hands over every two seconds", async () => {
  const { Answer, told } = keeper();
  await draw(<Answer />);
  for (const text of ["ك", "كا", "كان", "كانو", "كانوا"]) {
    type(field(), text);
    await after(500);
  }
  expect(told).toEqual(["كانو"]);
});

test("leaving the field hands over at once, and only what is new", async () => {
  const { Answer, told, answer } = keeper();
  await draw(<Answer />);
  type(field(), "نوى");
  leave();
  expect(told).toEqual(["نوى"]);
  await answer(true);
  act(() => field().focus());
  leave();
  await after(5000);
  expect(told).toEqual(["نوى"]);
});

test("a late echo never replaces what has been typed since", async () => {
  const { Answer, told, answer } = keeper();
  await draw(<Answer />);
  type(field(), "حاجز");
  await after(1000);
  type(field(), "حاجز خربة");
  await after(1000);
  expect(told).toEqual(["حاجز", "حاجز خربة"]);
  await answer(true);
  expect(field().value).toBe("حاجز خربة");
  type(field(), "حاجز خربة غزالة");
  await answer(true);
  expect(field().value).toBe("حاجز خربة غزالة");
});

test("what could not be saved stays, and is handed over again on leaving", async () => {
  const { Answer, told, answer } = keeper("قديم");
  await draw(<Answer />);
  type(field(), "جديد");
  await after(1000);
  await answer(false);
  expect(field().value).toBe("جديد");
  leave();
  expect(told).toEqual(["جديد", "جديد"]);
  await answer(true);
  expect(field().value).toBe("جديد");
});

test("a keeper that breaks counts as not saved", async () => {
  await draw(
    <TextAnswer label="نص" value="" onAnswer={() => Promise.reject(new Error("keeper gone"))} />,
  );
  type(field(), "باقٍ");
  leave();
  await settle();
  expect(field().value).toBe("باقٍ");
});

test("an undo from outside is taken over while nothing waits, and not while something does", async () => {
  const { Answer, put } = keeper("أ");
  await draw(<Answer />);
  put("ب");
  expect(field().value).toBe("ب");
  type(field(), "بيان");
  put("ت");
  expect(field().value).toBe("بيان");
});

test("leaving the screen hands over what was still in the field", async () => {
  const { Answer, told } = keeper();
  const screen = await draw(<Answer />);
  type(field(), "نصف كلمة");
  screen.leave();
  expect(told).toEqual(["نصف كلمة"]);
});

test("whoever locks can wait until every field has been handed over", async () => {
  const { Answer, told, answer } = keeper();
  await draw(<Answer />);
  type(field(), "قبل القفل");
  let isSettled = false;
  const settled = settlePending().then(() => {
    isSettled = true;
  });
  expect(told).toEqual(["قبل القفل"]);
  expect(isSettled).toBe(false);
  await answer(true);
  await settled;
  expect(isSettled).toBe(true);
});
