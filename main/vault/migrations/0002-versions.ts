/** Drafts move to newer versions of their questionnaire, and nothing that was said is lost by it. */
export const versionsPage = `
-- Answers of finished interviews without a place in the version they ended in. In the order in which
-- they were set aside.
CREATE TABLE orphan (
  interview TEXT NOT NULL,
  place INTEGER NOT NULL,
  questionnaire TEXT NOT NULL,   -- the version it was given in
  question TEXT NOT NULL,        -- and its place there
  value TEXT,
  state TEXT NOT NULL,
  reason TEXT,
  cause TEXT,                    -- null when a person gave it
  PRIMARY KEY (interview, place)
) STRICT, WITHOUT ROWID;
`;
