/** A recording is on the disk from its first second, and what was taken away goes from the disk. */
export const recordingsPage = `
-- Recordings that have not ended, or that a crash ended.
CREATE TABLE recording (
  attachment TEXT PRIMARY KEY,   -- the key that it will have in its interview
  interview TEXT NOT NULL,
  question TEXT,                 -- NULL: of the interview as a whole
  file TEXT NOT NULL,            -- random name in attachments/
  key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Files that were taken away again. Until the notebook is opened next it can be undone.
CREATE TABLE unwanted (
  sha256 TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
`;
