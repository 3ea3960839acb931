import { z } from "zod";
import { type Call, diskFaults, QuestionnaireHash } from "./define.ts";

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

export const questionnaireCalls = {
  "questionnaires.list": {
    input: z.strictObject({}),
    output: z.strictObject({ forms: z.array(FormRow) }),
    faults: [...diskFaults],
  },
} as const satisfies Record<string, Call>;
