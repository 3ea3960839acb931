import fc from "fast-check";
import { expect, test } from "vitest";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { InterviewEvent } from "../../../shared/interviews/event.ts";
import { canonicalJson } from "../../../shared/parcels/canonical-json.ts";
import { begin, must, smallDesk } from "./small-desk.ts";

type Act =
  | { readonly do: "say"; readonly place: number; readonly value: string }
  | { readonly do: "state"; readonly place: number; readonly state: string }
  | { readonly do: "add" }
  | { readonly do: "remove" | "restore"; readonly place: number }
  | { readonly do: "restart" };

const place = fc.nat(40);
const value = fc.oneof(
  fc.constantFrom("yes", "no", "dk", "SY12", "SY14", "nawa", "khan", "numbers", "numbers quotes"),
  fc.constantFrom("", "0", "2", "3", "17", "30", "ثلاثة", "complete"),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const states = ["answered", "dont-know", "prefers-not-to-say", "not-asked", "skipped"] as const;
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant("say" as const), place, value }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("state" as const),
      place,
      state: fc.constantFrom(...states),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("add" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("remove" as const, "restore" as const), place }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
);

test("whatever is said and done, a keeper that is started again shows the same interview", () => {
  // One desk for all runs: each run is an interview of its own.
  const desk = smallDesk();
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const { interview, view } = begin(desk);
      let { slice } = desk;
      const seen = new Set<string>();
      const known = () => {
        const { nodes } = must(slice.open({ interview }));
        for (const { kind, ref } of nodes) if (kind === "entry") seen.add(ref);
        return nodes;
      };
      must(slice.answer({ interview, question: "consent_participate", value: "yes" }));
      for (const one of acts) {
        const nodes = known();
        const questions = nodes.filter(({ kind }) => kind === "question");
        const entries = [...seen];
        const at = "place" in one ? one.place : 0;
        const question = questions[at % questions.length]?.ref ?? "";
        const entry = entries[at % entries.length] ?? "";
        if (one.do === "say") slice.answer({ interview, question, value: one.value });
        if (one.do === "state") {
          const state = one.state as (typeof states)[number];
          slice.state({ interview, question, state, reason: "تعب" });
        }
        if (one.do === "add") slice.addEntry({ interview, repeat: "m1/detention" });
        if (one.do === "remove") slice.removeEntry({ interview, entry });
        if (one.do === "restore") slice.restoreEntry({ interview, entry });
        if (one.do === "restart") slice = desk.restarted();
      }
      const lively = must(slice.open({ interview }));
      expect(must(desk.restarted().open({ interview }))).toEqual(lively);
      for (const { line, event } of desk.lines(interview)) {
        expect(InterviewEvent.safeParse(event).success).toBe(true);
        expect(canonicalJson(event)).toBe(line);
      }
      expect(view.interview).toBe(interview);
    }),
    { numRuns: 60 },
  );
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});
