import { act } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { clearToasts } from "../../../renderer/ui/Toast.tsx";
import type { Json } from "../../../shared/contract/define.ts";
import type { InterviewFile, InterviewView } from "../../../shared/contract/interviews.ts";
import { click, find, findAll, press, settle, textOf, type, wait } from "../world.tsx";
import { smallForm } from "./small-keeper.ts";
import { card, openRoom, pressIn } from "./small-room.tsx";

afterEach(() => act(clearToasts));

const survey = `
type              | name                | label::Arabic (ar) | label::English (en) | relevant
select_one yes_no | consent_participate | هل توافقون؟        | Do you agree?       |
begin_group       | m1                  | الرواية            | Account             | \${consent_participate} = 'yes'
audio             | voice               | الصوت              | Voice               |
image             | paper               | ورقة               | A paper             |
video             | film                | فيلم               | A film              |
end_group         |                     |                    |                     |`;
const choices = "list_name | name | label::Arabic (ar)\nyes_no | yes | نعم\nyes_no | no | لا";

const recording: InterviewFile = {
  ...{
    attachment: "k3f9abcd",
    media: "audio/webm",
    number: 1,
    name: "",
    bytes: 51_200,
    seconds: 187,
  },
  ...{ interrupted: false, at: "2026-11-22T14:05:00+03:00", question: "m1/voice", label: "الصوت" },
  ...{ aside: null, removable: true, here: true, copyHeldBy: null },
};

/** As much of a browser's recorder as ours uses; a test says when there is sound. */
class PretendRecorder extends EventTarget {
  static latest: PretendRecorder;
  state = "inactive";
  constructor() {
    super();
    PretendRecorder.latest = this;
  }
  start() {
    this.state = "recording";
  }
  pause() {
    this.state = "paused";
  }
  resume() {
    this.state = "recording";
  }
  sound(text: string) {
    this.dispatchEvent(Object.assign(new Event("dataavailable"), { data: new Blob([text]) }));
  }
  stop() {
    this.state = "inactive";
    this.sound("آخر ما قيل");
    this.dispatchEvent(new Event("stop"));
  }
}

const microphone = { stopped: 0, isThere: true };

