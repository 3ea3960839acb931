import { expect, test } from "vitest";
import type { Keeper } from "../../../main/shell/keeper.ts";
import { answerPage, type RequestDeps } from "../../../main/shell/requests.ts";
import { fail, ok } from "../../../shared/result.ts";

const preferences = {
  language: "ar",
  theme: "dark",
  digits: "arab",
  textSize: 100,
  questions: "section",
  breakMinutes: 0,
} as const;

/** A shell with one keeper, open or not, and a person who chooses `chosen` in every dialog. */
function world(given: { running?: boolean; open?: boolean; chosen?: readonly string[] } = {}) {
  const { running = true, open = true, chosen = ["/usb"] } = given;
  const asked: unknown[] = [];
  const dialogs: string[] = [];
  const heard: string[] = [];
  let starts = 0;
  const keeper = {
    ask: async (...question: unknown[]) => {
      asked.push(question);
      return ok({});
    },
    isOpen: () => open,
  } as unknown as Keeper;
  const deps: RequestDeps = {
    keeper: () => (running ? keeper : undefined),
    start: () => {
      starts++;
      return keeper;
    },
    closing: () => false,
    answered: (name) => heard.push(name),
    choose: async (call) => {
      dialogs.push(call);
      return chosen;
    },
    print: async ({ html }) => (html === "gone" ? null : `drawn ${html}`),
    shell: {
      "shell.about": async () => ok({ preview: true, practice: false, version: "0.1.0" }),
      "shell.preferences": async () => ok(preferences),
      "shell.prefer": async () => fail({ kind: "preferences-not-kept" }),
      "shell.notices": async () => ok({ text: "" }),
      "shell.door": async () => ok({}),
      "shell.lock": async () => {
        throw new Error("/home/salma");
      },
    },
  };
  return { deps, asked, dialogs, heard, starts: () => starts };
}

const tables = { formats: ["csv"], labels: "ar" };
const locked = fail({ kind: "locked" });

test("the shell answers for itself, without a keeper", async () => {
  const { deps, starts } = world({ running: false });
  expect(await answerPage(deps, "shell.preferences", {})).toEqual(ok(preferences));
  expect(await answerPage(deps, "shell.prefer", preferences)).toEqual(
    fail({ kind: "preferences-not-kept" }),
  );
  expect(starts()).toBe(0);
});

test("what breaks in the shell is broken for the page, and says no more", async () => {
  expect(await answerPage(world().deps, "shell.lock", {})).toEqual(fail({ kind: "broken" }));
});

test.each(["vault.status", "vault.proposeSheet"])(
  "%s starts a keeper where none runs",
  async (name) => {
    const { deps, asked, starts } = world({ running: false, open: false });
    expect(await answerPage(deps, name, {})).toEqual(ok({}));
    expect(starts()).toBe(1);
    expect(asked).toEqual([[name, {}, []]]);
  },
);

test.each([
  ["no keeper runs", { running: false }],
  ["the keeper has no vault open", { open: false }],
])("where %s, nothing of a vault is answered and no dialog opens", async (_, given) => {
  const { deps, asked, dialogs, starts } = world(given);
  expect(await answerPage(deps, "vault.self", {})).toEqual(locked);
  expect(await answerPage(deps, "analysis.table", tables)).toEqual(locked);
  expect([asked, dialogs, starts()]).toEqual([[], [], 0]);
});

test("while the vault closes nothing is taken any more", async () => {
  const { deps, asked } = world();
  expect(await answerPage({ ...deps, closing: () => true }, "vault.status", {})).toEqual(locked);
  expect(asked).toEqual([]);
});

test("a call that needs a place gets the one a person chose", async () => {
  const { deps, asked, dialogs } = world({ chosen: ["/usb/جداول"] });
  expect(await answerPage(deps, "analysis.table", tables)).toEqual(ok({}));
  expect(dialogs).toEqual(["analysis.table"]);
  expect(asked).toEqual([["analysis.table", tables, ["/usb/جداول"]]]);
});

test("a dialog that is closed cancels the call, and the keeper never hears of it", async () => {
  const { deps, asked } = world({ chosen: [] });
  expect(await answerPage(deps, "analysis.table", tables)).toEqual(fail({ kind: "cancelled" }));
  expect(asked).toEqual([]);
});

test.each([
  ["a name that every object inherits", "constructor", {}],
  ["no name", undefined, {}],
  ["an unknown name", "vault.export", {}],
  ["a field nobody asked for", "vault.self", { also: 1 }],
  ["a place named by the page", "analysis.table", { ...tables, places: ["/etc"] }],
])("%s is not understood, whatever is open", async (_, name, input) => {
  for (const open of [true, false]) {
    const { deps, asked, dialogs } = world({ open });
    expect(await answerPage(deps, name, input)).toEqual(fail({ kind: "not-understood" }));
    expect([asked, dialogs]).toEqual([[], []]);
  }
});

const wish = {
  kind: "record",
  interview: "0".repeat(32),
  language: "ar",
  digits: "latn",
  researcher: false,
};

/** A keeper that lays a paper out, or refuses to. */
const drawing = (sheet: unknown) => {
  const asked: unknown[][] = [];
  const keeper = {
    ask: async (...question: unknown[]) => {
      asked.push(question);
      return question[0] === "paper.draw" ? sheet : ok({ pages: 1 });
    },
    isOpen: () => true,
  } as unknown as Keeper;
  return { asked, keeper: () => keeper };
};

test("a paper is laid out, drawn, and handed to the keeper beside the chosen place", async () => {
  const { asked, keeper } = drawing(ok({ html: "sheet", style: "" }));
  const { deps } = world();
  expect(await answerPage({ ...deps, keeper }, "paper.save", wish)).toEqual(ok({ pages: 1 }));
  expect(asked).toEqual([
    ["paper.draw", wish, []],
    ["paper.save", wish, ["/usb"], "drawn sheet"],
  ]);
});

test("a paper that may not be printed is refused before anybody is asked for a place", async () => {
  const refused = fail({ kind: "record-without-consent" });
  const { asked, keeper } = drawing(refused);
  const { deps, dialogs } = world();
  expect(await answerPage({ ...deps, keeper }, "paper.save", wish)).toEqual(refused);
  expect(dialogs).toEqual([]);
  expect(asked).toHaveLength(1);
});

test("a paper is not written when the dialog was closed, the notebook locked, or drawing broke", async () => {
  const outcomes: unknown[] = [];
  for (const [html, chosen] of [
    ["sheet", []],
    ["gone", ["/usb"]],
    ["broken", ["/usb"]],
  ] as const) {
    const { asked, keeper } = drawing(ok({ html, style: "" }));
    const { deps } = world({ chosen });
    const print: RequestDeps["print"] =
      html === "broken" ? () => Promise.reject(new Error("/home/salma")) : deps.print;
    outcomes.push(await answerPage({ ...deps, keeper, print }, "paper.save", wish));
    expect(asked).toHaveLength(1);
  }
  expect(outcomes).toEqual([fail({ kind: "cancelled" }), locked, fail({ kind: "broken" })]);
});
