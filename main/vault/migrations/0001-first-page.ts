/** The first page of a vault. Migrations only go forward; an older Daftar refuses a newer vault. */
export const firstPage = `
-- Whose vault this is. One row.
CREATE TABLE self (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  role TEXT NOT NULL CHECK (role IN ('researcher', 'coordinator')),
  name TEXT NOT NULL,
  device TEXT NOT NULL,          -- fingerprint of the signing key, SHA256:…
  signing_seed BLOB NOT NULL,    -- Ed25519, 32 bytes
  age_classic TEXT NOT NULL,     -- AGE-SECRET-KEY-1…
  age_hybrid TEXT NOT NULL,      -- AGE-SECRET-KEY-PQ-1…
  attachment_key BLOB NOT NULL,  -- names attachment files: HMAC-SHA-256, 32 bytes
  tick INTEGER NOT NULL          -- counts this device's events and never goes back
) STRICT;

-- The form itself, frozen: canonical JSON whose SHA-256 is its name.
CREATE TABLE questionnaire (
  hash TEXT PRIMARY KEY,
  form TEXT NOT NULL,
  version TEXT NOT NULL,
  title TEXT NOT NULL,
  definition TEXT NOT NULL,
  added TEXT NOT NULL
) STRICT;

-- What has been said, in the words and the order in which it was said. Never updated.
-- One tree, in the order of the chains: a history is read from end to end, and a chain that is
-- taken over is appended.
CREATE TABLE event (
  interview TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,            -- SHA-256 of the line
  prev TEXT,
  line TEXT NOT NULL,            -- canonical JSON without the line feed
  parcel TEXT,                   -- the parcel that brought it; null when it was written here
  PRIMARY KEY (interview, seq, hash)
) STRICT, WITHOUT ROWID;

-- Everything below is computed from events and can be computed again.
CREATE TABLE interview (
  id TEXT PRIMARY KEY,
  questionnaire TEXT NOT NULL,
  code TEXT NOT NULL,
  folded TEXT NOT NULL,          -- the code in the form under which it is found
  device TEXT NOT NULL,          -- that opened it
  zone TEXT NOT NULL,
  seed TEXT NOT NULL,
  opened TEXT NOT NULL,
  changed TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('draft', 'finished')),
  head TEXT NOT NULL,            -- hash of the last event of the common part
  seq INTEGER NOT NULL,
  events INTEGER NOT NULL,       -- all of them, those of other versions too
  versions INTEGER NOT NULL,     -- heads; more than one is two versions
  answered INTEGER NOT NULL,
  consent TEXT NOT NULL CHECK (consent IN ('not-asked', 'refused', 'hold', 'given')),
  touched INTEGER NOT NULL       -- counts changes at this desk, in the list's order; no clock
) STRICT;
CREATE INDEX interview_by_touch ON interview (touched DESC, id);

-- Answers and entries of finished interviews. A draft is read from its history.
CREATE TABLE answer (
  interview TEXT NOT NULL,
  question TEXT NOT NULL,
  value TEXT,                    -- the value last given, also when another state set it aside
  state TEXT NOT NULL,
  reason TEXT,
  cause TEXT,                    -- null when a person gave it
  latent INTEGER NOT NULL,       -- 1: kept, but at or below a ref in table closed
  PRIMARY KEY (interview, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  interview TEXT NOT NULL,
  repeat TEXT NOT NULL,
  key TEXT NOT NULL,
  place INTEGER NOT NULL,        -- order in which it was made, from 1
  removed INTEGER NOT NULL,
  PRIMARY KEY (interview, repeat, key)
) STRICT, WITHOUT ROWID;

-- What skip logic had closed when the interview was last finished: topmost refs.
CREATE TABLE closed (
  interview TEXT NOT NULL,
  node TEXT NOT NULL,
  PRIMARY KEY (interview, node)
) STRICT, WITHOUT ROWID;

-- This desk's bookmark in an interview: convenience, not history.
CREATE TABLE bookmark (
  interview TEXT PRIMARY KEY,
  question TEXT,
  language TEXT,
  relevant INTEGER,              -- questions relevant when it was last open here
  answered INTEGER,              -- and of these, the answered
  problems INTEGER               -- and what stood between it and its end
) STRICT, WITHOUT ROWID;

-- Files kept beside the database, each under a key of its own.
CREATE TABLE attachment (
  sha256 TEXT PRIMARY KEY,       -- of the content
  file TEXT NOT NULL,            -- HMAC name in attachments/
  key BLOB NOT NULL,
  bytes INTEGER NOT NULL,
  media_type TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The roster as its lead signed it. One row a version; the highest counts.
CREATE TABLE team (
  version INTEGER PRIMARY KEY,
  record TEXT NOT NULL,          -- canonical JSON
  published INTEGER NOT NULL     -- 0: the lead is still changing it
) STRICT;

CREATE TABLE parcel_made (
  parcel TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  sums TEXT NOT NULL,            -- SHA-256 of its SHA256SUMS
  manifest TEXT NOT NULL,
  made TEXT NOT NULL,
  placed INTEGER NOT NULL,       -- 1: it got its final name
  UNIQUE (kind, number)
) STRICT, WITHOUT ROWID;

-- Which version of an interview went out in which parcel.
CREATE TABLE sent (
  interview TEXT NOT NULL,
  parcel TEXT NOT NULL,
  head TEXT NOT NULL,            -- hash of the last event that went
  PRIMARY KEY (interview, parcel)
) STRICT, WITHOUT ROWID;

-- Evidence of what was read: kept for ever, also when the parcel's bytes go.
CREATE TABLE parcel_read (
  parcel TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  device TEXT NOT NULL,
  number INTEGER NOT NULL,
  sums TEXT NOT NULL,
  sums_text TEXT NOT NULL,
  signature TEXT NOT NULL,
  manifest TEXT NOT NULL,
  made TEXT NOT NULL,
  read TEXT NOT NULL,
  UNIQUE (device, kind, number)
) STRICT, WITHOUT ROWID;

-- Events whose beginning has not been read here yet. They join their interview when it comes.
CREATE TABLE parked (
  interview TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  prev TEXT NOT NULL,
  line TEXT NOT NULL,
  parcel TEXT NOT NULL,
  PRIMARY KEY (interview, seq, hash)
) STRICT, WITHOUT ROWID;

-- Parcels that were not taken over, with the reason; their sealed bytes lie in quarantine/.
CREATE TABLE set_aside (
  sha256 TEXT PRIMARY KEY,       -- of the sealed file
  file TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who did what, when: each entry carries the hash of the one before.
CREATE TABLE journal (
  entry INTEGER PRIMARY KEY,
  line TEXT NOT NULL,            -- canonical JSON: at, entry, kind, details, prev
  hash TEXT NOT NULL
) STRICT;
`;
