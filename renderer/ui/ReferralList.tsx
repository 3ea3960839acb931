import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Referral } from "../../shared/contract/people.ts";
import styles from "./ReferralList.module.css";

interface ReferralListProps {
  readonly referrals: readonly Referral[];
  /** What can be done with an entry. */
  readonly acts?: (referral: Referral) => ReactNode;
}

/** The services of the area: what each is for, and how it is reached. */
export function ReferralList({ referrals, acts }: ReferralListProps) {
  const { t } = useTranslation("ui");
  return (
    <ul className={styles.list}>
      {referrals.map((referral) => (
        <li key={referral.id} className={styles.entry}>
          <h3 dir="auto" className={styles.service}>
            {referral.service}
          </h3>
          <dl className={styles.facts}>
            {facts.map(
              (fact) =>
                referral[fact] !== "" && (
                  <div key={fact}>
                    <dt>{t(`referral.${fact}`)}</dt>
                    <dd dir="auto">{referral[fact]}</dd>
                  </div>
                ),
            )}
          </dl>
          {acts && <div className={styles.acts}>{acts(referral)}</div>}
        </li>
      ))}
    </ul>
  );
}

const facts = ["purpose", "area", "contact", "note"] as const;
