import type { Definition } from "../../shared/questionnaire/index.ts";
import type { Attachments } from "../vault/attachments.ts";
import type { VaultSelf } from "../vault/self.ts";
import type { Store } from "../vault/store.ts";
import type { World } from "../vault/world.ts";

/** What interviews need from the rest of the keeper. */
export interface InterviewsDeps {
  readonly world: World;
  readonly store: Store;
  readonly attachments: Attachments;
  /** Bytes that are free where the vault lies. */
  readonly freeBytes: () => number;
  readonly self: Pick<VaultSelf, "device" | "name">;
  /** The questionnaire of this hash; `null` when it is not here. */
  readonly form: (hash: string) => Definition | null;
  /** What the team calls a device; `null` when it does not know it. */
  readonly deviceName: (device: string) => string | null;
  /** Whether this notebook knows a service to which a person in need can be referred. */
  readonly hasReferral: () => boolean;
}
