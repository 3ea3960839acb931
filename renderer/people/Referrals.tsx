import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Referral } from "../../shared/contract/people.ts";
import { ask, useAct, useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { NotRead } from "../NotRead.tsx";
import { SavePaper } from "../SavePaper.tsx";
import { usePreferences } from "../state.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Empty } from "../ui/Empty.tsx";
import { ReferralForm } from "../ui/ReferralForm.tsx";
import { ReferralList } from "../ui/ReferralList.tsx";
import { Screen } from "../ui/Screen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { showToast } from "../ui/Toast.tsx";
import styles from "./people.module.css";

/** Where a person in need can be sent: kept before anybody is interviewed, and at hand in the pause. */
export function Referrals() {
  const { t } = useTranslation(["people", "ui"]);
  const sayFault = useFaultSentence();
  const { outcome, again } = useAsked("people.referrals", {});
  const write = useAct("people.writeReferral");
  const [changing, setChanging] = useState<Referral | null>(null);

  const remove = async (referral: Referral) => {
    const words = wordsOf(referral);
    const removed = await ask("people.removeReferral", { referral: referral.id });
    again();
    if (!removed.ok) return showToast({ text: sayFault(removed.fault) });
    const undo = () => void ask("people.writeReferral", { referral: null, words }).then(again);
    showToast({ text: t("referrals.removed"), undo });
  };
  const fault = write.fault && (
    <Callout kind="error" code={write.fault.kind}>
      {sayFault(write.fault)}
    </Callout>
  );

  return (
    <Screen title={t("referrals.title")}>
      <p className={styles.hint}>{t("referrals.text")}</p>
      {outcome === null && <Skeleton lines={4} />}
      {outcome?.ok === false && <NotRead fault={outcome.fault} again={again} />}
      {outcome?.ok && (
        <Card title={t("referrals.entries")}>
          {outcome.value.referrals.length === 0 ? (
            <Empty>{t("referrals.empty")}</Empty>
          ) : (
            <>
              <ReferralList
                referrals={outcome.value.referrals}
                acts={(referral) =>
                  referral.fromTeam ? (
                    <p className={styles.hint}>{t("referrals.from-team")}</p>
                  ) : (
                    <>
                      <Button kind="quiet" onPress={() => setChanging(referral)}>
                        {t("referrals.change", { service: referral.service })}
                      </Button>
                      <Button kind="quiet" icon="bin" onPress={() => void remove(referral)}>
                        {t("referrals.remove", { service: referral.service })}
                      </Button>
                    </>
                  )
                }
              />
              <div>
                <ReferralsOnPaper />
              </div>
            </>
          )}
        </Card>
      )}
      <Card title={t("referrals.new")}>
        <ReferralForm
          written={outcome?.ok ? outcome.value.draft : null}
          onDraft={async (words) => (await ask("people.draftReferral", { words })).ok}
          isBusy={write.isActing}
          onWrite={async (words) => {
            const written = await write.act({ referral: null, words });
            if (written) again();
            return written !== null;
          }}
        >
          {changing === null && fault}
        </ReferralForm>
      </Card>
      {changing && (
        <Dialog
          title={changing.service}
          isOpen
          onClose={() => setChanging(null)}
          actions={<Button onPress={() => setChanging(null)}>{t("ui:dialog.cancel")}</Button>}
        >
          <ReferralForm
            written={wordsOf(changing)}
            isBusy={write.isActing}
            autoFocus
            onWrite={async (words) => {
              const written = await write.act({ referral: changing.id, words });
              if (!written) return false;
              setChanging(null);
              again();
              return true;
            }}
          >
            {fault}
          </ReferralForm>
        </Dialog>
      )}
    </Screen>
  );
}

/** The list as a sheet to keep at hand or to give to somebody. */
function ReferralsOnPaper() {
  const { preferences } = usePreferences();
  return (
    <SavePaper
      wanted={{ kind: "referrals" }}
      languages={languages}
      language={preferences.language}
    />
  );
}

const languages = [
  { name: "ar", tag: "ar", direction: "rtl" },
  { name: "en", tag: "en", direction: "ltr" },
] as const;

const wordsOf = ({ id: _, fromTeam: __, ...words }: Referral) => words;
