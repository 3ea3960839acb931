import type { ReactNode } from "react";
import {
  Cell,
  Checkbox,
  Column,
  ColumnResizer,
  ResizableTableContainer,
  Row,
  type Selection,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  Virtualizer,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { classes } from "./classes.ts";
import styles from "./DataTable.module.css";
import { Icon } from "./Icon.tsx";

export interface DataColumn<Item> {
  readonly id: string;
  readonly label: string;
  readonly cell: (item: Item) => ReactNode;
  /** Names the row when it is read aloud; exactly one column does. */
  readonly isRowHeader?: boolean;
  readonly isSortable?: boolean;
  /** Numbers stand at the end of their column. */
  readonly isNumber?: boolean;
  /** Share of the width that is left, or pixels. */
  readonly width?: `${number}fr` | number;
  /** Pixels below which it does not shrink; the table then scrolls in its region. */
  readonly least?: number;
}

export interface DataOrder {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

interface DataTableProps<Item> {
  readonly label: string;
  readonly columns: readonly DataColumn<Item>[];
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  /** What typing ahead finds the row by. */
  readonly nameOf: (item: Item) => string;
  readonly onOpen?: (id: string) => void;
  /** Sorting is the keeper's work; the table only asks for it. */
  readonly order?: DataOrder;
  readonly onOrder?: (order: DataOrder) => void;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (ids: ReadonlySet<string>) => void;
  /** What stands in place of rows. */
  readonly empty: ReactNode;
  readonly more?: { readonly isLoading: boolean; readonly onMore: () => void };
}

/**
 * Rows and columns. Arrows move, Enter opens, Space selects; only rows in view are drawn once there
 * are many. It scrolls inside its own region, which can be focused.
 */
export function DataTable<Item>(props: DataTableProps<Item>) {
  const { columns, items, order, selected, onSelect, onOpen } = props;
  const isLong = items.length > 100;
  const table = (
    <Table
      aria-label={props.label}
      selectionMode={onSelect ? "multiple" : "none"}
      selectionBehavior="toggle"
      {...(selected && onSelect
        ? { selectedKeys: selected, onSelectionChange: tellSelection(props, onSelect) }
        : {})}
      {...(onOpen ? { onRowAction: (id) => onOpen(String(id)) } : {})}
      {...(order ? { sortDescriptor: order } : {})}
      onSortChange={({ column, direction }) =>
        props.onOrder?.({ column: String(column), direction })
      }
      className={styles.table ?? ""}
    >
      <TableHeader className={styles.header ?? ""}>
        {onSelect && (
          <Column width={52} minWidth={52} className={styles.column ?? ""}>
            <RowCheck />
          </Column>
        )}
        {columns.map((column) => (
          <DataHeading key={column.id} column={column} />
        ))}
      </TableHeader>
      <TableBody renderEmptyState={() => props.empty}>
        {items.map((item) => (
          <Row
            key={props.idOf(item)}
            id={props.idOf(item)}
            textValue={props.nameOf(item)}
            className={classes(styles.row, onOpen && styles.opens)}
          >
            {onSelect && (
              <Cell className={styles.cell ?? ""}>
                <RowCheck />
              </Cell>
            )}
            {columns.map((column) => (
              <Cell
                key={column.id}
                className={classes(styles.cell, column.isNumber && styles.number)}
              >
                {column.cell(item)}
              </Cell>
            ))}
          </Row>
        ))}
        {props.more && (
          <TableLoadMoreItem isLoading={props.more.isLoading} onLoadMore={props.more.onMore}>
            <MoreRows />
          </TableLoadMoreItem>
        )}
      </TableBody>
    </Table>
  );
  return (
    <div
      role="presentation"
      onKeyDownCapture={(event) => {
        const id = event.key === "Enter" && onOpen ? rowAt(event.target) : null;
        if (id === null) return;
        event.stopPropagation();
        // Or the browser would press the button that has the focus once the row is open.
        event.preventDefault();
        onOpen?.(id);
      }}
    >
      <ResizableTableContainer className={classes(styles.region, isLong && styles.long)}>
        {isLong ? (
          <Virtualizer
            layout={TableLayout}
            layoutOptions={{ estimatedHeadingHeight: 40, estimatedRowHeight: 44 }}
          >
            {table}
          </Virtualizer>
        ) : (
          table
        )}
      </ResizableTableContainer>
    </div>
  );
}

function DataHeading<Item>({ column }: { readonly column: DataColumn<Item> }) {
  const { t } = useTranslation("ui");
  return (
    <Column
      id={column.id}
      isRowHeader={column.isRowHeader ?? false}
      allowsSorting={column.isSortable ?? false}
      textValue={column.label}
      minWidth={column.least ?? 120}
      defaultWidth={column.width ?? "1fr"}
      className={classes(styles.column, column.isNumber && styles.number)}
    >
      {({ sortDirection }) => (
        <div className={styles.heading}>
          <span tabIndex={-1} className={styles.label}>
            {column.label}
            {sortDirection && <Icon name={sortDirection === "ascending" ? "up" : "down"} />}
          </span>
          <ColumnResizer
            aria-label={t("table.resize", { column: column.label })}
            className={styles.resizer ?? ""}
          />
        </div>
      )}
    </Column>
  );
}

function RowCheck() {
  return (
    <Checkbox slot="selection" className={styles.check ?? ""}>
      <svg viewBox="0 0 22 22" aria-hidden="true">
        <rect x="2" y="2" width="18" height="18" rx="4" />
        <path d="M6.5 11.5l3 3 6-7" className={styles.tick} />
        <path d="M6.5 11h9" className={styles.some} />
      </svg>
    </Checkbox>
  );
}

function MoreRows() {
  const { t } = useTranslation("ui");
  return <p className={styles.more}>{t("loading.title")}</p>;
}

/**
 * Id of the row that has the focus itself, not in a control of it. The library would let Enter select
 * once something is selected; here Enter opens and Space selects, always.
 */
function rowAt(target: EventTarget): string | null {
  if (!(target instanceof HTMLElement)) return null;
  const isRowOrCell = /^(row|rowheader|gridcell)$/u.test(target.getAttribute("role") ?? "");
  return isRowOrCell ? (target.closest<HTMLElement>("[role=row]")?.dataset.key ?? null) : null;
}

function tellSelection<Item>(
  { items, idOf }: DataTableProps<Item>,
  onSelect: (ids: ReadonlySet<string>) => void,
) {
  return (keys: Selection) =>
    onSelect(new Set(keys === "all" ? items.map(idOf) : [...keys].map(String)));
}
