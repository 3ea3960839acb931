/** Sends what a field still holds; resolves when the keeper has answered. */
export type Settle = () => Promise<void>;

const fields = new Set<Settle>();

/** Makes a field known to those who must not leave text behind. Gives back the way to forget it. */
export function holdPending(settle: Settle): () => void {
  fields.add(settle);
  return () => fields.delete(settle);
}

/** Sends what every field still holds. Asked before locking, pausing and leaving a screen. */
export async function settlePending(): Promise<void> {
  await Promise.all([...fields].map((settle) => settle()));
}
