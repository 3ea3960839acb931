import { act } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { clearToasts } from "../../../renderer/ui/Toast.tsx";
import type { Json } from "../../../shared/contract/define.ts";
import type { InterviewFile, InterviewView } from "../../../shared/contract/interviews.ts";
import { click, find, findAll, press, settle, textOf, wait } from "../world.tsx";
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
  ...{ attachment: "k3f9abcd", media: "audio/webm", name: "", bytes: 51_200, seconds: 187 },
  ...{ interrupted: false, at: "2026-11-22T14:05:00+03:00", question: "m1/voice", label: "الصوت" },
  ...{ aside: null, removable: true, here: true },
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
      "interviews.beginRecording": () => ok({ recording: "k3f9abcd", free: 9e9, largest: 2e8 }),
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

/** Reading a piece takes a turn of the real clock. */
const pieceArrives = () => wait(60);

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
  await pieceArrives();
});

test("pieces go to the keeper in order as they come, and the last one before the end", async () => {
  const { asks } = await room();
  await beginRecording();
  PretendRecorder.latest.sound("أولاً");
  PretendRecorder.latest.sound("ثانياً");
  await pieceArrives();
  expect(textOf(find("region", "جارٍ التسجيل"))).toContain("51");
  await click(find("button", "إنهاء التسجيل"));
  await pieceArrives();
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
  await pieceArrives();
  await pieceArrives();
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
  await pieceArrives();
  expect(first.asks("interviews.endRecording")).toHaveLength(1);
  first.leave();

  const second = await room();
  await beginRecording();
  second.announce({ event: "locking" });
  await pieceArrives();
  expect(second.asks("interviews.endRecording")).toHaveLength(1);
  second.leave();

  const third = await room();
  await beginRecording();
  third.leave();
  await pieceArrives();
  expect(third.asks("interviews.endRecording")).toHaveLength(1);
});

test("one key opens the recordings, and ends one that runs", async () => {
  const { asks } = await room();
  await beginRecording();
  press("Space", { ctrlKey: true, shiftKey: true });
  await pieceArrives();
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
