import {
  createContext,
  memo,
  startTransition,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { NodeRef } from "../../shared/questionnaire/live/view.ts";
import { Button } from "../ui/Button.tsx";
import { classes } from "../ui/classes.ts";
import { Empty } from "../ui/Empty.tsx";
import { FormText } from "../ui/FormText.tsx";
import { InLanguage } from "../ui/InLanguage.tsx";
import { useSteadyPress } from "../ui/steady-press.ts";
import styles from "./Column.module.css";
import { ConsentRefused, ConsentSteps } from "./ConsentLayer.tsx";
import { layerAt, layersOf } from "./consent-layers.ts";
import { EntriesCard } from "./EntriesCard.tsx";
import { useSectionTitle } from "./entry-title.ts";
import { focusPlace, showPlace, stayAt, whenUncovered } from "./focus-place.ts";
import type { Item, Outline, Section } from "./outline.ts";
import { NoteCard, QuestionCard } from "./QuestionCard.tsx";
import { useFormLanguage, useNode, useRoom } from "./room.ts";

/** Where the focus is to go; `turn` grows with every wish, so that the same place can be wished again. */
export interface Aim {
  readonly ref: NodeRef | null;
  readonly turn: number;
}

export const AimContext = createContext<Aim>({ ref: null, turn: 0 });

interface ColumnProps {
  readonly section: Section;
  readonly outline: Outline;
  /** Shows one card at a time; the keys and the ways are the same. */
  readonly isAlone: boolean;
}

/**
 * One section as a column of cards, or the one card at which the researcher is. Where consent is asked
 * for, one layer of it at a time.
 */
export function Column({ section, outline, isAlone }: ColumnProps) {
  const { t } = useTranslation("interviews");
  const column = useRef<HTMLDivElement>(null);
  const room = useRoom();
  const aim = useContext(AimContext);
  const titleOf = useSectionTitle();
  const { entry } = section;
  const list = entry && outline.byId.get(entry.listedIn);
  const layers = layersOf(section, outline, room.store.node);
  const now = layers ? layerAt(layers, aim.ref) : 0;
  const near = layers?.[now]?.items ?? section.items;
  const isWhole = useDrawnWhole();
  useSteadyPress(column);
  const items = isAlone ? aloneAt(near, aim.ref) : isWhole ? near : inSightOf(near, aim.ref);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is a wish to go there again.
  useLayoutEffect(() => {
    const goThere = () => column.current && focusPlace(column.current, aim.ref);
    const showIt = () => column.current && showPlace(column.current, aim.ref);
    return aim.turn > 0 ? whenUncovered(goThere, showIt) : undefined;
  }, [aim.turn]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn above a card moves it.
  useLayoutEffect(() => {
    if (isWhole && column.current) stayAt(column.current, aim.ref);
  }, [isWhole]);

  return (
    <div
      ref={column}
      className={classes(styles.column, isAlone && styles.alone, layers !== null && styles.layers)}
    >
      {layers && <ConsentSteps layers={layers} now={now} />}
      {entry && list && (
        <nav aria-label={t("section.way-back")}>
          <Button
            kind="quiet"
            icon="back"
            onPress={() => room.go({ section: list.id, ref: entry.repeat })}
          >
            <bdi>{titleOf(list).title}</bdi>
          </Button>
        </nav>
      )}
      {items.map((item) => (
        <ItemCard key={item.ref} item={item} />
      ))}
      {layers && <ConsentRefused layers={layers} now={now} />}
      {items.length === 0 && <Empty>{t("section.empty")}</Empty>}
    </div>
  );
}

/** False while a section is first drawn; what lies out of sight is drawn when the rest can be seen. */
function useDrawnWhole(): boolean {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => startTransition(() => setWhole(true)), []);
  return isWhole;
}

/** So many cards are about as high as a screen. */
const screenful = 3;

/** A place with what fills the screen above and below it; the first ones where it is not there. */
function inSightOf(items: readonly Item[], ref: NodeRef | null): readonly Item[] {
  const place = Math.max(
    0,
    items.findIndex((item) => item.ref === ref),
  );
  return items.slice(Math.max(0, place - screenful), place + screenful);
}

/** The card of a place with the headings it stands under; the first where the place is not there. */
function aloneAt(items: readonly Item[], ref: NodeRef | null): readonly Item[] {
  const cards = items.filter(({ kind }) => kind !== "heading");
  const card = cards.find((item) => item.ref === ref) ?? cards[0];
  if (!card) return [];
  return items.filter(
    (item) => item === card || (item.kind === "heading" && card.ref.startsWith(`${item.ref}/`)),
  );
}

const ItemCard = memo(
  function ItemCard({ item }: { readonly item: Item }) {
    switch (item.kind) {
      case "question":
        return <QuestionCard place={item.ref} number={item.number} />;
      case "note":
        return <NoteCard place={item.ref} />;
      case "entries":
        return <EntriesCard place={item.ref} />;
      case "heading":
        return <Heading place={item.ref} />;
    }
  },
  (before, now) =>
    before.item.ref === now.item.ref &&
    before.item.kind === now.item.kind &&
    (before.item.kind !== "question" ||
      now.item.kind !== "question" ||
      before.item.number === now.item.number),
);

function Heading({ place }: { readonly place: NodeRef }) {
  const node = useNode(place);
  const language = useFormLanguage();
  if (!node) return null;
  return (
    <InLanguage {...language}>
      <h2 className={styles.heading}>
        <FormText text={node.label} />
      </h2>
    </InLanguage>
  );
}
