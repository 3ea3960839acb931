import { expect, test } from "vitest";
import * as terminal from "../../../main/cli/sentences.ts";
import * as shell from "../../../main/shell/sentences.ts";

test("a form gets the same words from the window as from the command line, and so the same hash", () => {
  expect(shell.orOtherWords).toEqual(terminal.orOtherWords);
  for (const { choice, question } of Object.values(shell.orOtherWords))
    expect([choice.length > 1, question.length > 1]).toEqual([true, true]);
});
