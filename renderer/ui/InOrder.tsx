import { Fragment, type ReactNode } from "react";

/** Things that never change places: each is known by where it stands. */
export function InOrder<T>({
  of,
  children,
}: {
  readonly of: readonly T[];
  readonly children: (one: T) => ReactNode;
}) {
  return of.map((one, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same; their places are not.
    <Fragment key={place}>{children(one)}</Fragment>
  ));
}
