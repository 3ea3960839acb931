/** What the keeper takes from outside, so that a test can hand it another clock and other chances. */
export interface World {
  readonly now: () => Date;
  /** Unpredictable bytes, fit for keys. */
  readonly random: (bytes: number) => Buffer;
  /** IANA name of the zone this computer is in. */
  readonly zone: string;
}
