import { useTranslation } from "react-i18next";
import type { JournalEntry } from "../../shared/contract/vault.ts";
import { journalKinds } from "../../shared/vault/journal.ts";

/** What interviews are called, by their random ids. */
export type Codes = ReadonlyMap<string, string>;

/** Says an entry of the journal. Ids become codes where they are known, reasons become words. */
export function useJournalSentence(codes: Codes): (entry: JournalEntry) => string {
  const { t, i18n } = useTranslation(["journal", "parcels", "vault"]);
  return ({ kind, details }) => {
    if (!isKnown(kind)) return t("vault:journal.unknown", { kind });
    const said = Object.entries(details).map(([name, value]): [string, string | number] => {
      if (name === "reason" && i18n.exists(`parcels:reason.${value}`))
        return [name, t(`parcels:reason.${value as "parcel-damaged"}`)];
      return [name, typeof value === "string" ? (codes.get(value) ?? shortened(value)) : value];
    });
    return t(`journal:${kind}`, Object.fromEntries(said));
  };
}

function isKnown(kind: string): kind is keyof typeof journalKinds {
  return Object.hasOwn(journalKinds, kind);
}

/** Of a random id the beginning is enough to tell it from others. */
function shortened(value: string): string {
  return /^[0-9a-f]{32,64}$/u.test(value) ? value.slice(0, 8) : value;
}
