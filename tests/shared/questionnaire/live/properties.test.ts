import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  type Change,
  type Definition,
  type LiveForm,
  open,
  type StoredAnswer,
  type StoredAnswers,
  type StoredEntry,
} from "../../../../shared/questionnaire/index.ts";
import { builtInForm } from "../built-in.ts";
import { fixtureDefinition } from "../fixture-forms.ts";
import { definitionOf, testWorld } from "../scenario.ts";

/** Everything that makes a form hard, in thirty rows. */
const hard = {
  survey: `type | name | label | relevant | calculation | default | choice_filter | trigger | repeat_count | constraint | required
select_one yn | begin | نبدأ؟ | | | | | | | |
begin_group | g | مجموعة | \${begin} != 'no' | | | | | | |
select_one gov | gov | محافظة | | | | | | | |
select_one sub | sub | ناحية | | | | gov = \${gov} | | | | yes
select_multiple sub | subs | نواحٍ | | | | gov = \${gov} | | | |
text | when | متى | | | 2018 | | | | . != 'x' |
end_group | | | | | | | | | |
integer | n | كم | | | 1 | | | | . < 9 |
begin_repeat | child | طفل | | | | | | \${n} | |
text | cname | اسم | | | | | | | |
calculate | cpos | | | position(..) | | | | | |
end_repeat | | | | | | | | | |
begin_repeat | stay | فترة \${town} | \${begin} != 'no' | | | | | | |
text | town | بلدة | | | \${when} | | | | |
integer | days | أيام | \${town} != '' | | | | | | . >= 0 | yes
begin_repeat | visit | زيارة | | | | | | | |
integer | hours | ساعات | | | | | | | |
text | note | ملاحظة | \${hours} > 2 | | | | | | |
end_repeat | | | | | | | | | |
calculate | sub_hours | | | sum(\${hours}) | | | | | |
calculate | share | | | \${days} div sum(../../stay/days) | | | | | |
end_repeat | | | | | | | | | |
calculate | total | | | sum(\${days}) | | | | | |
calculate | names | | | join(',', \${cname}) | | | | | |
text | summary | ملخص | | concat(\${total}, '/', \${names}) | | | | | |
calculate | changes | | | coalesce(\${changes}, 0) + 1 | | | \${when} | | |
select_one yndk | dk | هل؟ | \${total} > 3 or \${begin} = 'yes' | | | | | | | yes
note | end | \${summary} و \${dk} | | | | | | | |`,
  choices: `list_name | name | label | gov
yn | yes | نعم |
yn | no | لا |
yndk | yes | نعم |
yndk | dk | لا أعرف |
gov | a | درعا |
gov | b | القنيطرة |
sub | a1 | نوى | a
sub | a2 | جاسم | a
sub | b1 | خان أرنبة | b`,
};

/** One act, by numbers that are turned into what the form has at that moment. */
type Act = readonly [kind: number, which: number, what: number];
const acts = fc.array(fc.tuple(fc.nat(99), fc.nat(999), fc.nat(99)), { maxLength: 25 });

const states = ["dont-know", "prefers-not-to-say", "not-asked", "skipped", "answered"] as const;
const words = [
  "",
  "1",
  "3",
  "7",
  "نوى",
  "2019-02~",
  "x",
  "0",
  "2018-11-20",
  "OK",
  "14:30:00.000",
].concat(["2018-11-20T14:30:00.000+03:00", "صورة.png", "33.5 36.3 0 0", "2.5"]);

