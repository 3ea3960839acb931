import { expect, test } from "vitest";
import {
  noteOpenInterview,
  placeBeforeLock,
  type Self,
  type State,
  takeStep,
} from "../../renderer/state.ts";
import type { InterviewId } from "../../shared/contract/define.ts";

const self = {
  role: "researcher",
  name: "ب-12",
  device: "SHA256:k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2abc",
  safetyNumber: Array(12).fill("12345").join(" "),
  team: null,
} as Self;

const opened = takeStep({ stage: "locked" }, { do: "open", self });

test("an opened notebook begins on the first screen of its role", () => {
  expect(opened).toMatchObject({
    stage: "open",
    self,
    route: { screen: "interviews" },
    behind: [],
  });
  const coordinator = { ...self, role: "coordinator" } as const;
  expect(takeStep({ stage: "locked" }, { do: "open", self: coordinator })).toMatchObject({
    route: { screen: "inbox" },
  });
});

test("going and coming back ends where it began", () => {
  const gone = takeStep(opened, { do: "go", route: { screen: "settings" } });
  expect(gone).toMatchObject({ behind: [{ screen: "interviews" }] });
  expect(takeStep(gone, { do: "back" })).toEqual(opened);
});

test("going back from the first screen stays there", () => {
  expect(takeStep(opened, { do: "back" })).toEqual(opened);
});

test("a researcher goes on in the interview that was open before a lock; nobody else does", () => {
  const interview = "0123456789abcdef0123456789abcdef" as InterviewId;
  expect(placeBeforeLock(self)).toEqual({});
  noteOpenInterview({ screen: "interview", interview });
  const place = placeBeforeLock(self);
  expect(takeStep({ stage: "locked" }, { do: "open", self, ...place })).toMatchObject({
    route: { screen: "interview", interview },
  });
  expect(placeBeforeLock({ ...self, role: "coordinator" })).toEqual({});
  noteOpenInterview({ screen: "settings" });
  expect(placeBeforeLock(self)).toEqual({});
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
