import { useMemo } from "react";
import { AnswerField, type AnswerFieldProps } from "../ui/AnswerField.tsx";
import { DraftContext } from "../ui/held.ts";
import { useRoom } from "./room.ts";

/** The field of a question of this interview: what cannot be stored yet is kept on its shelf. */
export function Control({ node, ...props }: Omit<AnswerFieldProps, "give">) {
  const { store } = useRoom();
  const shelf = useMemo(() => store.draftOf(node.ref), [store, node.ref]);
  return (
    <DraftContext value={shelf}>
      <AnswerField node={node} give={(value) => store.answer(node.ref, value)} {...props} />
    </DraftContext>
  );
}