function act(form: LiveForm, [kind, which, what]: Act): Change | undefined {
  const nodes = form.nodes();
  const pick = <T>(from: readonly T[]): T | undefined => from[which % Math.max(1, from.length)];
  const done = (() => {
    if (kind < 10)
      return form.addEntry(pick(nodes.filter((node) => node.kind === "repeat"))?.ref ?? "");
    if (kind < 18)
      return form.removeEntry(pick(nodes.filter((node) => node.kind === "entry"))?.ref ?? "");
    if (kind < 24) {
      const gone = Object.entries(form.snapshot().entries).flatMap(([repeat, entries]) =>
        entries.filter((entry) => entry.removed).map((entry) => `${repeat}[${entry.key}]`),
      );
      return form.restoreEntry(pick(gone) ?? "");
    }
    const question = pick(nodes.filter((node) => node.kind === "question" && node.relevant));
    if (kind < 34) return form.setState(question?.ref ?? "", states[what % 5] ?? "skipped", "سبب");
    const codes = question?.choices?.map((choice) => choice.name) ?? words;
    const all = question?.type === "rank" ? [codes.join(" ")] : codes;
    const one = all[what % Math.max(1, all.length)] ?? "";
    const two =
      question?.type.startsWith("select_multiple") && what > 50 ? ` ${codes[0] ?? ""}` : "";
    return form.set(question?.ref ?? "", one + two);
  })();
  return done.ok ? done.value : undefined;
}

interface Folded {
  readonly answers: { [ref: string]: StoredAnswer };
  readonly entries: { [repeat: string]: StoredEntry[] };
}

/** What a history remembers of a change. `spare`: as events do it, without a value unless answered. */
function fold(folded: Folded, change: Change, spare: boolean) {
  for (const { ref, value, state, reason } of change.stored) {
    const kept = spare && state !== "answered" ? (folded.answers[ref]?.value ?? "") : value;
    folded.answers[ref] = { value: kept, state, reason };
  }
  for (const ref of change.added) {
    const [, repeat = "", key = ""] = /^(.*)\[([^\]]*)\]$/.exec(ref) ?? [];
    const entries = (folded.entries[repeat] ??= []);
    const at = entries.findIndex((entry) => entry.key === key);
    if (at < 0) entries.push({ key, removed: false });
    else entries[at] = { key, removed: false };
  }
  for (const ref of change.removed) {
    const [, repeat = "", key = ""] = /^(.*)\[([^\]]*)\]$/.exec(ref) ?? [];
    folded.entries[repeat] = (folded.entries[repeat] ?? []).map((entry) =>
      entry.key === key ? { key, removed: true } : entry,
    );
  }
}

const newFold = (): Folded => ({ answers: {}, entries: {} });
const asStored = (folded: Folded): StoredAnswers => ({ ...folded, language: null });

let builtIn: Definition;
beforeAll(async () => {
  builtIn = await builtInForm();
});
const forms = [
  ["the hard form", () => definitionOf(hard), 80],
  ["the form “types”", () => fixtureDefinition("types"), 20],
  ["the form “rosters”", () => fixtureDefinition("rosters"), 20],
  ["the form “paths”", () => fixtureDefinition("paths"), 20],
  ["the built-in questionnaire", () => builtIn, 15],
] as const;

test.each(forms)("%s opens from its history as it was, after every act", (_, form, numRuns) => {
  const definition = form();
  fc.assert(
    fc.property(acts, (list) => {
      const live = open(definition, undefined, testWorld());
      const [full, spare] = [newFold(), newFold()];
      for (const change of [live.opening, ...list.map((each) => act(live, each))]) {
        if (!change) continue;
        fold(full, change, false);
        fold(spare, change, true);
      }
      for (const folded of [full, spare]) {
        const again = open(definition, asStored(folded), testWorld());
        expect(again.nodes()).toEqual(live.nodes());
        expect(again.problems()).toEqual(live.problems());
        expect(again.submission()).toBe(live.submission());
        expect(again.opening).toMatchObject({ stored: [], added: [], removed: [] });
      }
      // A state given and taken back leaves a line in the history and nothing to remember.
      const said = Object.entries(full.answers).filter(
        ([, { value, state }]) => value !== "" || state !== "not-asked",
      );
      const answers = Object.fromEntries(said);
      expect({ ...asStored(full), answers }).toEqual({ ...live.snapshot(), language: null });
    }),
    { numRuns },
  );
});

