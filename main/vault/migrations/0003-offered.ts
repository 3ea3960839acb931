/** A lead chooses which questionnaires the team's file carries. */
export const offeredPage = `
CREATE TABLE offered (
  questionnaire TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
`;
