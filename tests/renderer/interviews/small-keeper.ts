// A keeper without a disk: the real form engine behind the calls of an interview, with faults on wish.
import { createHash } from "node:crypto";
import type { Json } from "../../../shared/contract/define.ts";
import type { Input } from "../../../shared/contract/index.ts";
import type {
  ErasedSection,
  InterviewView,
  Note,
  Revision,
  Saved,
} from "../../../shared/contract/interviews.ts";
import type { PlaceRow } from "../../../shared/contract/questionnaires.ts";
import { consentMark } from "../../../shared/interviews/consent.ts";
import {
  type Change,
  compile,
  type LiveForm,
  open,
  type Refusal,
} from "../../../shared/questionnaire/index.ts";
import type { Result } from "../../../shared/result.ts";
import { pretendKeeper } from "../world.tsx";

export const interviewId = "0123456789abcdef0123456789abcdef";

interface Said {
  readonly question: string;
  readonly state: string;
  readonly value: string | null;
}

/** Tables of an XLSForm, as text with a stroke between the cells. */
export function smallForm(
  survey: string,
  choices = "list_name | name | label::Arabic (ar)",
): LiveForm {
  const settings =
    "form_title | form_id | version | default_language\nصغيرة | small | 1 | Arabic (ar)";
  const sheets = [sheet("survey", survey), sheet("choices", choices), sheet("settings", settings)];
  const { definition, problems } = compile(sheets, [], {
    sha256,
    fallbackId: "small",
    orOther: {},
  });
  if (!definition) throw new Error(JSON.stringify(problems));
  let keys = 0;
  return open(definition, undefined, {
    now: () => new Date("2026-11-22T14:00:00Z"),
    zone: "Asia/Damascus",
    seed: "seed",
    staffCode: "ب-12",
    deviceCode: "device",
    newKey: () => String((keys += 1)).padStart(4, "k"),
    digest: (algorithm, bytes) => createHash(algorithm.replace("-", "")).update(bytes).digest(),
  });
}

