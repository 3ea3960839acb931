import type { PaperWish } from "../../shared/contract/paper.ts";
import { SavePaper } from "../SavePaper.tsx";
import type { About } from "./store.ts";

interface Props {
  readonly kind: Exclude<PaperWish["kind"], "blank" | "referrals">;
  readonly about: Pick<About, "interview" | "languages" | "language">;
}

/** The consent sheet or the record of the interview that lies open. */
export function InterviewOnPaper({ kind, about: { interview, languages, language } }: Props) {
  return (
    <SavePaper
      wanted={{ kind, interview }}
      languages={languages}
      language={languages.find(({ name }) => name === language)?.tag ?? ""}
    />
  );
}
