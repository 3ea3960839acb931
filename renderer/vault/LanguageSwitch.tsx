import { useTranslation } from "react-i18next";
import { usePreferences } from "../state.ts";
import { Button } from "../ui/Button.tsx";

/** Leads to the other language of the interface; the button is written in that language. */
export function LanguageSwitch() {
  const { t } = useTranslation("common");
  const { preferences, prefer } = usePreferences();
  const other = preferences.language === "ar" ? "en" : "ar";
  return (
    <Button kind="quiet" icon="language" lang={other} onPress={() => prefer({ language: other })}>
      {t(`language.${other}`)}
    </Button>
  );
}
