import { z } from "zod";
import { problemCodes } from "../questionnaire/definition/problem.ts";
import { type Call, diskFaults, Moment, QuestionnaireHash } from "./define.ts";

export const FormLanguage = z.strictObject({
  /** As the form's columns call it: `Arabic (ar)`. */
  name: z.string(),
  tag: z.string(),
  direction: z.enum(["ltr", "rtl"]),
});
export type FormLanguage = z.infer<typeof FormLanguage>;

export const FormRow = z.strictObject({
  hash: QuestionnaireHash,
  id: z.string(),
  version: z.string(),
  title: z.string(),
  languages: z.array(FormLanguage),
  /** Rows that can be asked: no notes, calculations, metadata or groups. */
  questions: z.int(),
  interviews: z.int(),
});
export type FormRow = z.infer<typeof FormRow>;

/** What is wrong with a form or deserves a look; the screen has the sentence for its code. */
export const FormProblem = z.strictObject({
  severity: z.enum(["error", "warning"]),
  code: z.enum(problemCodes),
  sheet: z.string(),
  /** 0 when it is about the whole sheet. */
  row: z.int(),
  column: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type FormProblem = z.infer<typeof FormProblem>;

/** A list of places that a team has brought; its hash is that of the text in which a team file carries it. */
export const Gazetteer = z.strictObject({
  hash: z.string(),
  places: z.int(),
  imported: Moment,
});
export type Gazetteer = z.infer<typeof Gazetteer>;

const PlaceNames = z.strictObject({ ar: z.string(), en: z.string() });

/** A place of the first level, in which others lie. */
export const Governorate = z.strictObject({ code: z.string(), names: PlaceNames });
export type Governorate = z.infer<typeof Governorate>;

export const PlaceRow = z.strictObject({
  code: z.string(),
  names: PlaceNames,
  /** District, governorate: from near to far. */
  within: z.array(PlaceNames),
});
export type PlaceRow = z.infer<typeof PlaceRow>;

export const questionnaireCalls = {
  "questionnaires.list": {
    input: z.strictObject({}),
    output: z.strictObject({ forms: z.array(FormRow) }),
    faults: [...diskFaults],
  },
  /** The questionnaire itself, so that a page can walk through it or compare it, and keep nothing. */
  "questionnaires.read": {
    input: z.strictObject({ questionnaire: QuestionnaireHash }),
    output: z.strictObject({
      /** Its canonical text; the SHA-256 of it is its hash. */
      text: z.string(),
      /** The files it looks things up in. */
      tables: z.array(
        z.strictObject({
          sha256: z.string(),
          columns: z.array(z.string()),
          rows: z.array(z.array(z.string())),
        }),
      ),
    }),
    faults: ["questionnaire-unknown", ...diskFaults],
  },
  /** Reads a workbook, or the folder in which a chosen `survey.csv` lies, and keeps it if it is sound. */
  "questionnaires.import": {
    input: z.strictObject({}),
    output: z.strictObject({
      outcome: z.enum(["imported", "already-here", "refused"]),
      form: FormRow.nullable(),
      problems: z.array(FormProblem),
      unsupported: z.array(
        z.strictObject({
          sheet: z.string(),
          row: z.int(),
          feature: z.string(),
          outcome: z.enum(["refused", "shown-as-text", "ignored"]),
        }),
      ),
    }),
    faults: ["cancelled", ...diskFaults],
    place: "open-file",
  },
  /** Writes a questionnaire as a workbook that would be the same questionnaire again. */
  "questionnaires.export": {
    input: z.strictObject({ questionnaire: QuestionnaireHash }),
    output: z.strictObject({
      fileName: z.string(),
      /** The files it looks things up in, written beside the workbook. */
      tables: z.array(z.string()),
      /** Pictures and sound that belong beside it; they are not kept, and so not written. */
      beside: z.array(z.string()),
    }),
    faults: [
      "cancelled",
      "questionnaire-unknown",
      "questionnaire-not-writable",
      "target-exists",
      "folder-missing",
      ...diskFaults,
    ],
    place: "save-file",
  },
  /** The list of places the notebook has, and the governorates to which a search in it can be narrowed. */
  "questionnaires.places": {
    input: z.strictObject({}),
    output: z.strictObject({
      gazetteer: Gazetteer.nullable(),
      governorates: z.array(Governorate).max(100),
    }),
    faults: [...diskFaults],
  },
  /** Reads a list of places and says what it would change. Nothing is kept before `keepPlaces`. */
  "questionnaires.readPlaces": {
    input: z.strictObject({}),
    output: z.strictObject({
      outcome: z.enum(["read", "already-here", "refused"]),
      hash: z.string(),
      places: z.int(),
      added: z.int(),
      removed: z.int(),
      renamed: z.int(),
      /** Finer than a sub-district, and therefore left out. */
      finer: z.int(),
      problems: z.array(FormProblem),
    }),
    faults: ["cancelled", ...diskFaults],
    place: "open-file",
  },
  /** Puts the list that was read last in the place of the one before. */
  "questionnaires.keepPlaces": {
    input: z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: z.strictObject({ gazetteer: Gazetteer }),
    faults: ["places-not-read", ...diskFaults],
  },
  /** The fifty places that answer best to a text, by name in either language or by code. */
  "questionnaires.findPlaces": {
    input: z.strictObject({
      text: z.string().max(200),
      /** Code of a place in which they lie; null for everywhere. */
      within: z.string().max(40).nullable(),
    }),
    output: z.strictObject({ places: z.array(PlaceRow).max(50) }),
    faults: [...diskFaults],
  },
} as const satisfies Record<string, Call>;
