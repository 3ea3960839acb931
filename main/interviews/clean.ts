import { largestPicture, type MediaType } from "../../shared/interviews/files.ts";
import { type ChosenFile, NotTaken } from "./chosen-file.ts";
import { withoutTraces } from "./clean-photo.ts";
import { withoutNames } from "./clean-sound.ts";
import { plainText } from "./file-kind.ts";

/**
 * Gives a chosen file piece by piece, as it may be kept: a picture without what cannot be seen in it, a
 * sound without what it says of its maker. Throws `NotTaken`, and then nothing of it must be kept.
 *
 * A PDF is given as it is. Who wrote it may stand in a dozen places, compressed, in pictures in it, or
 * in the text itself, and what is half cleaned only looks clean: people are told so before they add one.
 */
export async function* cleaned(media: MediaType, file: ChosenFile): AsyncGenerator<Uint8Array> {
  switch (media) {
    case "image/jpeg":
    case "image/png":
    case "image/webp": {
      if (file.bytes > largestPicture) throw new NotTaken("photo-too-large");
      const clean = withoutTraces(media, await file.read(0, file.bytes));
      if (!clean) throw new NotTaken("photo-not-cleaned");
      return yield clean;
    }
    case "audio/mpeg":
    case "audio/mp4":
    case "audio/ogg":
    case "audio/wav":
      return yield* withoutNames(media, file);
    case "text/plain":
      return yield* text(file);
    default:
      return yield* file.pieces(0, file.bytes);
  }
}

async function* text(file: ChosenFile): AsyncGenerator<Buffer> {
  const isText = plainText();
  for await (const piece of file.pieces(0, file.bytes)) {
    if (!isText(piece)) throw new NotTaken("attachment-kind-unknown");
    yield piece;
  }
  if (!isText(null)) throw new NotTaken("attachment-kind-unknown");
}
