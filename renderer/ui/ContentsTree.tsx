import {
  type ComponentProps,
  createContext,
  memo,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { Button, type Key, Tree, TreeItem, TreeItemContent } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Bdi } from "./Bdi.tsx";
import styles from "./ContentsTree.module.css";
import { Icon } from "./Icon.tsx";
import { type MarkedState, StateMark } from "./StateMark.tsx";

/** A section, an entry of a repeat, or a question. */
export interface ContentsRow {
  readonly id: string;
  readonly title: string;
  readonly state: Extract<MarkedState, `section-${string}` | `answer-${string}` | "flagged">;
  /** A sentence of counts: what is answered, what is to be checked. */
  readonly counts?: string;
  /** Cannot be opened now; its mark says why. */
  readonly isClosed?: boolean;
  /** Unfolded when it appears; after that as the person wants it. */
  readonly isUnfolded?: boolean;
  readonly rows?: readonly ContentsRow[];
}

interface ContentsTreeProps {
  readonly label: string;
  readonly rows: readonly ContentsRow[];
  /** Id of the row where the person is. */
  readonly now: string | null;
  readonly onOpen: (id: string) => void;
  /** Of the questionnaire, whose titles these are. */
  readonly lang?: string;
}

/** The contents of an interview: every row has a mark, a word, and can be reached at any time. */
export function ContentsTree({ label, rows, now, onOpen, lang }: ContentsTreeProps) {
  const [expanded, setExpanded] = useState<ReadonlySet<Key>>(new Set<Key>());
  const unfolded = useRef(new Set<string>());
  useLayoutEffect(() => {
    const fresh = unfoldedIn(rows).filter((id) => !unfolded.current.has(id));
    unfolded.current = new Set([...unfolded.current, ...fresh]);
    setExpanded((open) => {
      const missing = [...fresh, ...pathTo(rows, now)].filter((id) => !open.has(id));
      return missing.length === 0 ? open : new Set([...open, ...missing]);
    });
  }, [rows, now]);
  return (
    <NowContext value={now}>
      <Rows
        label={label}
        rows={rows}
        lang={lang}
        onOpen={onOpen}
        expanded={expanded}
        onExpanded={setExpanded}
      />
    </NowContext>
  );
}

/** Only the two rows between which the person went hear of it: the tree is long, and not drawn anew. */
const NowContext = createContext<string | null>(null);

interface RowsProps extends Pick<ContentsTreeProps, "label" | "rows" | "onOpen"> {
  readonly lang: string | undefined;
  readonly expanded: ReadonlySet<Key>;
  readonly onExpanded: (expanded: ReadonlySet<Key>) => void;
}

const Rows = memo(function Rows({ label, rows, lang, onOpen, expanded, onExpanded }: RowsProps) {
  return (
    <Tree
      aria-label={label}
      selectionMode="none"
      expandedKeys={expanded}
      onExpandedChange={onExpanded}
      onAction={(id) => onOpen(String(id))}
      className={styles.tree ?? ""}
      {...(lang === undefined ? {} : { lang })}
    >
      {rows.map((row) => (
        <ContentsItem key={row.id} row={row} />
      ))}
    </Tree>
  );
});

function ContentsItem({ row }: { readonly row: ContentsRow }) {
  const { t, i18n } = useTranslation("ui");
  return (
    <TreeItem
      id={row.id}
      textValue={row.title}
      aria-label={[row.title, t(`state.${row.state}`), row.counts].filter(Boolean).join(". ")}
      isDisabled={row.isClosed ?? false}
      className={styles.item ?? ""}
      // The library passes no `aria-current` on; here it is put on the element itself.
      render={(props) => <MarkedIfNow {...props} row={row.id} />}
    >
      <TreeItemContent>
        {({ hasChildItems, isExpanded, level }) => (
          <div className={styles.row} style={{ paddingInlineStart: `${(level - 1) * 1.25}rem` }}>
            <StateMark state={row.state} />
            <span className={styles.words}>
              <span className={styles.title}>
                <Bdi>{row.title}</Bdi>
              </span>
              {row.counts !== undefined && (
                <span lang={i18n.language} className={styles.counts}>
                  {row.counts}
                </span>
              )}
            </span>
            {hasChildItems && (
              <Button slot="chevron" data-stays="" className={styles.chevron ?? ""}>
                <Icon name={isExpanded ? "down" : "forward"} />
              </Button>
            )}
          </div>
        )}
      </TreeItemContent>
      {row.rows?.map((child) => (
        <ContentsItem key={child.id} row={child} />
      ))}
    </TreeItem>
  );
}

function MarkedIfNow({ row, ...props }: ComponentProps<"div"> & { readonly row: string }) {
  const isNow = useContext(NowContext) === row;
  return <div {...props} aria-current={isNow ? "step" : undefined} />;
}

function unfoldedIn(rows: readonly ContentsRow[]): readonly string[] {
  return rows.flatMap(({ id, isUnfolded, rows: below = [] }) => [
    ...(isUnfolded ? [id] : []),
    ...unfoldedIn(below),
  ]);
}

/** Ids of the rows that must be open for a row to be seen. */
function pathTo(rows: readonly ContentsRow[], id: string | null): readonly string[] {
  for (const row of rows) {
    if (row.id === id) return [];
    const below = row.rows ?? [];
    if (contains(below, id)) return [row.id, ...pathTo(below, id)];
  }
  return [];
}

function contains(rows: readonly ContentsRow[], id: string | null): boolean {
  return rows.some((row) => row.id === id || contains(row.rows ?? [], id));
}
