/** A failure with a name. It crosses processes, so it is a plain object, not an Error. */
export interface Fault {
  readonly kind: string;
  /** What the sentence needs besides its kind: counts, codes, seconds. Never an answer or a path. */
  readonly details?: { readonly [name: string]: string | number };
}

/** A success, or a failure the caller is expected to handle. Bugs are thrown, never returned. */
export type Result<T, F extends Fault = Fault> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: F };

export const ok = <const T>(value: T) => ({ ok: true, value }) as const;

export const fail = <const F extends Fault>(fault: F) => ({ ok: false, fault }) as const;
