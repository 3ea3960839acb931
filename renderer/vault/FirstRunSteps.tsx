import { useTranslation } from "react-i18next";
import type { Role } from "../../shared/contract/define.ts";
import { passphraseStrength } from "../../shared/vault/passphrase.ts";
import { usePreferences } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Field } from "../ui/Field.tsx";
import { Radios } from "../ui/Radios.tsx";
import { TextLine } from "../ui/TextLine.tsx";
import styles from "./FirstRun.module.css";
import type { Draft, Hindrance } from "./first-run.ts";
import { PassphraseLine } from "./PassphraseLine.tsx";

interface StepProps {
  readonly draft: Draft;
  readonly put: (part: Partial<Draft>) => void;
  readonly hindrance: Hindrance | null;
}

/** Two buttons, each in its own script, so that nobody has to read the other. */
export function LanguageStep({ onChosen }: { readonly onChosen: () => void }) {
  const { i18n } = useTranslation("vault");
  const { prefer } = usePreferences();
  return (
    <div className={styles.languages}>
      {(["ar", "en"] as const).map((language) => {
        const own = i18n.getFixedT(language === "ar" ? "ar-SY-u-nu-latn" : "en-GB", [
          "vault",
          "common",
        ]);
        return (
          <button
            key={language}
            type="button"
            lang={language}
            dir={language === "ar" ? "rtl" : "ltr"}
            className={styles.language}
            onClick={() => {
              prefer({ language });
              onChosen();
            }}
          >
            {own(`common:language.${language}`)}
            <span>{own("first-run.continue-in")}</span>
          </button>
        );
      })}
    </div>
  );
}

// Not read off the contract: what checks there makes functions from text, which no page may.
const roles = ["researcher", "coordinator"] as const satisfies readonly Role[];

export function RoleStep({ draft, put, hindrance }: StepProps) {
  const { t } = useTranslation("vault");
  return (
    <div className={styles.step}>
      <div className={styles.wide}>
        <Radios
          label={t("first-run.role-title")}
          isNumbered={false}
          value={draft.role ?? ""}
          options={roles.map((role) => ({ name: role, label: t(`first-run.role-${role}`) }))}
          onAnswer={async (name) => {
            put({ role: roles.find((role) => role === name) ?? null });
            return true;
          }}
        />
      </div>
      <p className={styles.hint}>{t("first-run.role-fixed")}</p>
      <p role="alert" className={styles.problem}>
        {hindrance === "role-missing" && t("first-run.role-missing")}
      </p>
    </div>
  );
}

export function NameStep({ draft, put, hindrance }: StepProps) {
  const { t } = useTranslation("vault");
  const problem =
    hindrance === "name-missing" || hindrance === "name-long" ? t(`first-run.${hindrance}`) : null;
  return (
    <Field label={t("first-run.name-label")} hint={t("first-run.name-hint")} problem={problem}>
      {(names) => (
        <TextLine
          {...names}
          width="medium"
          value={draft.name}
          onChange={(name) => put({ name })}
          isInvalid={problem !== null}
          autoFocus
        />
      )}
    </Field>
  );
}

export function PassphraseStep({ draft, put, hindrance }: StepProps) {
  const { t } = useTranslation(["vault", "faults"]);
  const strength = passphraseStrength(draft.passphrase);
  return (
    <div className={styles.step}>
      <Field
        label={t("passphrase.label")}
        hint={t("first-run.passphrase-hint")}
        problem={hindrance === "passphrase-weak" ? t("faults:passphrase-weak") : null}
      >
        {(names) => (
          <PassphraseLine
            {...names}
            value={draft.passphrase}
            onChange={(passphrase) => put({ passphrase })}
            isInvalid={hindrance === "passphrase-weak"}
            autoFocus
          />
        )}
      </Field>
      <p role="status" className={styles.status}>
        {draft.passphrase !== "" &&
          t("first-run.strength", { strength: t(`first-run.strength-${strength}`) })}
      </p>
      <Field
        label={t("first-run.passphrase-again")}
        problem={hindrance === "passphrase-differs" ? t("first-run.passphrase-differs") : null}
      >
        {(names) => (
          <PassphraseLine
            {...names}
            value={draft.again}
            onChange={(again) => put({ again })}
            isInvalid={hindrance === "passphrase-differs"}
          />
        )}
      </Field>
    </div>
  );
}

/** What the notebook will be, once more before it is. */
export function SummaryStep({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation(["vault", "common"]);
  return (
    <div className={styles.step}>
      <p className={styles.hint}>{t("first-run.create-text")}</p>
      <dl className={styles.summary}>
        <div>
          <dt>{t("first-run.create-role")}</dt>
          <dd>{draft.role && t(`common:role.${draft.role}`)}</dd>
        </div>
        <div>
          <dt>{t("first-run.create-name")}</dt>
          <dd>
            <Bdi>{draft.name.trim()}</Bdi>
          </dd>
        </div>
        <div>
          <dt>{t("first-run.create-passphrase")}</dt>
          <dd>{t("first-run.create-chosen")}</dd>
        </div>
        <div>
          <dt>{t("first-run.create-sheet")}</dt>
          <dd>
            {draft.sheet === "kept"
              ? t("first-run.create-sheet-kept")
              : t("first-run.create-sheet-declined")}
          </dd>
        </div>
      </dl>
    </div>
  );
}
