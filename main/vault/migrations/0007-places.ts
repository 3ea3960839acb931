/** The places a team brings with it, as its last list has them. An answer carries the name it was given by. */
export const placesPage = `
CREATE TABLE gazetteer (
  hash TEXT PRIMARY KEY,
  imported TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
  code TEXT PRIMARY KEY,
  parent TEXT,
  level INTEGER NOT NULL,
  ar TEXT NOT NULL,
  en TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
