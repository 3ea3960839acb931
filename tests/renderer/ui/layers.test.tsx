import { act, useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Button } from "../../../renderer/ui/Button.tsx";
import { Dialog, Drawer } from "../../../renderer/ui/Dialog.tsx";
import { useKeys, useWorkingKeys } from "../../../renderer/ui/Keys.tsx";
import { clearToasts, showToast, Toasts } from "../../../renderer/ui/Toast.tsx";
import { click, draw, find, findAll, focus, press, settle, textOf, wait } from "../world.tsx";

afterEach(() => {
  vi.useRealTimers();
  act(clearToasts);
});

function Finish({ onFinish }: { readonly onFinish: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>إنهاء المقابلة</Button>
      <Dialog
        title="إنهاء؟"
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button autoFocus onPress={() => setOpen(false)}>
              إلغاء
            </Button>
            <Button kind="primary" onPress={onFinish}>
              إنهاء
            </Button>
          </>
        }
      >
        بعد الإنهاء لا تتغيّر الإجابات إلا بتصحيح.
      </Dialog>
    </>
  );
}

test("a question begins on the safe button, and Esc gives the focus back", async () => {
  const finish = vi.fn();
  await draw(<Finish onFinish={finish} />);
  const opener = find("button", "إنهاء المقابلة");
  focus(opener);
  click(opener);
  await settle();
  expect(find("dialog", "إنهاء؟")).toBeTruthy();
  expect(textOf(document.activeElement ?? undefined)).toBe("إلغاء");
  press("Escape", { key: "Escape" });
  await settle();
  expect(findAll("dialog")).toHaveLength(0);
  await wait(50);
  expect(document.activeElement).toBe(opener);
  expect(finish).not.toHaveBeenCalled();
});

test("a question before an act that cannot be undone says that it is one", async () => {
  await draw(
    <Dialog title="محو؟" isAlert isOpen onClose={() => {}} actions={<Button>إلغاء</Button>}>
      لا يمكن التراجع.
    </Dialog>,
  );
  expect(find("alertdialog", "محو؟")).toBeTruthy();
});

test("a drawer has a name and a button that closes it", async () => {
  const close = vi.fn();
  await draw(
    <Drawer title="ملاحظات" side="end" isOpen onClose={close}>
      نص
    </Drawer>,
  );
  expect(find("dialog", "ملاحظات")).toBeTruthy();
  click(find("button", "إغلاق"));
  expect(close).toHaveBeenCalledOnce();
});

test("a message stays ten seconds and offers its undo", async () => {
  vi.useFakeTimers();
  const undo = vi.fn();
  await draw(<Toasts />);
  act(() => showToast({ text: "أُزيل المدخل.", undo }));
  expect(textOf()).toContain("أُزيل المدخل.");
  act(() => void vi.advanceTimersByTime(9900));
  expect(textOf()).toContain("أُزيل المدخل.");
  click(find("button", "تراجع"));
  expect(undo).toHaveBeenCalledOnce();
  expect(textOf()).not.toContain("أُزيل المدخل.");
});

test("no message outlives the lock", async () => {
  await draw(<Toasts />);
  act(() => showToast({ text: "أُزيل المدخل." }));
  act(clearToasts);
  expect(textOf()).toBe("");
});

function WithKeys({ log }: { readonly log: string[] }) {
  useKeys([
    { key: "note", act: () => log.push("note") },
    { key: "answer-history", act: () => log.push("history") },
    { key: "lock", act: () => log.push("lock"), always: true },
  ]);
  return <input type="text" aria-label="نص" />;
}

test("keys work by their place, and single letters not while somebody types", async () => {
  const log: string[] = [];
  await draw(<WithKeys log={log} />);
  press("KeyM", { key: "ة", ctrlKey: true });
  press("KeyD", { key: "ي" });
  focus(find("textbox", "نص"));
  press("KeyD", { key: "ي" });
  press("KeyM", { key: "ة", ctrlKey: true });
  expect(log).toEqual(["note", "history", "note"]);
});

test("under an open question only the lock still works", async () => {
  const log: string[] = [];
  await draw(
    <>
      <WithKeys log={log} />
      <Dialog title="سؤال" isOpen onClose={() => {}} actions={<Button>إلغاء</Button>}>
        نص
      </Dialog>
    </>,
  );
  press("KeyM", { ctrlKey: true });
  press("KeyL", { ctrlKey: true });
  expect(log).toEqual(["lock"]);
});

test("while a message is shown F6 still says that the person does not know", async () => {
  const log: string[] = [];
  function Question() {
    useKeys([{ key: "dont-know", act: () => log.push("dont-know") }]);
    return <input type="radio" aria-label="نعم" />;
  }
  // A message that is there before its region makes the region a landmark, and F6 the way to it.
  act(() => showToast({ text: "أُزيل المدخل." }));
  await draw(
    <>
      <Question />
      <Toasts />
    </>,
  );
  focus(find("radio", "نعم"));
  press("F6", { key: "F6" });
  expect(log).toEqual(["dont-know"]);
  expect(document.activeElement).toBe(find("radio", "نعم"));
});

test("a key that is gone with its screen does nothing", async () => {
  const log: string[] = [];
  const drawn = await draw(<WithKeys log={log} />);
  drawn.leave();
  press("KeyM", { ctrlKey: true });
  expect(log).toEqual([]);
});

function Listed() {
  return useWorkingKeys().join(" ");
}

test("the keys that work here are known by their names, those of the nearest place first", async () => {
  const page = (isOpen: boolean) => (
    <>
      <WithKeys log={[]} />
      {isOpen && <Listed />}
    </>
  );
  const drawn = await draw(page(false));
  drawn.draw(page(true));
  expect(textOf()).toBe("note answer-history lock");
});

test("a button that is held says why, keeps the focus and does nothing", async () => {
  const act = vi.fn();
  await draw(
    <Button heldBy="اختاروا سبباً أولاً" onPress={act}>
      تخطٍّ
    </Button>,
  );
  const button = find("button", "تخطٍّ");
  focus(button);
  expect(document.activeElement).toBe(button);
  expect(button.getAttribute("aria-disabled")).toBe("true");
  click(button);
  expect(act).not.toHaveBeenCalled();
  await wait(50);
  expect(findAll("tooltip").map((hint) => textOf(hint))).toEqual(["اختاروا سبباً أولاً"]);
});

test("a button that becomes held under somebody's finger keeps the focus", async () => {
  const button = (heldBy: string | null) => <Button heldBy={heldBy}>فتح</Button>;
  const drawn = await draw(button(null));
  focus(find("button", "فتح"));
  drawn.draw(button("انتظروا قليلاً"));
  expect(document.activeElement).toBe(find("button", "فتح"));
});

test("a busy button keeps the focus, says so and is not pressed twice", async () => {
  const act = vi.fn();
  await draw(
    <Button isBusy onPress={act}>
      فتح
    </Button>,
  );
  const button = find("button", "فتح");
  focus(button);
  click(button);
  expect(act).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button);
  expect(textOf(button)).toContain("يُرجى الانتظار");
});
