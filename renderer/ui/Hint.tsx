import type { ReactNode } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";
import styles from "./Hint.module.css";

interface HintProps {
  /** Null while there is nothing to say; the child stays where it is and keeps its focus. */
  readonly text: string | null;
  readonly children: ReactNode;
}

/** Shows a few words beside what is pointed at or focused; they are read aloud as its description. */
export function Hint({ text, children }: HintProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0} isDisabled={text === null}>
      {children}
      <Tooltip offset={6} className={styles.hint ?? ""}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
