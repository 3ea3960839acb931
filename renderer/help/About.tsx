import { useTranslation } from "react-i18next";
import { useAsked } from "../bridge.ts";
import { Bdi } from "../ui/Bdi.tsx";
import styles from "./help.module.css";

/** Which Daftar this is, and under which licence. The shell says it; no notebook is asked. */
export function About() {
  const { t } = useTranslation("help");
  const { outcome } = useAsked("shell.about", {});
  const about = outcome?.ok ? outcome.value : null;
  return (
    <dl className={styles.terms}>
      <div>
        <dt>{t("about.version")}</dt>
        <dd>
          {about && <Bdi dir="ltr">{about.version}</Bdi>}
          {about?.preview && <p>{t("about.preview")}</p>}
        </dd>
      </div>
      <div>
        <dt>{t("about.licence")}</dt>
        <dd>
          <Bdi dir="ltr">{licence}</Bdi>
        </dd>
      </div>
      <div>
        <dt>{t("about.others")}</dt>
        <dd>
          <Bdi dir="ltr">{notices}</Bdi>
        </dd>
      </div>
    </dl>
  );
}

const licence = "Apache License, Version 2.0";

const notices = "THIRD-PARTY-NOTICES.txt";
