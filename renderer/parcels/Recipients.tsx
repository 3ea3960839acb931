import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import { useFaultSentence } from "../i18n.ts";
import { useSession } from "../state.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { SafetyNumberLine } from "../ui/SafetyNumber.tsx";
import styles from "./parcels.module.css";

/** The second step: who will be able to open it. Everybody or nobody; there is nothing to choose. */
export function Recipients({ ready }: { readonly ready: Output<"parcels.ready"> }) {
  const { t } = useTranslation("parcels");
  const { go } = useSession();
  const sayFault = useFaultSentence();
  const { blocked, coordinators } = ready;
  return (
    <>
      {blocked ? (
        <Callout
          kind="error"
          code={blocked}
          action={<Button onPress={() => go({ screen: "team" })}>{t("make.open-team")}</Button>}
        >
          {sayFault({ kind: blocked })}
        </Callout>
      ) : (
        <p className={styles.hint}>{t("make.whom-text")}</p>
      )}
      {coordinators.length > 0 && (
        <DataTable
          label={t("make.whom-label")}
          items={coordinators}
          idOf={({ device }) => device}
          nameOf={({ name }) => name}
          empty={null}
          columns={[
            {
              id: "name",
              label: t("make.column-name"),
              isRowHeader: true,
              cell: ({ name, lead }) => (
                <>
                  <strong>
                    <Bdi>{name}</Bdi>
                  </strong>
                  {lead && <span className={styles.detail}>{t("make.lead")}</span>}
                </>
              ),
            },
            {
              id: "number",
              label: t("make.column-number"),
              width: 380,
              cell: ({ safetyNumber }) => <SafetyNumberLine value={safetyNumber} />,
            },
          ]}
        />
      )}
    </>
  );
}
