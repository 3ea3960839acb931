import { useState } from "react";
import { expect, test, vi } from "vitest";
import { Button } from "../../../renderer/ui/Button.tsx";
import { ContentsTree } from "../../../renderer/ui/ContentsTree.tsx";
import { type DataOrder, DataTable } from "../../../renderer/ui/DataTable.tsx";
import { Empty } from "../../../renderer/ui/Empty.tsx";
import { Progress } from "../../../renderer/ui/Progress.tsx";
import { Select } from "../../../renderer/ui/Select.tsx";
import { StepList } from "../../../renderer/ui/StepList.tsx";
import { ToggleGroup } from "../../../renderer/ui/ToggleGroup.tsx";
import { click, draw, find, findAll, focus, nameOf, press, settle, textOf } from "../world.tsx";

const sections = [
  { id: "m0", title: "الموافقة", state: "section-complete", counts: "أُجيب عن الكل" },
  {
    id: "m7",
    title: "الاحتجاز",
    state: "section-error",
    rows: [
      { id: "m7/a", title: "الاحتجاز الأول", state: "section-complete" },
      { id: "m7/b", title: "الاحتجاز الثاني", state: "section-begun" },
    ],
  },
  { id: "m8", title: "المعاملة", state: "section-not-started" },
] as const;

test("the contents open where the person is, with mark, word and count on every row", async () => {
  await draw(<ContentsTree label="المحتويات" rows={sections} now="m7/b" onOpen={() => {}} />);
  const rows = findAll("row");
  expect(rows.map((row) => row.getAttribute("aria-label"))).toEqual([
    "الموافقة. مكتمل. أُجيب عن الكل",
    "الاحتجاز. فيه خطأ",
    "الاحتجاز الأول. مكتمل",
    "الاحتجاز الثاني. قيد الإكمال",
    "المعاملة. لم يبدأ",
  ]);
  const now = rows.filter((row) => row.getAttribute("aria-current") === "step");
  expect(now.map((row) => row.getAttribute("aria-label"))).toEqual([
    "الاحتجاز الثاني. قيد الإكمال",
  ]);
});

test("rows are reached by arrows, opened by Enter, and closed in reading direction", async () => {
  const open = vi.fn();
  await draw(<ContentsTree label="المحتويات" rows={sections} now="m0" onOpen={open} />);
  const [first] = findAll("row");
  focus(first ?? document.body);
  press("ArrowDown", { key: "ArrowDown" });
  press("ArrowLeft", { key: "ArrowLeft" });
  expect(findAll("row")).toHaveLength(5);
  press("ArrowDown", { key: "ArrowDown" });
  press("ArrowDown", { key: "ArrowDown" });
  press("Enter");
  expect(open).toHaveBeenCalledWith("m7/b");
});

interface Row {
  readonly id: string;
  readonly code: string;
  readonly answered: number;
}

const rows: readonly Row[] = [
  { id: "1", code: "DF3-K7Q2", answered: 1234 },
  { id: "2", code: "DF3-M4XA", answered: 7 },
];

function Interviews({
  items = rows,
  onOpen = () => {},
  onOrder = () => {},
  onSelect,
}: {
  readonly items?: readonly Row[];
  readonly onOpen?: (id: string) => void;
  readonly onOrder?: (order: DataOrder) => void;
  readonly onSelect?: (ids: ReadonlySet<string>) => void;
}) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable
      label="المقابلات"
      items={items}
      idOf={({ id }) => id}
      nameOf={({ code }) => code}
      onOpen={onOpen}
      onOrder={onOrder}
      {...(onSelect
        ? {
            selected,
            onSelect: (ids: ReadonlySet<string>) => {
              setSelected(ids);
              onSelect(ids);
            },
          }
        : {})}
      empty={<Empty action={<Button>مقابلة جديدة</Button>}>لا مقابلات بعد.</Empty>}
      columns={[
        {
          id: "code",
          label: "رمز الشخص",
          isRowHeader: true,
          isSortable: true,
          cell: ({ code }) => <bdi dir="ltr">{code}</bdi>,
        },
        { id: "answered", label: "أُجيب", isNumber: true, cell: ({ answered }) => answered },
      ]}
    />
  );
}

