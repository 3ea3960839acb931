const mebibyte = 1024 * 1024;

/**
 * What a parcel may hold at most. Checked on declared sizes before anything is allocated, again while
 * reading, and by the maker, so that nobody makes what nobody can read.
 * Source: docs/parcel-format.md, section 7.
 */
export const limits = {
  parcelBytes: 2048 * mebibyte,
  /** The readable start of an age file: 32 hybrid recipients need 50 KiB. */
  headerBytes: 64 * 1024,
  recipients: 32,
  manifestBytes: 16 * mebibyte,
  sumsBytes: 4 * mebibyte,
  signatureBytes: 4096,
  interviews: 10_000,
  attachments: 20_000,
  attachmentBytes: 200 * mebibyte,
  /** Questionnaires and lists of a parcel together; they are read as a whole. */
  questionnairesBytes: 64 * mebibyte,
  eventsBytes: 1024 * mebibyte,
  lineBytes: mebibyte,
  /** Unpacked to packed, once more than `unpackedFreely` came out. */
  unpackingRatio: 200,
  unpackedFreely: 16 * mebibyte,
  /** Waiting for the medium, without a single byte. */
  readingSeconds: 60,
  /** A device that makes a parcel every minute for a year stays below it. */
  number: 999_999,
} as const;