test.each(forms)(
  "%s says of every node that changed that it changed, and of no other",
  (_, form, numRuns) => {
    const definition = form();
    fc.assert(
      fc.property(acts, (list) => {
        const live = open(definition, undefined, testWorld());
        for (const each of list) {
          const before = new Map(live.nodes().map((node) => [node.ref, node]));
          const order = [...before.keys()];
          const change = act(live, each);
          const after = live.nodes();
          const changed = after
            .filter((node) => before.get(node.ref) !== node)
            .map(({ ref }) => ref);
          expect(new Set(changed)).toEqual(new Set(change?.touched ?? []));
          for (const node of after)
            if (!changed.includes(node.ref)) expect(before.get(node.ref)).toEqual(node);
          const left = order.filter((ref) => !live.node(ref));
          const underGone = (ref: string) =>
            change?.gone.some((top) => ref === top || ref.startsWith(`${top}/`)) ?? false;
          expect(left.every(underGone)).toBe(true);
          const moved = after.map(({ ref }) => ref).join() !== order.join();
          if (moved) expect(change?.rearranged).toBe(true);
        }
      }),
      { numRuns },
    );
  },
);

/** Calculations that give the same whenever they are asked: not by chance, and not by a trigger. */
const lasting = ({ nodes }: Definition) =>
  new Set(
    nodes
      .filter(({ logic }) => logic.trigger.length === 0)
      .filter(({ logic }) => !/^(?:uuid|random)\(/.test(logic.calculation ?? ""))
      .map(({ path }) => path),
  );

test.each(forms)(
  "%s has nothing more to calculate when all of it is asked anew",
  (_, form, numRuns) => {
    const definition = form();
    fc.assert(
      fc.property(acts, (list) => {
        const live = open(definition, undefined, testWorld());
        const causes = new Map<string, string>();
        for (const change of [live.opening, ...list.map((each) => act(live, each))])
          for (const { ref, cause } of change?.stored ?? []) causes.set(ref, cause);
        // Opening asks for relevance, choices, what is required and what holds; this for the rest.
        const again = open(definition, live.snapshot(), testWorld());
        const byPerson = (ref: string) => causes.get(ref) === "person";
        expect(again.recalculate(lasting(definition), byPerson).stored).toEqual([]);
        expect(again.nodes()).toEqual(live.nodes());
      }),
      { numRuns },
    );
  },
);

test("what is settled step by step is what is settled at once", () => {
  fc.assert(
    fc.property(acts, fc.infiniteStream(fc.nat(999)), (list, chance) => {
      const live = open(builtIn, undefined, testWorld());
      for (const each of list) if (each[0] >= 34) act(live, each);
      const given = live
        .nodes()
        .filter((node) => node.kind === "question" && node.value !== "")
        .map(({ ref, value }) => ({ ref, value, at: chance.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at);
      const other = open(builtIn, undefined, testWorld());
      // In another order a question may not be open yet; it is tried again until all have been set.
      for (let left = given; left.length > 0; ) {
        const waiting = left.filter(({ ref, value }) => !other.set(ref, value).ok);
        if (waiting.length === left.length) break;
        left = waiting;
      }
      const values = (form: LiveForm) =>
        form.nodes().map(({ ref, relevant, value, valid }) => [ref, relevant, value, valid]);
      expect(values(other)).toEqual(values(live));
    }),
    { numRuns: 20 },
  );
});

test.each(forms.slice(0, -1))(
  "%s: an entry that is taken away and brought back is as it was",
  (_, form, numRuns) => {
    const definition = form();
    fc.assert(
      fc.property(acts, fc.nat(99), (list, which) => {
        const live = open(definition, undefined, testWorld());
        for (const each of list) act(live, each);
        const entries = live.nodes().filter((node) => node.kind === "entry" && node.mayChange);
        const entry = entries[which % Math.max(1, entries.length)];
        if (!entry) return;
        const before = live.nodes();
        expect(live.removeEntry(entry.ref).ok).toBe(true);
        expect(live.restoreEntry(entry.ref).ok).toBe(true);
        // What looks at all entries was calculated twice meanwhile; a person's own words there give way.
        const own = (form: readonly { ref: string }[]) =>
          form.filter(({ ref }) => ref.startsWith(entry.ref));
        expect(own(live.nodes())).toEqual(own(before));
      }),
      { numRuns },
    );
  },
);
