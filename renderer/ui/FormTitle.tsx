import { useTranslation } from "react-i18next";
import { Bdi } from "./Bdi.tsx";
import styles from "./FormTitle.module.css";

/** The title of a questionnaire. Of one written in two languages, the half this page reads. */
export function FormTitle({ title }: { readonly title: string }) {
  const { i18n } = useTranslation();
  return (
    <span className={styles.title}>
      <Bdi>{titleIn(i18n.language, title)}</Bdi>
    </span>
  );
}

/**
 * Authors of bilingual forms write both titles into the one cell there is, with a stroke between. What
 * is written in another way is shown whole.
 */
export function titleIn(locale: string, title: string): string {
  const halves = title.split(/\s+[|/]\s+/u);
  const isArabic = (half: string) => /\p{Script=Arabic}/u.test(half);
  const [first, second] = halves;
  if (halves.length !== 2 || first === undefined || second === undefined) return title;
  if (isArabic(first) === isArabic(second)) return title;
  return isArabic(first) === locale.startsWith("ar") ? first : second;
}
