import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct, useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
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
          <Notices />
        </dd>
      </div>
    </dl>
  );
}

/** The whole text, once somebody asks for it: it is long, and nobody's first question. */
function Notices() {
  const { t } = useTranslation("help");
  const sayFault = useFaultSentence();
  const { act, isActing, fault } = useAct("shell.notices");
  const [text, setText] = useState<string | null>(null);
  if (text !== null)
    return (
      <section
        ref={(section) => section?.focus()}
        aria-label={t("about.others")}
        tabIndex={-1}
        className={styles.notices}
      >
        <pre lang="en" dir="ltr">
          {text}
        </pre>
      </section>
    );
  return (
    <>
      <Button
        isBusy={isActing}
        onPress={() => void act({}).then((read) => read && setText(read.text))}
      >
        {t("about.show-others")}
      </Button>
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
    </>
  );
}

const licence = "Apache License, Version 2.0";
