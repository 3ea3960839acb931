import { InterviewId } from "../../shared/contract/define.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

interface UnknownInterview {
  readonly kind: "interview-unknown";
}

/** The interview that somebody named by its id. What is no id names none that we know. */
export function interviewId(word: string | undefined): Result<InterviewId, UnknownInterview> {
  const id = InterviewId.safeParse(word);
  return id.success ? ok(id.data) : fail({ kind: "interview-unknown" });
}

/** All of them, or, where one is no id, none. */
export function interviewIds(words: readonly string[]): Result<InterviewId[], UnknownInterview> {
  const ids = InterviewId.array().safeParse(words);
  return ids.success ? ok(ids.data) : fail({ kind: "interview-unknown" });
}
