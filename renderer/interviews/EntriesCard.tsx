import { memo, useId } from "react";
import { useTranslation } from "react-i18next";
import type { NodeRef } from "../../shared/questionnaire/live/view.ts";
import { useFaultSentence } from "../i18n.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { FormText } from "../ui/FormText.tsx";
import { Icon } from "../ui/Icon.tsx";
import { InLanguage, InOwnLanguage } from "../ui/InLanguage.tsx";
import { StateMark } from "../ui/StateMark.tsx";
import { showToast } from "../ui/Toast.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { PartialDateText } from "../ui/When.tsx";
import styles from "./EntriesCard.module.css";
import { useSectionTitle } from "./entry-title.ts";
import { inOrderOfTime, type Outline, type Section, sectionStop } from "./outline.ts";
import {
  type Room,
  useAbout,
  useBeside,
  useFormLanguage,
  useNode,
  useOutline,
  useRoom,
} from "./room.ts";

/** The entries of a repeat, each with what tells it from the others; opened, added and removed here. */
export const EntriesCard = memo(function EntriesCard({ place }: { readonly place: NodeRef }) {
  const { t } = useTranslation("interviews");
  const room = useRoom();
  const node = useNode(place);
  const { refusal, order } = useBeside(place);
  const { readOnly } = useAbout(room.store);
  const told = entriesOf(useOutline(room.store), place);
  const entries = order === "told" ? told : inOrderOfTime(told);
  const language = useFormLanguage();
  const sayFault = useFaultSentence();
  const labelId = useId();
  if (!node) return null;
  const mayAdd = node.mayChange && readOnly === null;
  return (
    <article
      data-place={place}
      tabIndex={-1}
      aria-labelledby={labelId}
      className={styles.card}
      onFocus={() => room.store.stand(place)}
      onKeyDownCapture={(event) => {
        if (event.target !== event.currentTarget || event.code !== "Enter") return;
        event.preventDefault();
        void room.step("next");
      }}
    >
      <InLanguage {...language} className={styles.sheet ?? ""}>
        <div className={styles.top}>
          <h2 id={labelId}>
            <FormText text={node.label} />
          </h2>
          <bdi className={styles.count}>{t("entries.count", { count: entries.length })}</bdi>
        </div>
        {node.hint && (
          <p className={styles.count}>
            <FormText text={node.hint} />
          </p>
        )}
        {mayOrder(told) && (
          <div data-order="">
            <InOwnLanguage>
              <ToggleGroup
                label={t("entries.order")}
                choices={[
                  { name: "told", label: t("entries.order-told") },
                  { name: "by-date", label: t("entries.order-by-date") },
                ]}
                value={order}
                onChoose={(next) => room.store.showEntries(place, next)}
              />
            </InOwnLanguage>
          </div>
        )}
        {entries.length > 0 && (
          <ol className={styles.list}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} isReadOnly={readOnly !== null} />
            ))}
          </ol>
        )}
        {refusal && <p className={styles.refusal}>{sayFault(refusal)}</p>}
        {mayAdd && (
          <InOwnLanguage>
            <Button icon="add" shortcut="add-entry" onPress={() => void addEntry(room, place)}>
              {t("entries.add")}
            </Button>
          </InOwnLanguage>
        )}
      </InLanguage>
    </article>
  );
});

/** Another order needs two to order, and a date in them. */
function mayOrder(entries: readonly Section[]): boolean {
  return entries.length > 1 && entries.some(({ entry }) => entry?.when);
}

function Entry({ entry, isReadOnly }: { readonly entry: Section; readonly isReadOnly: boolean }) {
  const { t } = useTranslation("interviews");
  const room = useRoom();
  const { title, telling } = useSectionTitle()(entry);
  const { answered, asked } = entry.counts;
  const when = entry.entry?.telling.some(({ value }) => value === entry.entry?.when)
    ? null
    : entry.entry?.when;
  const name = telling === "" ? title : `${title} · ${telling}`;
  const remove = async () => {
    const list = entry.entry;
    if (!(await room.store.removeEntry(entry.id)) || !list) return;
    room.go({ section: list.listedIn, ref: list.repeat });
    showToast({
      text: t("entries.removed", { title: name }),
      undo: () => void room.store.restoreEntry(entry.id),
    });
  };
  return (
    <li className={styles.entry}>
      <button
        type="button"
        data-entry={entry.id}
        className={styles.open}
        onClick={() => {
          const stop = sectionStop(room.store.outline(), entry.id);
          if (stop) room.go(stop);
        }}
      >
        <StateMark state={entry.mark} />
        <span className={styles.words}>
          <span className={styles.title}>
            <bdi>{title}</bdi>
          </span>
          {telling !== "" && <bdi>{telling}</bdi>}
          {when && (
            <span className={styles.count}>
              <PartialDateText value={when} />
            </span>
          )}
          <bdi className={styles.count}>{t("counts.answered", { answered, asked })}</bdi>
        </span>
        <Icon name="forward" />
      </button>
      {entry.entry?.mayRemove && !isReadOnly && (
        <IconButton
          icon="bin"
          label={t("entries.remove", { title: name })}
          onPress={() => void remove()}
        />
      )}
    </li>
  );
}

/** Adds an entry and goes to its first question. */
export async function addEntry(room: Room, repeat: NodeRef): Promise<void> {
  const entry = await room.store.addEntry(repeat);
  const stop = entry === null ? null : sectionStop(room.store.outline(), entry);
  if (stop) room.go(stop);
}

function entriesOf({ byId, home }: Outline, repeat: NodeRef): readonly Section[] {
  const listedIn = byId.get(home.get(repeat) ?? "");
  return (listedIn?.entries ?? [])
    .flatMap((id) => byId.get(id) ?? [])
    .filter(({ entry }) => entry?.repeat === repeat);
}
