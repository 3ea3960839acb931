/** A date that was said in the Hijri calendar keeps what was said beside the Gregorian one. */
export const statedPage = `
ALTER TABLE answer ADD COLUMN stated TEXT;
`;