beforeEach(() => {
  Object.assign(microphone, { stopped: 0, isThere: true });
  const track = Object.assign(new EventTarget(), { stop: () => (microphone.stopped += 1) });
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  vi.stubGlobal("MediaRecorder", PretendRecorder);
  vi.stubGlobal(
    "AudioContext",
    class {
      createAnalyser = () => ({ fftSize: 4, getByteTimeDomainData: () => {} });
      createMediaStreamSource = () => ({ connect: () => {} });
      close = async () => {};
    },
  );
  Object.defineProperty(navigator, "mediaDevices", {
    configurable: true,
    value: {
      getUserMedia: async () => {
        if (!microphone.isThere) throw new Error("none");
        return stream;
      },
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

const ok = (value: unknown) => ({ ok: true, value });
const fail = (kind: string) => ({ ok: false, fault: { kind } });
const filed = (files: readonly InterviewFile[]) =>
  ok({ attachment: recording.attachment, files, saved: null });

/** An interview whose person has agreed, at its question for a sound. */
async function room(
  given: Partial<InterviewView> = {},
  besides: { readonly [call: string]: (input: Json) => unknown } = {},
  consent = "yes",
) {
  const form = smallForm(survey, choices);
  if (consent !== "") form.set("consent_participate", consent);
  return openRoom(form, {
    given: { at: "m1/voice", ...given },
    besides: {
      "interviews.beginRecording": () =>
        ok({ recording: "k3f9abcd", number: 2, free: 9e9, largest: 2e8 }),
      "interviews.recordPiece": () => ok({ bytes: 51_200, free: 9e9 }),
      "interviews.endRecording": () => filed([recording]),
      "interviews.detach": () => filed([]),
      "interviews.attachAgain": () => filed([recording]),
      ...besides,
    },
  });
}

const drawerButton = /^التسجيلات والملفات/;

async function beginRecording(): Promise<void> {
  await pressIn("m1/voice", "تسجيل الصوت");
  await click(find("checkbox"));
  await click(find("button", "بدء تسجيل"));
  await wait(30);
}

/** Reading a piece takes turns of the real clock, more of them on a busy machine. */
async function asked(asks: (call: string) => readonly unknown[], call: string, times = 1) {
  for (let turns = 0; turns < 250 && asks(call).length < times; turns++) await wait(20);
  await settle();
}
const ended = (asks: (call: string) => readonly unknown[]) =>
  asked(asks, "interviews.endRecording");

test("each recording waits for its own yes, and the page gets the microphone only after the keeper", async () => {
  const { asks } = await room();
  await pressIn("m1/voice", "تسجيل الصوت");
  await click(find("button", "بدء تسجيل"));
  expect(asks("interviews.beginRecording")).toHaveLength(0);
  await click(find("checkbox"));
  await click(find("button", "بدء تسجيل"));
  await wait(30);
  expect(asks("interviews.beginRecording")).toEqual([
    ["interviews.beginRecording", expect.objectContaining({ question: "m1/voice", agreed: true })],
  ]);
  expect(textOf(find("region", "جارٍ التسجيل"))).toContain("جارٍ التسجيل");
  await click(find("button", "إنهاء التسجيل"));
  await ended(asks);
});

test("pieces go to the keeper in order as they come, and the last one before the end", async () => {
  const { asks } = await room();
  await beginRecording();
  PretendRecorder.latest.sound("أولاً");
  PretendRecorder.latest.sound("ثانياً");
  await asked(asks, "interviews.recordPiece", 2);
  expect(textOf(find("region", "جارٍ التسجيل"))).toContain("51");
  await click(find("button", "إنهاء التسجيل"));
  await ended(asks);
  const heard = asks("interviews.recordPiece").map(
    ([, input]) => input as { readonly index: number; readonly piece: string },
  );
  expect(heard.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(heard.map(({ piece }) => Buffer.from(piece, "base64").toString())).toEqual([
    "أولاً",
    "ثانياً",
    "آخر ما قيل",
  ]);
  expect(asks("interviews.endRecording")).toHaveLength(1);
  expect(microphone.stopped).toBe(1);
  expect(findAll("region", "جارٍ التسجيل")).toEqual([]);
  expect(textOf(card("m1/voice"))).toContain("3:07");
});

test("a piece that the keeper does not take ends the recording, and says why", async () => {
  const { asks } = await room({}, { "interviews.recordPiece": () => fail("disk-full") });
  await beginRecording();
  PretendRecorder.latest.sound("أولاً");
  await ended(asks);
  expect(asks("interviews.recordPiece")).toHaveLength(1);
  expect(asks("interviews.endRecording")).toHaveLength(1);
  expect(microphone.stopped).toBe(1);
  expect(textOf(find("alert"))).toContain("القرص ممتلئ");
});

test("without a microphone nothing is recorded, and it is said", async () => {
  microphone.isThere = false;
  const { asks } = await room();
  await beginRecording();
  expect(asks("interviews.endRecording")).toHaveLength(1);
  expect(findAll("alert").map(textOf).join()).toContain("لا يصل صوت من أي ميكروفون");
});

test("the pause page, the lock and leaving each end a recording", async () => {
  const first = await room();
  await beginRecording();
  press("F9");
  await ended(first.asks);
  expect(first.asks("interviews.endRecording")).toHaveLength(1);
  first.leave();

  const second = await room();
  await beginRecording();
  second.announce({ event: "locking" });
  await ended(second.asks);
  expect(second.asks("interviews.endRecording")).toHaveLength(1);
  second.leave();

  const third = await room();
  await beginRecording();
  third.leave();
  await ended(third.asks);
  expect(third.asks("interviews.endRecording")).toHaveLength(1);
});

test("one key opens the recordings, and ends one that runs", async () => {
  const { asks } = await room();
  await beginRecording();
  press("Space", { ctrlKey: true, shiftKey: true });
  await ended(asks);
  expect(asks("interviews.endRecording")).toHaveLength(1);
  press("Space", { ctrlKey: true, shiftKey: true });
  await settle();
  expect(findAll("dialog")).toHaveLength(1);
});

test("before the person has agreed nothing can be recorded or chosen", async () => {
  await room({ at: "consent_participate" }, {}, "");
  await click(find("button", drawerButton));
  await click(find("checkbox"));
  for (const name of ["بدء تسجيل", "إضافة صورة أو وثيقة"])
    expect(find("button", name).getAttribute("aria-disabled")).toBe("true");
});

test("what is taken out can be put back in passing", async () => {
  const { asks } = await room({ files: [recording] });
  await pressIn("m1/voice", "إزالة");
  expect(textOf(card("m1/voice"))).not.toContain("3:07");
  await click(find("button", "تراجع"));
  await settle();
  expect(asks("interviews.attachAgain")).toHaveLength(1);
  expect(textOf(card("m1/voice"))).toContain("3:07");
});

test("a name cannot turn its direction, and what is broken off or not here says so", async () => {
  const odd: InterviewFile = {
    ...{ ...recording, name: "a\u202egpj.exe", media: "image/jpeg", question: "m1/paper" },
    ...{ interrupted: true, here: false, removable: false },
  };
  await room({ files: [odd], at: "m1/paper" });
  const words = textOf(card("m1/paper"));
  expect(words).toContain("a[U+202E]gpj.exe");
  expect(words).toContain("انقطع");
  expect(words).toContain("محتواه ليس في هذا الدفتر");
  expect(words).not.toContain("إزالة");
});

test("a film is not taken, and a finished interview takes nothing more", async () => {
  await room({ at: "m1/film" });
  expect(textOf(card("m1/film"))).toContain("لا تُحفظ مقاطع الفيديو");
});

test("a moment of a running recording begins a note on the question at hand, in the digits of the page", async () => {
  const { asks } = await room();
  await beginRecording();
  press("KeyM", { altKey: true });
  await settle();
  const field = find("textbox", "ملاحظة") as HTMLTextAreaElement;
  expect(field.value).toMatch(/^التسجيل 2، عند 0:\d\d: $/u);
  type(field, `${field.value}هنا بكى`);
  press("Escape");
  await asked(asks, "interviews.note");
  expect(asks("interviews.note").map(([, input]) => input)).toEqual([
    expect.objectContaining({
      question: "m1/voice",
      text: expect.stringMatching(/^التسجيل 2، عند 0:\d\d: هنا بكى$/u),
    }),
  ]);
  await click(find("button", "إنهاء التسجيل"));
  await ended(asks);
  // Without a recording there is no moment to mark.
  press("KeyM", { altKey: true });
  await settle();
  expect(findAll("dialog")).toEqual([]);
});

test("a moment of a recording that is played begins a note on its question", async () => {
  vi.stubGlobal(
    "Audio",
    class extends EventTarget {
      currentTime = 75.6;
      pause() {}
      async play() {}
    },
  );
  vi.stubGlobal(
    "URL",
    Object.assign(URL, { createObjectURL: () => "", revokeObjectURL: () => {} }),
  );
  await room(
    { files: [{ ...recording, number: 3 }] },
    { "interviews.readFile": () => ok({ piece: "AAAA", next: null }) },
  );
  await click(find("button", drawerButton));
  await click(find("button", "تشغيل"));
  await settle();
  await click(find("button", "ملاحظة عند هذه اللحظة"));
  await settle();
  expect((find("textbox", "ملاحظة") as HTMLTextAreaElement).value).toBe("التسجيل 3، عند 1:15: ");
});

test("before a copy leaves it is said what it is not; where it may not, the reason is there", async () => {
  const paper: InterviewFile = {
    ...{ ...recording, attachment: "paper123", media: "application/pdf", seconds: null },
    question: "m1/paper",
  };
  const held = {
    ...paper,
    attachment: "held1234",
    number: 2,
    copyHeldBy: "copy-of-draft",
  } as const;
  const answers = [fail("target-full"), ok({ bytes: 9 })];
  const { asks } = await room(
    { files: [paper, held], at: "m1/paper" },
    { "interviews.saveFile": () => answers.shift() },
  );
  const [save, heldBack] = findAll("button", "حفظ نسخة خارج الدفتر");
  expect(heldBack?.getAttribute("aria-disabled")).toBe("true");
  if (!save) throw new Error("a file that is here can be saved");
  const choose = async () => {
    await click(save);
    expect(textOf(find("dialog"))).toContain("النسخة غير مشفّرة");
    await click(find("button", "اختيار المكان"));
    await settle();
  };
  await choose();
  expect(findAll("alert").map(textOf).join()).toContain("لا تكفي المساحة في ذلك المكان");
  await choose();
  expect(findAll("dialog")).toEqual([]);
  expect(textOf()).toContain("حُفظت النسخة، وهي غير مشفّرة.");
  expect(asks("interviews.saveFile").map(([, input]) => input)).toEqual(
    Array.from({ length: 2 }, () =>
      expect.objectContaining({ attachment: "paper123", media: "application/pdf" }),
    ),
  );
});
