/** A service that came with the team's file is the team's, and the next file replaces it. */
export const teamReferralsPage = `
ALTER TABLE referral ADD COLUMN from_team INTEGER NOT NULL DEFAULT 0;
`;
