import { z } from "zod";

/** All that may cross a process. A Date, a Map or bytes would arrive changed, so none can be declared. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * A place on disk that a call needs and the page may not name.
 *
 * In the app the shell asks the person by a dialog and hands the paths to the keeper beside the
 * input; on the command line they were typed. A dialog that is closed answers `cancelled`.
 */
export type Place = "open-file" | "open-files" | "save-file" | "choose-folder";

/** One request a window may make. */
export interface Call {
  /** Strict, and with an upper bound on every list: the window is not trusted. */
  readonly input: z.ZodType<Json>;
  /** Strict too, so that a row cannot carry a column nobody meant to show. */
  readonly output: z.ZodType<Json>;
  /** Every failure the screen must be able to say, in every language we ship. */
  readonly faults: readonly string[];
  readonly place?: Place;
}

/** What a disk can do to any call that writes. The vault alone turns system errors into these. */
export const diskFaults = ["disk-full", "disk-read-only", "disk-failing"] as const;

/** 32 hexadecimal digits, as in the parcel. */
export const InterviewId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<"InterviewId">();
export type InterviewId = z.infer<typeof InterviewId>;

/** SHA-256 of a questionnaire's canonical definition: 64 hexadecimal digits. */
export const QuestionnaireHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<"QuestionnaireHash">();
export type QuestionnaireHash = z.infer<typeof QuestionnaireHash>;

/** A device's name is its signing key's fingerprint, as `ssh-keygen -lf` prints it. */
export const DeviceId = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/)
  .brand<"DeviceId">();
export type DeviceId = z.infer<typeof DeviceId>;

/** A moment as a clock showed it: ISO 8601 with offset. For people only; nothing is ordered by it. */
export const Moment = z.iso.datetime({ offset: true, local: false });

/** Where something stands in a form: names and repeat keys, `m7/detention[k3f9]/det_from`. */
export const NodeRef = z.string().min(1).max(1000);

export const Role = z.enum(["researcher", "coordinator"]);
export type Role = z.infer<typeof Role>;
