/** A service that was half written down when the notebook was locked is there again. */
export const referralDraftPage = `
CREATE TABLE referral_draft (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  service TEXT NOT NULL,
  purpose TEXT NOT NULL,
  area TEXT NOT NULL,
  contact TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
`;
