/** Whoever interviews knows where to send a person who needs help. */
export const referralsPage = `
-- Services of the area. Nothing here says who was sent to one.
CREATE TABLE referral (
  id TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  purpose TEXT NOT NULL,
  area TEXT NOT NULL,
  contact TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
