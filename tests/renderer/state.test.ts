import { expect, test } from "vitest";
import { type Self, type State, takeStep } from "../../renderer/state.ts";

const self = {
  role: "researcher",
  name: "ب-12",
  device: "SHA256:k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2abc",
  safetyNumber: Array(12).fill("12345").join(" "),
  team: null,
} as Self;

const opened = takeStep({ stage: "locked" }, { do: "open", self });

test("an opened notebook begins on the first screen of its role", () => {
  expect(opened).toMatchObject({ stage: "open", self, behind: [] });
});

test("going and coming back ends where it began", () => {
  const gone = takeStep(opened, { do: "go", route: { screen: "settings" } });
  expect(gone).toMatchObject({ behind: [{ screen: "settings" }] });
  expect(takeStep(gone, { do: "back" })).toEqual(opened);
});

test("going back from the first screen stays there", () => {
  expect(takeStep(opened, { do: "back" })).toEqual(opened);
});

test("locking forgets whose notebook it was and where they were", () => {
  const gone = takeStep(opened, { do: "go", route: { screen: "settings" } });
  expect(takeStep(gone, { do: "lock" })).toEqual({ stage: "locked" });
});

test.each<State>([{ stage: "locked" }, { stage: "first-run" }, { stage: "asking" }])(
  "nobody goes anywhere while the notebook is $stage",
  (state) => {
    expect(takeStep(state, { do: "go", route: { screen: "settings" } })).toEqual(state);
    expect(takeStep(state, { do: "back" })).toEqual(state);
  },
);