test("a table is read by rows, walked by arrows and opened by Enter", async () => {
  const open = vi.fn();
  await draw(<Interviews onOpen={open} />);
  expect(findAll("columnheader").map((head) => textOf(head))).toEqual(["رمز الشخص", "أُجيب"]);
  expect(findAll("rowheader").map((head) => textOf(head))).toEqual(["DF3-K7Q2", "DF3-M4XA"]);
  focus(findAll("row")[1] ?? document.body);
  press("ArrowDown", { key: "ArrowDown" });
  press("Enter");
  expect(open).toHaveBeenCalledWith("2");
});

test("sorting is asked of the keeper", async () => {
  const order = vi.fn();
  await draw(<Interviews onOrder={order} />);
  click(find("columnheader", "رمز الشخص"));
  expect(order).toHaveBeenCalledWith({ column: "code", direction: "ascending" });
});

test("Space selects a row and the head selects all", async () => {
  const select = vi.fn();
  await draw(<Interviews onSelect={select} />);
  focus(findAll("row")[2] ?? document.body);
  press("Space");
  expect(select).toHaveBeenLastCalledWith(new Set(["2"]));
  click(findAll("checkbox")[0] ?? document.body);
  expect(select).toHaveBeenLastCalledWith(new Set(["1", "2"]));
});

test("Enter opens a row also while others are selected", async () => {
  const [open, select] = [vi.fn(), vi.fn()];
  await draw(<Interviews onOpen={open} onSelect={select} />);
  focus(findAll("row")[1] ?? document.body);
  press("Space");
  press("Enter");
  expect(open).toHaveBeenCalledWith("1");
  expect(select).toHaveBeenCalledTimes(1);
});

test("an empty table says what will be there, and offers the next step", async () => {
  await draw(<Interviews items={[]} />);
  expect(textOf()).toContain("لا مقابلات بعد.");
  expect(find("button", "مقابلة جديدة")).toBeTruthy();
});

test("of a wizard's steps one is now, and those before it are done", async () => {
  await draw(<StepList label="الخطوات" steps={["اللغة", "الدور", "الاسم"]} now={1} />, "ar-SY");
  const steps = [...document.querySelectorAll("li")];
  expect(steps.map((step) => step.getAttribute("aria-current"))).toEqual([null, "step", null]);
  expect(textOf(steps[0])).toContain("أُنجزت");
  expect(textOf(steps[2])).toBe("٣الاسم");
});

test("progress is said in numbers too, and an unknown end is not invented", async () => {
  const drawn = await draw(<Progress label="إعداد الرزمة" done={12} total={40} />, "ar-SY");
  expect(find("progressbar").getAttribute("aria-valuetext")).toBe("١٢ من ٤٠");
  drawn.draw(<Progress label="إعداد الرزمة" done={12} total={null} />);
  expect(find("progressbar").hasAttribute("aria-valuenow")).toBe(false);
  expect(textOf()).toContain("أُنجز ١٢");
});

test("of a group of views exactly one is on, and arrows follow the reading direction", async () => {
  const choose = vi.fn();
  await draw(
    <ToggleGroup
      label="الدقّة"
      value="month"
      onChoose={choose}
      choices={[
        { name: "year", label: "سنة" },
        { name: "month", label: "شهر" },
        { name: "day", label: "يوم" },
      ]}
    />,
  );
  focus(find("radio", "شهر"));
  press("ArrowLeft", { key: "ArrowLeft" });
  expect(textOf(document.activeElement ?? undefined)).toBe("يوم");
  click(find("radio", "شهر"));
  expect(choose).not.toHaveBeenCalled();
  click(find("radio", "يوم"));
  expect(choose).toHaveBeenCalledWith("day");
});

test("a short list unfolds and is chosen from with the keyboard", async () => {
  const choose = vi.fn();
  await draw(
    <Select
      label="اللغة"
      value="ar"
      onChoose={choose}
      options={[
        { name: "ar", label: "العربية" },
        { name: "en", label: "English" },
      ]}
    />,
  );
  click(find("button", "العربية"));
  await settle();
  expect(findAll("option").map(nameOf)).toHaveLength(2);
  press("ArrowDown", { key: "ArrowDown" });
  press("Enter");
  await settle();
  expect(choose).toHaveBeenCalledWith("en");
});
