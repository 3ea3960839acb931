import type { Input } from "../../shared/contract/index.ts";
import type { Note } from "../../shared/contract/interviews.ts";
import { isFlagged } from "../../shared/interviews/notes.ts";
import type { ProjectedNote } from "../../shared/interviews/projection.ts";
import { labelIn } from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { writeDown } from "./act.ts";
import type { InterviewsDeps } from "./deps.ts";
import type { OpenInterview } from "./desk.ts";
import { nodeOf } from "./history.ts";
import { isStorable } from "./storable.ts";

export type NoteFault = {
  readonly kind: "interview-closed" | "unknown-path" | "not-a-question" | "text-not-storable";
};

/**
 * Writes the researcher's words beside a question, also one that skip logic has closed.
 *
 * Taking off a flag that is not there changes nothing. Faults: `unknown-path`, `not-a-question`,
 * `text-not-storable`, `interview-closed`; after a disk fault the caller drops the interview.
 */
export function writeNote(
  deps: InterviewsDeps,
  opened: OpenInterview,
  { question, mark, text }: Input<"interviews.note">,
): Result<void, NoteFault | DiskFault> {
  const { form, so, readOnly } = opened;
  if (readOnly) return fail({ kind: "interview-closed" });
  const node = form.node(question);
  if (!node) return fail({ kind: "unknown-path" });
  if (node.kind !== "question") return fail({ kind: "not-a-question" });
  if (!isStorable(text)) return fail({ kind: "text-not-storable" });
  if (mark === "unflag" && !isFlagged(so.notes.get(question) ?? [])) return ok(undefined);
  return writeDown(deps, opened, [{ type: "noted", question, mark, text }]);
}

/** Everything that was written beside questions, the oldest first. */
export function notesOf(
  { form: formOf }: Pick<InterviewsDeps, "form">,
  { so, form }: Pick<OpenInterview, "so" | "form">,
): Note[] {
  const here = [...so.notes].flatMap(([question, notes]) =>
    notes.map((note) => ({ ...shown(note), question, aside: null })),
  );
  const aside = so.orphanNotes.flatMap(({ questionnaire, question, notes }) => {
    const definition = formOf(questionnaire);
    const node = definition && nodeOf(definition, question);
    const label = definition && node ? labelIn(definition, node, form.language) : "";
    const version = definition?.version ?? "";
    return notes.map((note) => ({ ...shown(note), question, aside: { label, version } }));
  });
  return [...here, ...aside];
}

/** The name of a confirmed check is for programs; people read that it was confirmed. */
function shown(note: ProjectedNote): ProjectedNote {
  return note.mark === "confirmed" ? { ...note, text: "" } : note;
}
