import type { ReactNode } from "react";
import type { RecordNode } from "../../shared/interviews/outline.ts";
import { useAnswerWords } from "../ui/answer-words.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { FormText } from "../ui/FormText.tsx";
import { InOrder } from "../ui/InOrder.tsx";
import styles from "./review.module.css";

interface AnswerValueProps {
  readonly node: RecordNode;
  /** The stored string: of the answer, or of what was set aside. */
  readonly value: string;
  readonly asCodes: boolean;
}

/** One stored value to read: several choices under each other, a text as it was written. */
export function AnswerValue({ node, value, asCodes }: AnswerValueProps) {
  const say = useAnswerWords();
  const { choices, type, appearance } = node;
  if (freeTexts.has(type) && !appearance.includes("partial-date"))
    return (
      <span dir="auto" className={styles.words}>
        {value}
      </span>
    );
  if (asCodes) return <Bdi dir="ltr">{value}</Bdi>;
  if (!choices) return <bdi>{say(node, value)}</bdi>;
  const labels = new Map(choices.map(({ name, label }) => [name, label]));
  const codes = type === "select_one" ? [value] : value.split(" ").filter(Boolean);
  return (
    <Several isOrdered={type === "rank"}>
      {codes.map((code) => {
        const label = labels.get(code);
        // What a filtered list no longer offers was chosen all the same.
        return label ? (
          <FormText key={code} text={label} />
        ) : (
          <Bdi key={code} dir="ltr">
            {code}
          </Bdi>
        );
      })}
    </Several>
  );
}

/** Types whose value is what somebody wrote. */
const freeTexts = new Set(["text", "barcode"]);

function Several({
  isOrdered,
  children,
}: {
  readonly isOrdered: boolean;
  readonly children: readonly ReactNode[];
}) {
  if (children.length === 1) return <>{children[0]}</>;
  const items = <InOrder of={children}>{(child) => <li>{child}</li>}</InOrder>;
  return isOrdered ? (
    <ol className={styles.ordered}>{items}</ol>
  ) : (
    <ul className={styles.several}>{items}</ul>
  );
}
