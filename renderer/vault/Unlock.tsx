import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AnyFault, ask, useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import type { Self } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Field } from "../ui/Field.tsx";
import { useOnChange } from "../ui/on-change.ts";
import { LoneCard, LonePage } from "../ui/Page.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { PassphraseLine } from "./PassphraseLine.tsx";
import styles from "./Unlock.module.css";

/** The locked notebook: one field, and nothing that tells what is inside or whose it is. */
export function Unlock({
  help,
  door,
  isPractice,
  instead,
  onOpen,
}: {
  /** The way to the help, which is the same while locked. */
  readonly help: ReactNode;
  /** The way to the other door: to the practice notebook, or back from it. */
  readonly door: ReactNode;
  readonly isPractice: boolean;
  /** What can be done where a practice notebook is damaged; nobody's work is lost with it. */
  readonly instead: ReactNode;
  readonly onOpen: (self: Self) => void;
}) {
  const { t } = useTranslation(["vault", "common", "practice"]);
  const sayFault = useFaultSentence();
  const [passphrase, setPassphrase] = useState("");
  const [isOpening, setOpening] = useState(false);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [wait, setWait] = useWait();
  const form = useRef<HTMLFormElement>(null);

  const learnStatus = async () => {
    const status = await ask("vault.status", {});
    if (status.ok) setWait(status.value.waitSeconds);
    else setFault(status.fault);
  };
  useOnChange([], () => void learnStatus());

  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (isOpening || wait > 0 || passphrase === "") return;
    setOpening(true);
    setFault(null);
    const typed = passphrase;
    setPassphrase("");
    const outcome = await ask("vault.unlock", { passphrase: typed });
    setOpening(false);
    if (outcome.ok) return onOpen(outcome.value);
    setFault(outcome.fault);
    await learnStatus();
  };

  const isBrokenPractice = isPractice && fault?.kind === "vault-damaged";
  const isAboutPassphrase = fault?.kind === "passphrase-wrong" || fault?.kind === "passphrase-wait";
  return (
    <LonePage
      title={isPractice ? t("practice:door.title") : t("common:name")}
      corner={
        <>
          {door}
          {help}
          <LanguageSwitch />
        </>
      }
    >
      {fault && !isAboutPassphrase && (
        <Callout kind="error" code={fault.kind} {...(isBrokenPractice ? { action: instead } : {})}>
          {isBrokenPractice ? t("practice:damaged") : sayFault(fault)}
        </Callout>
      )}
      <form ref={form} onSubmit={(event) => void open(event)} autoComplete="off">
        <LoneCard>
          {isPractice && (
            <KnownPassphrase
              onFill={(known) => {
                setPassphrase(known);
                form.current?.querySelector("input")?.focus();
              }}
            />
          )}
          <Field
            label={t("passphrase.label")}
            hint={t("unlock.layout")}
            problem={fault && isAboutPassphrase ? sayFault(fault) : null}
          >
            {(names) => (
              <PassphraseLine
                {...names}
                value={passphrase}
                onChange={setPassphrase}
                isInvalid={isAboutPassphrase}
                autoFocus
              />
            )}
          </Field>
          <Button
            kind="primary"
            type="submit"
            isBusy={isOpening}
            heldBy={wait > 0 ? t("unlock.wait", { count: wait }) : null}
          >
            {t("unlock.open")}
          </Button>
          <p role="status" className={styles.status}>
            {isOpening && t("unlock.opening")}
          </p>
          {/* Counted for the eye only: a voice that counts seconds would say nothing else. */}
          {wait > 0 && <p className={styles.status}>{t("unlock.wait", { count: wait })}</p>}
        </LoneCard>
      </form>
    </LonePage>
  );
}

/** Anybody may know what opens the practice notebook: it stands here, to be typed or filled in. */
function KnownPassphrase({ onFill }: { readonly onFill: (passphrase: string) => void }) {
  const { t } = useTranslation("practice");
  const { outcome } = useAsked("practice.door", {});
  const known = outcome?.ok ? outcome.value.passphrase : null;
  if (known === null) return null;
  return (
    <div className={styles.known}>
      <p>{t("door.open-to-all")}</p>
      <p>{t("door.known")}</p>
      <p className={styles.words}>
        <Bdi>{known}</Bdi>
      </p>
      <div>
        <Button icon="keyboard" onPress={() => onFill(known)}>
          {t("door.fill")}
        </Button>
      </div>
    </div>
  );
}

/** Seconds until the next try, counted down. The keeper decides; this only shows. */
function useWait(): [number, (seconds: number) => void] {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (seconds <= 0) return;
    const timer = setTimeout(() => setSeconds(seconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return [seconds, setSeconds];
}
