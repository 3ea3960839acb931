import { useTranslation } from "react-i18next";
import { readStated, sayHijri } from "../../shared/interviews/hijri.ts";

/** What was said of a date in the Hijri calendar, to stand under the date that was made of it. */
export function Stated({ of }: { readonly of: string }) {
  const { t, i18n } = useTranslation("ui");
  const date = readStated(of);
  return <>{date && t("date.stated", { hijri: sayHijri(date, i18n.language) })}</>;
}
