import { withoutEntries } from "../questionnaire/live/view.ts";
import type { InterviewEvent } from "./event.ts";
import { addToProjection, beginProjection, type Projection } from "./projection.ts";

/** What is left of a history, in order; its chain is to be made anew. */
export interface Erased {
  readonly kept: readonly InterviewEvent[];
  /** How many events are gone. */
  readonly count: number;
}

/** Whether a place is a section, or anything below it. */
export function isWithin(ref: string, section: string): boolean {
  return ref === section || ref.startsWith(`${section}/`) || ref.startsWith(`${section}[`);
}

/**
 * Takes out of a history everything that was said, noted or counted in one section, a group or repeat
 * at the top of the form, and whatever was computed from it elsewhere. `computedIn` gives, for a version
 * of the form and the paths that are meant in it, what may have been computed from them.
 *
 * What the form itself wrote before anybody said anything stays: it tells nothing of anybody. Through
 * moves to other versions the section is followed back to where its questions stood then.
 */
export function withoutSection(
  events: readonly InterviewEvent[],
  section: string,
  computedIn: (questionnaire: string, isMeant: Test) => Test,
): Erased {
  const begun = events.findIndex(isByPerson);
  const opening = events.slice(0, begun < 0 ? events.length : begun);
  const kept: InterviewEvent[] = [];
  let count = 0;
  const versions = versionsIn(events);
  const isInSection: Test = (ref) => isWithin(ref, section);
  const computedFrom = (paths: Test) => computedIn(versions.at(-1) ?? "", paths);
  let gone: Gone = {
    said: isInSection,
    paths: isInSection,
    computed: computedFrom(isInSection),
  };
  for (const event of events.slice(opening.length).toReversed()) {
    if (event.type === "moved") {
      const { places, returned } = event;
      const values = gone.said;
      versions.pop();
      const paths = before(event, gone.paths, withoutEntries);
      const [there, then] = [before(event, gone.computed, withoutEntries), computedFrom(paths)];
      gone = {
        said: before(event, gone.said, (ref) => ref),
        paths,
        computed: (path) => there(path) || then(path),
      };
      const unspelled = <P extends { readonly to: string; value?: string }>(list: readonly P[]) =>
        list.map((place) => (values(place.to) ? without(place) : place));
      kept.unshift({ ...event, places: unspelled(places), returned: unspelled(returned) });
    } else if (isGone(event, gone)) count += 1;
    else if (event.type === "finished") {
      const closed = event.closed.filter((ref) => ref === section || !gone.said(ref));
      kept.unshift({ ...event, closed });
    } else kept.unshift(event);
  }
  return { kept: withoutIdlePlaces([...opening, ...kept]), count };
}

type Test = (place: string) => boolean;

interface Gone {
  /** Of places with the keys of their entries. */
  readonly said: Test;
  /** The same without keys, as a form names its rows. */
  readonly paths: Test;
  /** Of paths too. */
  readonly computed: Test;
}

/** The version an interview was opened with, and those it moved to, in order. */
const versionsIn = (events: readonly InterviewEvent[]) =>
  events.flatMap((event) =>
    event.type === "opened" || event.type === "moved" ? [event.questionnaire as string] : [],
  );

function isGone(event: InterviewEvent, { said, computed }: Gone): boolean {
  switch (event.type) {
    case "answered":
      return (
        said(event.question) || (isByForm(event.cause) && computed(withoutEntries(event.question)))
      );
    case "noted":
      return said(event.question);
    case "attached":
    case "detached":
      return event.question !== null && said(event.question);
    case "entry-added":
    case "entry-removed":
    case "entry-restored":
      return said(event.repeat);
    default:
      return false;
  }
}

/** An answer that a list took away is empty, and says nothing of what it was. */
const isByForm = (cause: string | undefined) => cause !== undefined && cause !== "cascade";

const isByPerson = (event: InterviewEvent) =>
  event.type !== "opened" && !("cause" in event && event.cause !== undefined);

/** Where a move brought a place; what it does not name stays. */
function before(
  { places, returned }: Extract<InterviewEvent, { type: "moved" }>,
  isGoneAfter: Test,
  named: (ref: string) => string,
): Test {
  const to = new Map([...places, ...returned].map((place) => [named(place.from), named(place.to)]));
  return (ref) => isGoneAfter(to.get(ref) ?? ref);
}

function without<P extends { value?: string }>(place: P): P {
  const { value: _, ...rest } = place;
  return rest as P;
}

/** A move would still name the places of what is gone, and so say that there was something. */
function withoutIdlePlaces(events: readonly InterviewEvent[]): readonly InterviewEvent[] {
  const [first] = events;
  const so = first === undefined ? null : beginProjection(first);
  if (!so) return events;
  return events.map((event) => {
    const lean = event.type === "moved" ? { ...event, ...listsOf(event, so) } : event;
    addToProjection(so, lean);
    return lean;
  });
}

function listsOf(
  { places, orphans, returned }: Extract<InterviewEvent, { type: "moved" }>,
  so: Projection,
) {
  const files = [...so.files.values()];
  const isHere = (ref: string) =>
    so.answers.has(ref) ||
    so.entries.has(ref) ||
    so.notes.has(ref) ||
    files.some(({ question }) => question === ref);
  const isAside = (questionnaire: string, ref: string) =>
    so.orphans.some((one) => one.questionnaire === questionnaire && one.question === ref) ||
    so.orphanEntries.some((one) => one.questionnaire === questionnaire && one.repeat === ref) ||
    so.orphanNotes.some((one) => one.questionnaire === questionnaire && one.question === ref) ||
    files.some(({ aside }) => aside?.questionnaire === questionnaire && aside.question === ref);
  return {
    places: places.filter(({ from }) => isHere(from)),
    orphans: orphans.filter(isHere),
    returned: returned.filter(({ from, questionnaire }) => isAside(questionnaire, from)),
  };
}
