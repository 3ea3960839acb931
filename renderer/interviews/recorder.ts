import type { InterviewId } from "../../shared/contract/define.ts";
import type { Output } from "../../shared/contract/index.ts";
import { type AnyFault, ask } from "../bridge.ts";

/** What can be said of a recording at this moment. */
export interface Recording {
  readonly stage: "off" | "starting" | "on" | "paused" | "ending";
  /** Which of the interview's recordings it is, from 1; 0 while none runs. */
  readonly number: number;
  readonly seconds: number;
  readonly bytes: number;
  /** Bytes free on the disk, and the most that a recording may have; null before they are known. */
  readonly free: number | null;
  readonly largest: number | null;
  /** How loud it is now, from 0 to 1. */
  readonly level: number;
  /** Why the last one did not begin, or ended by itself. What it had by then is kept. */
  readonly trouble: AnyFault | { readonly kind: "no-microphone" } | null;
}

type Ended = Output<"interviews.endRecording">;

/**
 * Records one after the other, and hands each second to the keeper as it comes, which encrypts it.
 *
 * Nothing is kept here. The microphone is asked for only when the keeper has allowed the recording.
 */
export interface Recorder {
  readonly listen: (listener: () => void) => () => void;
  readonly now: () => Recording;
  /** True once sound is recorded. */
  readonly begin: (interview: InterviewId, question: string | null) => Promise<boolean>;
  readonly pause: () => void;
  readonly goOn: () => void;
  /** Ends it, and resolves when it is in its place. Does nothing when none runs. */
  readonly stop: () => Promise<void>;
}

const off: Recording = {
  stage: "off",
  number: 0,
  seconds: 0,
  bytes: 0,
  free: null,
  largest: null,
  level: 0,
  trouble: null,
};

const pieceMilliseconds = 1000;
const showMilliseconds = 200;
/** Speech is well understood at this rate, and an hour of it is 14 megabytes. */
const bitsPerSecond = 32_000;

export function makeRecorder(kept: (ended: Ended) => void): Recorder {
  const listeners = new Set<() => void>();
  let now = off;
  const show = (change: Partial<Recording>) => {
    now = { ...now, ...change };
    for (const listener of listeners) listener();
  };
  let stop: (() => Promise<void>) | null = null;
  let media: MediaRecorder | null = null;

  const begin = async (interview: InterviewId, question: string | null): Promise<boolean> => {
    if (now.stage !== "off") return false;
    show({ ...off, stage: "starting" });
    const begun = await ask("interviews.beginRecording", { interview, question, agreed: true });
    if (!begun.ok) {
      show({ ...off, trouble: begun.fault });
      return false;
    }
    const { recording, number, free, largest } = begun.value;
    const stream = await listenToMicrophone();
    if (!stream) {
      const ended = await ask("interviews.endRecording", { recording, seconds: 0 });
      if (ended.ok) kept(ended.value);
      show({ ...off, trouble: { kind: "no-microphone" } });
      return false;
    }
    const loudness = measure(stream);
    const recorder = new MediaRecorder(stream, {
      mimeType: "audio/webm;codecs=opus",
      audioBitsPerSecond: bitsPerSecond,
    });
    media = recorder;
    let index = 0;
    let trouble: Recording["trouble"] = null;
    let sending: Promise<void> = Promise.resolve();
    const send = async (blob: Blob) => {
      // After one that was not kept, the next would leave a hole.
      if (trouble || blob.size === 0) return;
      const piece = await base64(blob);
      const taken = await ask("interviews.recordPiece", { recording, index, piece });
      if (taken.ok) {
        index += 1;
        show({ bytes: taken.value.bytes, free: taken.value.free });
        return;
      }
      trouble = taken.fault;
      void stop?.();
    };
    recorder.addEventListener("dataavailable", ({ data }) => {
      sending = sending.then(() => send(data));
    });
    let milliseconds = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      const at = performance.now();
      if (recorder.state === "recording") milliseconds += at - last;
      last = at;
      const level = recorder.state === "recording" ? loudness.level() : 0;
      show({ seconds: Math.floor(milliseconds / 1000), level });
    }, showMilliseconds);
    const end = async () => {
      show({ stage: "ending", level: 0 });
      clearInterval(ticking);
      const stopped = new Promise((resolve) =>
        recorder.addEventListener("stop", resolve, { once: true }),
      );
      if (recorder.state !== "inactive") {
        recorder.stop();
        await stopped;
      }
      for (const track of stream.getTracks()) track.stop();
      loudness.end();
      await sending;
      const seconds = Math.round(milliseconds / 1000);
      const ended = await ask("interviews.endRecording", { recording, seconds });
      media = null;
      stop = null;
      if (ended.ok) kept(ended.value);
      show({ ...off, trouble: trouble ?? (ended.ok ? null : ended.fault) });
    };
    let ending: Promise<void> | null = null;
    stop = () => {
      ending ??= end();
      return ending;
    };
    // A microphone that was pulled out ends it; what there is stays.
    stream.getAudioTracks()[0]?.addEventListener("ended", () => void stop?.());
    recorder.start(pieceMilliseconds);
    show({ ...off, stage: "on", number, free, largest });
    return true;
  };

  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now: () => now,
    begin,
    pause: () => {
      if (now.stage !== "on") return;
      media?.pause();
      show({ stage: "paused", level: 0 });
    },
    goOn: () => {
      if (now.stage !== "paused") return;
      media?.resume();
      show({ stage: "on" });
    },
    stop: async () => stop?.(),
  };
}

async function listenToMicrophone(): Promise<MediaStream | null> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return null;
  }
}

/** How loud it is, to be seen by whoever wonders whether anything is heard. */
function measure(stream: MediaStream): { readonly level: () => number; readonly end: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const wave = new Uint8Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getByteTimeDomainData(wave);
      const loudest = Math.max(...wave.map((sample) => Math.abs(sample - 128))) / 128;
      // As the ear has it: a quiet voice is seen, too.
      return Math.sqrt(loudest);
    },
    end: () => void context.close(),
  };
}

function base64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(",") + 1));
    });
    reader.addEventListener("error", () => reject(new Error("a piece of sound cannot be read")));
    reader.readAsDataURL(blob);
  });
}
