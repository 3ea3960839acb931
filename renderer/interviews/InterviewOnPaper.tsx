import type { PaperWish } from "../../shared/contract/paper.ts";
import { useAct } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Callout } from "../ui/Callout.tsx";
import { OnPaper } from "../ui/OnPaper.tsx";
import type { About } from "./store.ts";

interface Props {
  readonly kind: Exclude<PaperWish["kind"], "blank" | "referrals">;
  readonly about: Pick<About, "interview" | "languages" | "language">;
}

/** The consent sheet or the record of the interview that lies open. */
export function InterviewOnPaper({ kind, about: { interview, languages, language } }: Props) {
  const sayFault = useFaultSentence();
  const print = useAct("paper.save");
  return (
    <OnPaper
      kind={kind}
      languages={languages}
      language={languages.find(({ name }) => name === language)?.tag ?? ""}
      isSaving={print.isActing}
      problem={
        print.fault && (
          <Callout kind="error" code={print.fault.kind}>
            {sayFault(print.fault)}
          </Callout>
        )
      }
      onSave={({ researcher, ...printed }) =>
        print.act(
          kind === "record"
            ? { kind, interview, ...printed, researcher }
            : { kind, interview, ...printed },
        )
      }
    />
  );
}
