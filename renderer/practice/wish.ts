import { useTranslation } from "react-i18next";
import type { Input } from "../../shared/contract/index.ts";
import { usePreferences } from "../state.ts";

/** What a new practice notebook is made of: invented names and words, in the language of the page. */
export function useWish(): () => Input<"practice.begin"> {
  const { t } = useTranslation("practice");
  const { preferences } = usePreferences();
  return () => ({
    language: preferences.language,
    passphrase: t("passphrase"),
    name: t("name"),
    team: t("team"),
    coordinators: [t("lead"), t("second")],
    service: {
      service: t("service.name"),
      purpose: t("service.purpose"),
      area: "",
      contact: t("service.contact"),
      note: "",
    },
  });
}
