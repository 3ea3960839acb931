import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useAsked } from "../bridge.ts";
import { NotRead } from "../NotRead.tsx";
import { usePreferences, useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Card } from "../ui/Card.tsx";
import { showNumber } from "../ui/digits.ts";
import { SafetyNumber } from "../ui/SafetyNumber.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { CheckNotebook } from "./CheckNotebook.tsx";
import { HowItIsKept, Inside } from "./Inside.tsx";
import styles from "./Settings.module.css";

/** Comfort, and whose notebook this is. Every change acts at once and can be turned back. */
export function Settings() {
  const { t } = useTranslation(["vault", "common"]);
  const session = useSession();
  const { outcome, again } = useAsked("vault.info", {});
  const info = outcome?.ok ? outcome.value : null;
  // Asked anew: a team may have been joined since the notebook was opened.
  const self = info ?? session.self;
  return (
    <Screen title={t("common:settings")}>
      <Card title={t("settings.display")}>
        <Display />
      </Card>
      {self.role === "researcher" && (
        <Card title={t("settings.interview")}>
          <Interviewing />
        </Card>
      )}
      <Card title={t("settings.person")}>
        <dl className={styles.facts}>
          <dt>{t("settings.role")}</dt>
          <dd>{t(`common:role.${self.role}`)}</dd>
          <dt>{t("settings.name")}</dt>
          <dd>
            <Bdi>{self.name}</Bdi>
          </dd>
          <dt>{t("settings.team")}</dt>
          <dd>{self.team === null ? t("settings.no-team") : <Bdi>{self.team}</Bdi>}</dd>
          <dt>{t("settings.device")}</dt>
          <dd className={styles.code}>
            <Bdi dir="ltr">{self.device}</Bdi>
          </dd>
          <dt>{t("settings.safety-number")}</dt>
          <dd className={styles.code}>
            <SafetyNumber value={self.safetyNumber} />
            <p className={styles.hint}>{t("settings.safety-text")}</p>
          </dd>
        </dl>
      </Card>
      {outcome === null && <Skeleton lines={4} />}
      {outcome?.ok === false && <NotRead fault={outcome.fault} again={again} />}
      {info && (
        <>
          <Inside info={info} />
          <HowItIsKept connection={info.connection} />
        </>
      )}
      <CheckNotebook />
    </Screen>
  );
}

function Display() {
  const { t, i18n } = useTranslation(["vault", "common"]);
  const { preferences, prefer } = usePreferences();
  const [language, digits, theme, size] = [useId(), useId(), useId(), useId()];
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return (
    <div className={styles.choices}>
      <p id={language}>{t("settings.language")}</p>
      <ToggleGroup
        labelledBy={language}
        value={preferences.language}
        onChoose={(chosen) => prefer({ language: chosen })}
        choices={(["ar", "en"] as const).map((name) => ({
          name,
          label: <span lang={name}>{t(`common:language.${name}`)}</span>,
        }))}
      />
      {preferences.language === "ar" && (
        <>
          <p id={digits}>{t("settings.digits")}</p>
          <ToggleGroup
            labelledBy={digits}
            value={preferences.digits}
            onChoose={(chosen) => prefer({ digits: chosen })}
            choices={[
              { name: "latn", label: <bdi dir="ltr">{sampleDigits}</bdi> },
              { name: "arab", label: <bdi dir="ltr">{showNumber(sampleDigits, "ar-SY")}</bdi> },
            ]}
          />
        </>
      )}
      <p id={theme}>{t("settings.theme")}</p>
      <ToggleGroup
        labelledBy={theme}
        value={preferences.theme}
        onChoose={(chosen) => prefer({ theme: chosen })}
        choices={(["system", "light", "dark"] as const).map((name) => ({
          name,
          label: t(`settings.theme-${name}`),
        }))}
      />
      <p id={size}>{t("settings.text-size")}</p>
      <ToggleGroup
        labelledBy={size}
        value={nearestSize(preferences.textSize)}
        onChoose={(chosen) => prefer({ textSize: Number(chosen) })}
        choices={sizes.map((name) => ({ name, label: percent.format(Number(name) / 100) }))}
      />
    </div>
  );
}

/** How an interview is asked, and when a break is offered. */
function Interviewing() {
  const { t } = useTranslation("vault");
  const { preferences, prefer } = usePreferences();
  const [questions, breaks, text] = [useId(), useId(), useId()];
  return (
    <div className={styles.choices}>
      <p id={questions}>{t("settings.questions")}</p>
      <ToggleGroup
        labelledBy={questions}
        value={preferences.questions}
        onChoose={(chosen) => prefer({ questions: chosen })}
        choices={(["section", "one"] as const).map((name) => ({
          name,
          label: t(`settings.questions-${name}`),
        }))}
      />
      <p id={breaks}>{t("settings.break")}</p>
      <div>
        <ToggleGroup
          labelledBy={breaks}
          describedBy={text}
          value={String(preferences.breakMinutes)}
          onChoose={(chosen) =>
            prefer({ breakMinutes: breakMinutes.find((each) => String(each) === chosen) ?? 0 })
          }
          choices={breakMinutes.map((minutes) => ({
            name: String(minutes),
            label:
              minutes === 0
                ? t("settings.break-never")
                : t("settings.break-after", { count: minutes }),
          }))}
        />
        <p id={text} className={styles.hint}>
          {t("settings.break-text")}
        </p>
      </div>
    </div>
  );
}

const breakMinutes = [0, 30, 45, 60] as const;

const sampleDigits = "0123456789";

const sizes = ["100", "125", "150", "175", "200"] as const;

/** The keys step by ten; the nearest button stands for what lies between. */
function nearestSize(textSize: number): (typeof sizes)[number] {
  return sizes.reduce((best, size) =>
    Math.abs(Number(size) - textSize) < Math.abs(Number(best) - textSize) ? size : best,
  );
}
