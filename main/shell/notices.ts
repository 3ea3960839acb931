import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fail, ok, type Result } from "../../shared/result.ts";

/** The licences of the parts, as the build wrote them beside itself. */
export async function readNotices(
  dist: string,
): Promise<Result<{ text: string }, { readonly kind: "notices-missing" }>> {
  try {
    return ok({ text: await readFile(join(dist, "THIRD-PARTY-NOTICES.txt"), "utf8") });
  } catch {
    return fail({ kind: "notices-missing" });
  }
}
