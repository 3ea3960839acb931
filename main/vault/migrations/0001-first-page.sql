-- The first page of a vault. Migrations only go forward; an older Daftar refuses a newer vault.

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
CREATE TABLE event (
  hash TEXT PRIMARY KEY,
  interview TEXT NOT NULL,
  seq INTEGER NOT NULL,
  prev TEXT,
  line TEXT NOT NULL,            -- canonical JSON without the line feed; hash is its SHA-256
  parcel TEXT                    -- the parcel that brought it; null when it was written here
) STRICT, WITHOUT ROWID;
CREATE INDEX event_by_interview ON event (interview, seq, hash);

-- Everything below is computed from events and can be computed again.
CREATE TABLE interview (
  id TEXT PRIMARY KEY,
  questionnaire TEXT NOT NULL,
  code TEXT NOT NULL,
  device TEXT NOT NULL,          -- that opened it
  zone TEXT NOT NULL,
  seed TEXT NOT NULL,
  opened TEXT NOT NULL,
  changed TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('draft', 'finished')),
  head TEXT NOT NULL,            -- hash of the last event of the common part
  seq INTEGER NOT NULL,
  versions INTEGER NOT NULL,     -- heads; more than one is two versions
  answered INTEGER NOT NULL,
  consent TEXT NOT NULL CHECK (consent IN ('not-asked', 'refused', 'hold', 'given'))
) STRICT;
CREATE INDEX interview_by_change ON interview (changed DESC, id);

CREATE TABLE answer (
  interview TEXT NOT NULL,
  question TEXT NOT NULL,
  value TEXT,                    -- the value last given, also when another state set it aside
  state TEXT NOT NULL,
  reason TEXT,
  cause TEXT,                    -- null when a person gave it
  latent INTEGER NOT NULL,       -- 1: kept, but at or below a ref in `closed`
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
  problems INTEGER
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
