/** A practice notebook says of itself that it is one, so that it opens at no other door. */
export const practicePage = `
-- One row in a practice notebook, none in any other.
CREATE TABLE practice (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  state TEXT NOT NULL            -- JSON: where the learner is, and from when on acts count
) STRICT;
`;
