/**
 * Everything the journal can say, and the details that belong to each: codes, counts, durations and
 * random ids. Never an answer, a name, a place or a path. The sentences are in `locales`.
 */
export const journalKinds = {
  "vault-created": [],
  /** `wrong`: passphrases that did not open it before the one that did. */
  "vault-opened": ["wrong"],
  "vault-checked": ["problems"],
  "questionnaire-imported": ["questionnaire", "rows"],
  "questionnaire-exported": ["questionnaire"],
  "places-imported": ["places"],
  "interview-started": ["interview"],
  /** It began although nobody knew a service to refer to, and this was said. */
  "interview-without-referral": ["interview"],
  "interview-moved": ["interview", "questionnaire", "orphaned"],
  "interview-finished": ["interview", "events"],
  "interview-reopened": ["interview"],
  "section-erased": ["interview", "events"],
  "file-attached": ["interview"],
  "file-detached": ["interview"],
  /** A copy left the notebook, in the clear. */
  "recording-copied": ["interview"],
  "picture-copied": ["interview"],
  "document-copied": ["interview"],
  /** After a crash or a power cut; what was on the disk is kept. */
  "recording-recovered": ["interview"],
  "clock-went-back": ["seconds"],
  "card-saved": [],
  "team-created": ["version"],
  "team-changed": ["version", "members"],
  "team-published": ["version"],
  "team-joined": ["version"],
  /** How many services are on the list now. */
  "referrals-changed": ["referrals"],
  "parcel-made": ["parcel", "number", "interviews"],
  "parcel-not-made": ["reason"],
  "parcel-read": ["parcel", "number", "interviews"],
  "parcel-refused": ["reason"],
  "parcel-set-aside": ["reason"],
  "table-made": ["files", "rows"],
  "paper-blank-saved": ["questionnaire"],
  "paper-consent-saved": ["interview"],
  "paper-record-saved": ["interview"],
  "paper-referrals-saved": [],
  /** A bug: the call and the place in the code, never the message. */
  "call-failed": ["call", "place"],
} as const satisfies { readonly [kind: string]: readonly string[] };

export type JournalKind = keyof typeof journalKinds;

export type JournalDetails<Kind extends JournalKind> = {
  readonly [Name in (typeof journalKinds)[Kind][number]]: string | number;
};
