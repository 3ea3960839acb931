import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { flagOf } from "../../shared/interviews/notes.ts";
import {
  holdsTheEnd,
  type LiveProblem,
  type NodeRef,
  type ShownText,
} from "../../shared/questionnaire/live/view.ts";
import type { AnyFault } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Card } from "../ui/Card.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { showNumber } from "../ui/digits.ts";
import { ErasedList } from "../ui/ErasedList.tsx";
import { FormText } from "../ui/FormText.tsx";
import { Orphans } from "../ui/Orphans.tsx";
import { RevisionList } from "../ui/RevisionList.tsx";
import { StateMark } from "../ui/StateMark.tsx";
import { AllowedUses } from "./Allowed.tsx";
import { useSectionTitle } from "./entry-title.ts";
import { everySection, type Outline, type Section, stopAt } from "./outline.ts";
import styles from "./Review.module.css";
import { useAbout, useFormLanguage, useOutline, useRoom } from "./room.ts";
import { openChecks, type TimeCheck, timelineOf } from "./timeline.ts";
import { useTimelineWords } from "./timeline-words.ts";

interface ReviewProps {
  /** The link that was followed last; the list opens there again. */
  readonly followed: RefObject<string | null>;
  readonly onFinished: () => void;
}

/** What still stands between an interview and its end, what deserves a look, and the end itself. */
export function Review({ followed, onFinished }: ReviewProps) {
  const { t } = useTranslation(["interviews", "ui"]);
  const { store } = useRoom();
  const outline = useOutline(store);
  const { readOnly, revisions, erased, orphans, confirmed } = useAbout(store);
  const language = useFormLanguage();
  const page = useRef<HTMLDivElement>(null);
  const places = placesOf(outline);
  const problems = store.problems();
  const mustFix = problems.filter(holdsTheEnd);
  const toCheck = problems.filter((problem) => !holdsTheEnd(problem));
  const isMissing = new Set(mustFix.map(({ ref }) => ref));
  const notAsked = places.filter(
    ({ ref }) => store.node(ref)?.state === "not-asked" && !isMissing.has(ref),
  );
  const inTime = openChecks(timelineOf(outline, store.node), confirmed);
  const flagged = places.filter(({ ref }) => store.isFlagged(ref));

  useEffect(() => {
    const links = [...(page.current?.querySelectorAll<HTMLElement>("[data-link]") ?? [])];
    const last = links.find(({ dataset }) => dataset.link === followed.current);
    const folded = last?.closest("details");
    if (folded) folded.open = true;
    if (last) return last.focus();
    const main = page.current?.closest("main");
    if (main) main.scrollTop = 0;
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [followed]);

  const listed = (of: readonly LiveProblem[]) =>
    of.map(({ ref, kind, message }) => ({
      place: places.find((place) => place.ref === ref) ?? null,
      ref,
      message,
      why: kind,
    }));

  return (
    <div ref={page} className={styles.review}>
      <Card title={t("review.must-fix")}>
        {mustFix.length === 0 ? (
          <p className={styles.fine}>
            <StateMark state="saved" word="near" /> {t("review.nothing-to-fix")}
          </p>
        ) : (
          <>
            <p className={styles.count}>{t("review.must-fix-count", { count: mustFix.length })}</p>
            <Found found={listed(mustFix)} followed={followed} />
          </>
        )}
      </Card>
      <Orphans orphans={orphans} />
      {toCheck.length > 0 && (
        <Card title={t("review.check")}>
          <p className={styles.count}>{t("review.check-text")}</p>
          <Found found={listed(toCheck)} followed={followed} />
        </Card>
      )}
      {inTime.length > 0 && <InTime checks={inTime} places={places} followed={followed} />}
      {flagged.length > 0 && (
        <Card title={t("review.flagged")}>
          <p className={styles.count}>{t("review.flagged-text")}</p>
          <ul className={styles.list}>
            {flagged.map((place) => (
              <li key={place.ref}>
                <PlaceLink place={place} list="flagged" followed={followed} />
                <p dir="auto" className={styles.why}>
                  {flagOf(store.notes(place.ref))?.text}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={t("review.not-asked")}>
        {notAsked.length === 0 ? (
          <p className={styles.fine}>
            <StateMark state="saved" word="near" /> {t("review.all-asked")}
          </p>
        ) : (
          <>
            <p className={styles.count}>{t("review.not-asked-text")}</p>
            <div>
              {sectionsOf(notAsked).map(([section, open]) => (
                <NotAsked key={section.id} section={section} open={open} followed={followed} />
              ))}
            </div>
          </>
        )}
      </Card>
      <Card title={t("ui:consent.title")}>
        <AllowedUses store={store} />
      </Card>
      <ErasedList erased={erased} lang={language.tag} />
      {revisions.length > 0 && (
        <Card title={t("amend.made")}>
          <RevisionList revisions={revisions} lang={language.tag} />
        </Card>
      )}
      {readOnly === null && <Finish isHeld={mustFix.length > 0} onFinished={onFinished} />}
    </div>
  );
}

/** A question, with its number and its section. */
interface Place {
  readonly ref: NodeRef;
  readonly number: number;
  readonly section: Section;
}

interface FoundProblem {
  readonly place: Place | null;
  readonly ref: NodeRef;
  readonly message: ShownText | null;
  readonly why: LiveProblem["kind"];
}

type Followed = ReviewProps["followed"];

function Found({
  found,
  followed,
}: {
  readonly found: readonly FoundProblem[];
  readonly followed: Followed;
}) {
  const { t } = useTranslation("interviews");
  const titleOf = useSectionTitle();
  const language = useFormLanguage();
  return sectionsOf(found.map(({ place, ref }) => place ?? { ref, number: 0, section: null })).map(
    ([section]) => (
      <section key={section?.id ?? ""} className={styles.section}>
        {section && (
          <h3 className={styles.title}>
            <SectionName name={titleOf(section)} />
          </h3>
        )}
        <ul className={styles.list}>
          {found
            .filter(({ place }) => (place?.section ?? null) === section)
            .map(({ place, ref, message, why }) => (
              <li key={`${ref} ${why}`}>
                {place && <PlaceLink place={place} list={why} followed={followed} />}
                <p className={styles.why}>
                  {message ? (
                    <bdi lang={language.tag} dir={language.direction}>
                      <FormText text={message} />
                    </bdi>
                  ) : (
                    t(`violation.${why}`)
                  )}
                </p>
              </li>
            ))}
        </ul>
      </section>
    ),
  );
}

/** What does not fit, or may be missing, in the order of time. Said to be so in the timeline itself. */
function InTime({
  checks,
  places,
  followed,
}: {
  readonly checks: readonly TimeCheck[];
  readonly places: readonly Place[];
  readonly followed: Followed;
}) {
  const { t } = useTranslation("interviews");
  const { checkOf } = useTimelineWords();
  return (
    <Card title={t("review.in-time")}>
      <p className={styles.count}>{t("review.in-time-text")}</p>
      <ul className={styles.list}>
        {checks.map((check) => {
          const { ref } = check.other ?? check.event;
          const place = places.find((one) => one.ref === ref);
          return (
            <li key={check.id}>
              {place && <PlaceLink place={place} list={check.id} followed={followed} />}
              <p className={styles.why}>{checkOf(check)}</p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function NotAsked({
  section,
  open,
  followed,
}: {
  readonly section: Section;
  readonly open: readonly Place[];
  readonly followed: Followed;
}) {
  const { t } = useTranslation("interviews");
  const titleOf = useSectionTitle();
  return (
    <details>
      <summary className={styles.summary}>
        <SectionName name={titleOf(section)} />
        <span className={styles.count}>{t("review.questions", { count: open.length })}</span>
      </summary>
      <ul className={styles.list}>
        {open.map((place) => (
          <li key={place.ref}>
            <PlaceLink place={place} list="not-asked" followed={followed} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function SectionName({
  name: { title, telling },
}: {
  readonly name: ReturnType<ReturnType<typeof useSectionTitle>>;
}) {
  return <bdi>{telling === "" ? title : `${title} · ${telling}`}</bdi>;
}

function PlaceLink({
  place: { ref, number },
  list,
  followed,
}: {
  readonly place: Place;
  readonly list: string;
  readonly followed: Followed;
}) {
  const { i18n } = useTranslation();
  const room = useRoom();
  const language = useFormLanguage();
  const node = room.store.node(ref);
  if (!node) return null;
  const key = `${list} ${ref}`;
  return (
    <button
      type="button"
      data-link={key}
      className={styles.link}
      onClick={() => {
        followed.current = key;
        const stop = stopAt(room.store.outline(), ref);
        if (stop) room.go(stop);
      }}
    >
      <span className={styles.number}>{showNumber(String(number), i18n.language)}</span>
      <bdi lang={language.tag} dir={language.direction}>
        <FormText text={node.label} />
      </bdi>
    </button>
  );
}

function Finish({
  isHeld,
  onFinished,
}: {
  readonly isHeld: boolean;
  readonly onFinished: () => void;
}) {
  const { t } = useTranslation(["interviews", "ui"]);
  const { store } = useRoom();
  const sayFault = useFaultSentence();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const finish = async () => {
    setAsking(false);
    setBusy(true);
    const failed = await store.finish();
    setBusy(false);
    setFault(failed);
    if (!failed) onFinished();
  };
  return (
    <Card title={t("review.finish-title")}>
      <p>{t("review.finish-text")}</p>
      {fault && (
        <Callout kind="error" code={fault.kind}>
          {sayFault(fault)}
        </Callout>
      )}
      <div>
        <Button
          kind="primary"
          isBusy={isBusy}
          heldBy={isHeld ? t("review.held") : null}
          onPress={() => setAsking(true)}
        >
          {t("review.finish")}
        </Button>
      </div>
      <Dialog
        title={t("review.finish-ask")}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        isAlert
        actions={
          <>
            <Button autoFocus onPress={() => setAsking(false)}>
              {t("ui:dialog.cancel")}
            </Button>
            <Button kind="primary" onPress={() => void finish()}>
              {t("review.finish")}
            </Button>
          </>
        }
      >
        {t("review.finish-text")}
      </Dialog>
    </Card>
  );
}

function placesOf(outline: Outline): readonly Place[] {
  return everySection(outline).flatMap((section) =>
    section.items.flatMap((item) =>
      item.kind === "question" ? [{ ref: item.ref, number: item.number, section }] : [],
    ),
  );
}

/** The sections of some places, in order, each with its own. */
function sectionsOf<P extends { readonly section: Section | null }>(
  places: readonly P[],
): readonly (readonly [P["section"], readonly P[]])[] {
  return [...Map.groupBy(places, ({ section }) => section)];
}
