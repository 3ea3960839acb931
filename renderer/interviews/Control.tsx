import { memo, useMemo } from "react";
import { takesFile } from "../../shared/interviews/files.ts";
import { AnswerField, type AnswerFieldProps } from "../ui/AnswerField.tsx";
import { DraftContext } from "../ui/held.ts";
import { FileAnswer } from "./Files.tsx";
import { useRoom, useStated } from "./room.ts";

/** The field of a question of this interview: what cannot be stored yet is kept on its shelf. */
export const Control = memo(function Control({
  node,
  ...props
}: Omit<AnswerFieldProps, "give" | "stated">) {
  const { store } = useRoom();
  const stated = useStated(node.ref);
  const shelf = useMemo(() => store.draftOf(node.ref), [store, node.ref]);
  if (takesFile(node.type) && !node.readonly) return <FileAnswer node={node} />;
  return (
    <DraftContext value={shelf}>
      <AnswerField
        node={node}
        stated={stated}
        give={(value, said) => store.answer(node.ref, value, said)}
        {...props}
      />
    </DraftContext>
  );
});
