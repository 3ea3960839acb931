import type { PaperWish } from "../shared/contract/paper.ts";
import { useAct } from "./bridge.ts";
import { useFaultSentence } from "./i18n.ts";
import { Callout } from "./ui/Callout.tsx";
import { OnPaper } from "./ui/OnPaper.tsx";

/** What is to be printed. How, and of a record how much, the person says. */
type Wanted<Wish = PaperWish> = Wish extends PaperWish
  ? Omit<Wish, "language" | "digits" | "researcher">
  : never;

interface SavePaperProps {
  readonly wanted: Wanted;
  readonly languages: Parameters<typeof OnPaper>[0]["languages"];
  /** Tag of the language that is proposed. */
  readonly language: string;
}

/**
 * The way to one paper, for every screen that has one. The keeper refuses what may not be printed, and
 * says why.
 */
export function SavePaper({ wanted, languages, language }: SavePaperProps) {
  const sayFault = useFaultSentence();
  const print = useAct("paper.save");
  return (
    <OnPaper
      kind={wanted.kind}
      languages={languages}
      language={language}
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
          wanted.kind === "record"
            ? { ...wanted, ...printed, researcher }
            : { ...wanted, ...printed },
        )
      }
    />
  );
}
