import { limits } from "../parcels/limits.ts";

/** What may be kept beside answers, by what the file says it is; nothing else is taken or believed. */
export const mediaTypes = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "application/pdf",
  "text/plain",
  "audio/webm",
  "audio/ogg",
  "audio/mpeg",
  "audio/mp4",
  "audio/wav",
] as const;
export type MediaType = (typeof mediaTypes)[number];

/** How a file of each kind is named, where an answer has to name it. */
export const extensions: { readonly [media in MediaType]: string } = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
  "text/plain": "txt",
  "audio/webm": "webm",
  "audio/ogg": "ogg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/wav": "wav",
};

/** What people call a file. A recording was made here; a sound was brought, and is of another kind. */
export type FileKind = "recording" | "sound" | "picture" | "pdf" | "text";

export function kindOfMedia(media: MediaType): FileKind {
  if (media === "audio/webm") return "recording";
  if (media.startsWith("audio/")) return "sound";
  if (media.startsWith("image/")) return "picture";
  return media === "application/pdf" ? "pdf" : "text";
}

/** No file may be larger, in bytes: nobody could carry it. */
export const largestFile = limits.attachmentBytes;

/** A picture is freed of hidden data in memory, so none that is brought may be larger. */
export const largestPicture = 64 * 1024 * 1024;

/** A day and more; no recording is longer. */
export const longestRecordingSeconds = 100_000;

/** What somebody called a file, in histories of before; now none is kept. */
export const longestFileName = 200;

/** Free bytes below which no recording begins, and below which one is stopped. */
export const recordingRoom = { toBegin: 500_000_000, toGoOn: 100_000_000 } as const;

/** Questions that are answered by a file. */
export function takesFile(type: string): boolean {
  return type === "image" || type === "audio" || type === "video" || type === "file";
}
