/** No answer may be larger, in characters: a line of a parcel holds at most a mebibyte. */
export const longestAnswer = 200_000;

/** No note may be larger; the reason of a flag is one line, and shorter by far. */
export const longestNote = 10_000;
export const longestFlag = 200;

/** Why a question is skipped or an interview corrected. */
export const longestReason = 2000;
