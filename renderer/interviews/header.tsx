import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { SavedMark } from "../ui/SavedMark.tsx";
import { AllowedBadge } from "./Allowed.tsx";
import { Amend } from "./Amend.tsx";
import styles from "./header.module.css";
import { InterviewOnPaper } from "./InterviewOnPaper.tsx";
import type { Outline } from "./outline.ts";
import { useAbout } from "./room.ts";
import { type InterviewStore, topics } from "./store.ts";

interface PartProps {
  readonly store: InterviewStore;
}

/** What stands beside the title: how far it is, what is on the disk, what the person allowed. */
export function HeaderMarks({ store, outline }: PartProps & { readonly outline: Outline }) {
  const { t } = useTranslation("interviews");
  const saving = useSyncExternalStore(
    (listener) => store.listen(topics.saving, listener),
    store.saving,
  );
  const { readOnly } = useAbout(store);
  const { answered, asked } = outline.counts;
  return (
    <>
      <p className={styles.progress}>
        <span>{t("counts.answered", { answered, asked })}</span>
        <span className={styles.track} aria-hidden="true">
          <span
            className={styles.fill}
            style={{ inlineSize: `${asked === 0 ? 0 : (100 * answered) / asked}%` }}
          />
        </span>
      </p>
      {readOnly === null && <SavedMark saving={saving} />}
      <AllowedBadge store={store} />
    </>
  );
}

interface NoticeProps extends PartProps {
  readonly outline: Outline;
  /** The section that is shown; null while the review is. */
  readonly section: string | null;
}

/** A line that stays: answers that are not saved, why nothing can be changed, or what comes first. */
export function Notice({ store, outline, section }: NoticeProps) {
  const { t } = useTranslation(["interviews", "common"]);
  const { kind } = useSyncExternalStore(
    (listener) => store.listen(topics.saving, listener),
    store.saving,
  );
  const { readOnly, revisions, consent } = useAbout(store);
  const correction = revisions.find(({ finished }) => finished === null);
  const [isTrying, setTrying] = useState(false);
  const retry = async () => {
    setTrying(true);
    await store.retry();
    setTrying(false);
  };
  if (kind === "not-saved")
    return (
      <Callout
        kind="error"
        title={t("not-saved.title")}
        action={
          <Button kind="primary" isBusy={isTrying} onPress={() => void retry()}>
            {t("common:again")}
          </Button>
        }
      >
        {t("not-saved.text")}
      </Callout>
    );
  if (readOnly !== null)
    return (
      <Callout
        kind="info"
        {...(readOnly === "finished"
          ? {
              action: (
                <div className={styles.acts}>
                  <Amend store={store} />
                  <InterviewOnPaper kind="record" about={store.about()} />
                </div>
              ),
            }
          : {})}
      >
        {t(`read-only.${readOnly}`)}
      </Callout>
    );
  if (correction)
    return (
      <Callout kind="info">
        {t("amend.underway")} <bdi>{correction.reason}</bdi>
      </Callout>
    );
  const { gate, sections } = outline;
  // Where consent is asked layer by layer, each layer says it itself.
  const isAsking =
    section !== null && outline.byId.get(section)?.label && gate?.section === section;
  if (gate && !gate.isOpen && isAsking) return null;
  if (gate && !gate.isOpen)
    return (
      <Callout kind="info">
        {t(consent === "refused" ? "consent.refused" : "consent.before")}
      </Callout>
    );
  // Said once, where the interview begins.
  const isFirst = section !== null && section === sections[0]?.id;
  if (gate || !isFirst) return null;
  return <Callout kind="warning">{t("consent.not-in-form")}</Callout>;
}

/** Says in passing that an answer opened or closed questions elsewhere. */
export function NewsLine({ store }: PartProps) {
  const { t } = useTranslation("interviews");
  const news = useSyncExternalStore((listener) => store.listen(topics.news, listener), store.news);
  const [isFresh, setFresh] = useState(false);
  useEffect(() => {
    if (!news) return;
    setFresh(true);
    const timer = setTimeout(() => setFresh(false), 8000);
    return () => clearTimeout(timer);
  }, [news]);
  return (
    <p role="status" className={styles.news}>
      {isFresh && news && (
        <>
          {news.opened > 0 && <span>{t("news.opened", { count: news.opened })}</span>}
          {news.closed > 0 && <span>{t("news.closed", { count: news.closed })}</span>}
        </>
      )}
    </p>
  );
}
