/** No answer may be larger, in characters: a line of a parcel holds at most a mebibyte. */
export const longestAnswer = 200_000;
