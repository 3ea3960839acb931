import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { useTranslation } from "react-i18next";

/** Gives the components below the direction and the locale of the interface. */
export function InInterfaceLanguage({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  return <I18nProvider locale={i18n.language}>{children}</I18nProvider>;
}

interface InLanguageProps {
  /** BCP 47 tag, as the questionnaire has it; it may be empty. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A piece of the page in the language of a questionnaire: an English question inside an Arabic page
 * reads left to right, and its arrow keys do too. The direction is given, never guessed from letters.
 */
export function InLanguage({ tag, direction, className, children }: InLanguageProps) {
  return (
    <div lang={tag} dir={direction} {...(className === undefined ? {} : { className })}>
      {/* A questionnaire may carry any tag, also a wrong one; the components need only a direction. */}
      <I18nProvider locale={direction === "rtl" ? "ar-SY" : "en-GB"}>{children}</I18nProvider>
    </div>
  );
}

/** Words of ours within such a piece: they read as the rest of the page does. */
export function InOwnLanguage({
  className,
  children,
}: {
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { i18n } = useTranslation();
  const isArabic = i18n.language.startsWith("ar");
  return (
    <div
      lang={i18n.language.slice(0, 2)}
      dir={isArabic ? "rtl" : "ltr"}
      {...(className === undefined ? {} : { className })}
    >
      <I18nProvider locale={i18n.language}>{children}</I18nProvider>
    </div>
  );
}
