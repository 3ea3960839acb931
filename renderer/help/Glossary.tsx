import { useHelpTexts } from "../i18n.ts";
import styles from "./help.module.css";
import { Marked } from "./Words.tsx";

/** Each word of Daftar and what it means. */
export function Glossary({ wanted }: { readonly wanted: readonly string[] }) {
  return (
    <dl className={styles.terms}>
      {useHelpTexts().terms.map(({ term, means }) => (
        <div key={term}>
          <dt>
            <Marked text={term} wanted={wanted} />
          </dt>
          <dd>
            <Marked text={means} wanted={wanted} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