/** Answers as the keeper would; `broken` holds the fault that the next acts meet. */
export function smallKeeper(
  form: LiveForm,
  given: Partial<InterviewView> = {},
  besides: Parameters<typeof pretendKeeper>[0] = {},
  places: readonly PlaceRow[] = [],
) {
  const history: Said[] = [];
  const written: Note[] = [];
  const stated = new Map<string, string>();
  let confirmed: string[] = [];
  const revisions: Revision[] = [];
  const erased: ErasedSection[] = [];
  const disk = { fault: null as string | null, slow: null as Promise<void> | null, traces: false };
  let at: string | null = null;
  let minute = 0;
  const moment = () => `2026-11-22T14:${String(minute).padStart(2, "0")}:00+03:00`;
  const consent = () => {
    const value = (name: string) => form.nodes().find((node) => node.name === name)?.value || null;
    return consentMark({
      consent_participate: value("consent_participate"),
      consent_uses: value("consent_uses"),
      consent_confirmed: value("consent_confirmed"),
      consent_uses_final: value("consent_uses_final"),
      end_state: null,
    });
  };
  const view = () =>
    copy({
      interview: interviewId,
      code: "K7Q2-AB34",
      stage: "draft",
      readOnly: null,
      form: { hash: "", title: "مقابلة صغيرة | Small interview", version: "1" },
      languages: form.languages,
      language: form.language,
      at,
      nodes: form.nodes(),
      problems: form.problems(),
      stated: Object.fromEntries(stated),
      orphans: [],
      notes: [...written],
      confirmed: [...confirmed],
      files: [],
      erased: [...erased],
      revisions: [...revisions],
      consent: consent(),
      saved: moment(),
      ...given,
    });
  const act = async (work: () => Result<Change, Refusal>): Promise<unknown> => {
    await disk.slow;
    if (disk.fault !== null) return fail(disk.fault);
    const settled = work();
    if (!settled.ok) return settled;
    minute += 1;
    const change = settled.value;
    const changed = change.stored.map(({ ref }) => ref);
    confirmed = confirmed.filter((check) => !check.split(" ").some((ref) => changed.includes(ref)));
    for (const { ref, state, value, cause } of change.stored)
      if (cause === "person")
        history.push({ question: ref, state, value: state === "answered" ? value : null });
    return ok({
      nodes: change.touched.flatMap((ref) => form.node(ref) ?? []),
      removed: change.gone,
      order: change.rearranged ? form.nodes().map(({ ref }) => ref) : null,
      problems: form.problems(),
      stated: Object.fromEntries(stated),
      confirmed: [...confirmed],
      consent: consent(),
      saved: moment(),
      entry: change.added[0] ?? null,
    } as unknown as Saved);
  };
  const text = (input: Json, name: string) => (input as { [name: string]: string })[name] ?? "";

  const keeper = pretendKeeper({
    "interviews.open": () => ok(view()),
    "interviews.answer": (input) => {
      const { question, value, stated: said } = input as Input<"interviews.answer">;
      stated.delete(question);
      if (said !== undefined) stated.set(question, said);
      return act(() => form.set(question, value));
    },
    "interviews.state": (input) =>
      act(() =>
        form.setState(
          text(input, "question"),
          text(input, "state") as "skipped",
          (input as { reason: string | null }).reason ?? undefined,
        ),
      ),
    "interviews.addEntry": (input) => act(() => form.addEntry(text(input, "repeat"))),
    "interviews.removeEntry": (input) => act(() => form.removeEntry(text(input, "entry"))),
    "interviews.restoreEntry": (input) => act(() => form.restoreEntry(text(input, "entry"))),
    "interviews.note": async (input) => {
      await disk.slow;
      if (disk.fault !== null) return fail(disk.fault);
      minute += 1;
      const { question, mark, text: words } = input as Pick<Note, "question" | "mark" | "text">;
      if (mark === "confirmed") confirmed.push(words);
      written.push({ question, mark, text: words, at: moment(), aside: null });
      const notes = written.filter((note) => note.question === question);
      return ok({ notes, confirmed: [...confirmed], saved: moment() });
    },
    "interviews.visit": (input) => {
      at = text(input, "question");
      return ok({});
    },
    "interviews.language": (input) => {
      form.setLanguage(text(input, "language"));
      return ok(view());
    },
    "interviews.history": (input) =>
      ok({
        entries: history
          .filter(({ question }) => question === text(input, "question"))
          .map(({ state, value }) => ({
            at: moment(),
            device: "SHA256:x",
            deviceName: null,
            state,
            value,
            stated: null,
            shown: null,
            reason: null,
            cause: null,
            correction: null,
          })),
      }),
    "interviews.eraseSection": (input) => {
      if (disk.fault !== null) return fail(disk.fault);
      erased.push({ section: text(input, "section"), label: "", at: moment() });
      return ok({ view: view(), events: 3, traces: disk.traces });
    },
    "interviews.amend": (input) => {
      if (disk.fault !== null) return fail(disk.fault);
      const reason = text(input, "reason");
      revisions.push({ reason, at: moment(), finished: null, answers: [], entries: [] });
      return ok({ ...(view() as object), stage: "draft", readOnly: null });
    },
    "interviews.finish": () => {
      if (form.problems().some(({ kind }) => kind !== "soft")) return fail("interview-incomplete");
      return ok({ ...(view() as object), stage: "finished", readOnly: "finished" });
    },
    "people.referrals": () =>
      ok({
        draft: null,
        referrals: [
          {
            id: "c".repeat(32),
            service: "عيادة الدعم",
            purpose: "ضيق شديد",
            area: "",
            contact: "كل صباح",
            note: "",
          },
        ],
      }),
    ...smallList(places),
    "shell.lock": () => ok({}),
    ...besides,
  });
  return {
    ...keeper,
    disk,
    view: view as () => InterviewView,
    /** Questions and values given so far, in the order in which they arrived. */
    confirmed: () => [...confirmed],
    said: () => history.map(({ question, value, state }) => [question, value ?? state]),
    asks: (name: string) => keeper.asked.filter(([asked]) => asked === name),
  };
}

/** A list of places as the keeper has it, but for the folding and the order of what it finds. */
export function smallList(places: readonly PlaceRow[]): Parameters<typeof pretendKeeper>[0] {
  const governorates = places.filter(({ within }) => within.length === 0);
  const names = ({ code, names: { ar, en } }: PlaceRow) => `${code} ${ar} ${en}`;
  return {
    "questionnaires.places": () =>
      ok({
        gazetteer:
          places.length === 0
            ? null
            : { hash: "", places: places.length, imported: "2026-11-22T14:00:00+03:00" },
        governorates: governorates.map(({ code, names }) => ({ code, names })),
      }),
    "questionnaires.findPlaces": (input) => {
      const { text, within } = input as { readonly text: string; readonly within: string | null };
      const holder = governorates.find(({ code }) => code === within)?.names.ar;
      const isInside = (place: PlaceRow) =>
        within === null || place.within.some(({ ar }) => ar === holder);
      const found = places.filter((place) => names(place).includes(text) && isInside(place));
      return ok({ places: found });
    },
  };
}

const ok = (value: unknown) => ({ ok: true, value });
const fail = (kind: string) => ({ ok: false, fault: { kind } });
/** What crosses to a page is a copy. */
const copy = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function sheet(name: string, table: string) {
  const rows = table
    .trim()
    .split("\n")
    .map((line, i) => ({ row: i + 1, cells: line.split("|").map((cell) => cell.trim()) }));
  return { name, rows };
}
