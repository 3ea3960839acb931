import { useTranslation } from "react-i18next";
import type { CarriedLists, ListChanges } from "../../shared/contract/people.ts";
import styles from "./TeamLists.module.css";

/** What a team file brings beside its roster, and what that changes in this notebook. */
export function TeamLists({ lists: { referrals, places } }: { readonly lists: CarriedLists }) {
  const { t } = useTranslation("ui");
  return (
    <dl className={styles.lists}>
      {referrals && isWorthTelling(referrals) && (
        <div>
          <dt>{t("team-lists.referrals")}</dt>
          <dd>{t("team-lists.services", { count: referrals.entries })}</dd>
          <dd className={styles.change}>{t("team-lists.referrals-change", { ...referrals })}</dd>
        </div>
      )}
      {places && (
        <div>
          <dt>{t("team-lists.places")}</dt>
          <dd>{t("team-lists.places-count", { count: places.entries })}</dd>
          <dd className={styles.change}>{t("team-lists.places-change", { ...places })}</dd>
        </div>
      )}
    </dl>
  );
}

/** A list without a single entry, in which nothing changes, is none to whoever reads this. */
const isWorthTelling = ({ entries, removed }: ListChanges) => entries > 0 || removed > 0;
