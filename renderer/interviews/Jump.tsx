import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { ComboBox } from "../ui/ComboBox.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { showNumber } from "../ui/digits.ts";
import { wordsOf } from "../ui/FormText.tsx";
import type { ListOption } from "../ui/List.tsx";
import { useSectionTitle } from "./entry-title.ts";
import { everySection, sectionStop, stopAt } from "./outline.ts";
import { useOutline, useRoom } from "./room.ts";

/** Finds a section or a question by its words or its number, and goes there. */
export function Jump({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(["interviews", "ui"]);
  return (
    <Dialog
      title={t("jump.title")}
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("ui:dialog.cancel")}</Button>}
    >
      {isOpen && <Places onClose={onClose} />}
    </Dialog>
  );
}

function Places({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation("interviews");
  const room = useRoom();
  const titleOf = useSectionTitle();
  const locale = i18n.language;
  // An answer that is still on its way may open what is looked for.
  const outline = useOutline(room.store);
  const options = everySection(outline).flatMap((section): readonly ListOption[] => {
    const { title, telling } = titleOf(section);
    const name = telling === "" ? title : `${title} · ${telling}`;
    const questions = section.items.flatMap((item): readonly ListOption[] => {
      const node = item.kind === "question" ? room.store.node(item.ref) : undefined;
      if (!node || item.kind !== "question") return [];
      const label = wordsOf(node.label, locale);
      const number = showNumber(String(item.number), locale);
      return [{ name: `?${item.ref}`, label, detail: `${name} · ${number}` }];
    });
    return [{ name: section.id, label: name }, ...questions];
  });
  return (
    <ComboBox
      label={t("jump.title")}
      placeholder={t("jump.placeholder")}
      options={options}
      value=""
      autoFocus
      onAnswer={async (name) => {
        const stop = name.startsWith("?")
          ? stopAt(outline, name.slice(1))
          : sectionStop(outline, name);
        onClose();
        if (stop) room.go(stop);
        return true;
      }}
    />
  );
}
