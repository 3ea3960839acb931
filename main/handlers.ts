// One line for each call a window may make. What a call does is in its slice.
import type { Handlers, KeeperCallName } from "../shared/contract/index.ts";
import { type Fault, fail } from "../shared/result.ts";
import type { Front, Rooms } from "./rooms.ts";

/**
 * The calls a keeper answers. `front` is the door with no vault behind it yet; everything else is
 * `locked` until somebody has opened one.
 */
export function handlers(front: Front): Handlers<KeeperCallName> {
  const inside =
    <I, O>(
      work: (rooms: Rooms, input: I, places: readonly string[], drawn?: string) => O | Promise<O>,
    ) =>
    async (
      input: I,
      places: readonly string[],
      drawn?: string,
    ): Promise<O | { ok: false; fault: Locked }> => {
      const rooms = front.rooms();
      if (!rooms) return fail({ kind: "locked" });
      const outcome = await work(rooms, input, places, drawn);
      rooms.practice?.look();
      return outcome;
    };

  return {
    "vault.status": async () => front.status(),
    "vault.proposeSheet": async () => front.proposeSheet(),
    "vault.create": (input) => front.create(input),
    "vault.unlock": (input) => front.unlock(input),
    "practice.door": async () => front.practice?.door() ?? notUnderstood,
    "practice.begin": async (input) => front.practice?.begin(input) ?? notUnderstood,

    "vault.self": inside(({ vault }) => vault.self()),
    "vault.info": inside(({ vault }) => vault.info()),
    "vault.check": inside(({ vault }) => vault.check()),
    "vault.journal": inside(({ vault }, input) => vault.journal(input)),
    "vault.verifyJournal": inside(({ vault }) => vault.verifyJournal()),

    "questionnaires.list": inside(({ questionnaires }) => questionnaires.list()),
    "questionnaires.read": inside(({ questionnaires }, input) => questionnaires.read(input)),
    "questionnaires.import": inside(({ questionnaires }, _, [file]) => questionnaires.import(file)),
    "questionnaires.export": inside(({ questionnaires }, input, [file]) =>
      questionnaires.export(input, file),
    ),

    "questionnaires.places": inside(({ questionnaires }) => questionnaires.places()),
    "questionnaires.readPlaces": inside(({ questionnaires }, _, [file]) =>
      questionnaires.readPlaces(file),
    ),
    "questionnaires.keepPlaces": inside(({ questionnaires }, input) =>
      questionnaires.keepPlaces(input),
    ),
    "questionnaires.findPlaces": inside(({ questionnaires }, input) =>
      questionnaires.findPlaces(input),
    ),

    "interviews.list": inside(({ interviews }, input) => interviews.list(input)),
    "interviews.start": inside(({ interviews }, input) => interviews.start(input)),
    "interviews.open": inside(({ interviews }, input) => interviews.open(input)),
    "interviews.answer": inside(({ interviews }, input) => interviews.answer(input)),
    "interviews.state": inside(({ interviews }, input) => interviews.state(input)),
    "interviews.addEntry": inside(({ interviews }, input) => interviews.addEntry(input)),
    "interviews.removeEntry": inside(({ interviews }, input) => interviews.removeEntry(input)),
    "interviews.restoreEntry": inside(({ interviews }, input) => interviews.restoreEntry(input)),
    "interviews.note": inside(({ interviews }, input) => interviews.note(input)),
    "interviews.visit": inside(({ interviews }, input) => interviews.visit(input)),
    "interviews.language": inside(({ interviews }, input) => interviews.language(input)),
    "interviews.history": inside(({ interviews }, input) => interviews.history(input)),
    "interviews.planMove": inside(({ interviews }, input) => interviews.planMove(input)),
    "interviews.move": inside(({ interviews }, input) => interviews.move(input)),
    "interviews.eraseSection": inside(({ interviews }, input) => interviews.eraseSection(input)),
    "interviews.amend": inside(({ interviews }, input) => interviews.amend(input)),
    "interviews.finish": inside(({ interviews }, input) => interviews.finish(input)),

    "interviews.beginRecording": inside(({ interviews }, input) =>
      interviews.beginRecording(input),
    ),
    "interviews.recordPiece": inside(({ interviews }, input) => interviews.recordPiece(input)),
    "interviews.endRecording": inside(({ interviews }, input) => interviews.endRecording(input)),
    "interviews.attachFile": inside(({ interviews }, input, [file]) =>
      interviews.attachFile(input, file),
    ),
    "interviews.detach": inside(({ interviews }, input) => interviews.detach(input)),
    "interviews.attachAgain": inside(({ interviews }, input) => interviews.attachAgain(input)),
    "interviews.readFile": inside(({ interviews }, input) => interviews.readFile(input)),
    "interviews.saveFile": inside(({ interviews }, input, [file]) =>
      interviews.saveFile(input, file),
    ),

    "people.team": inside(({ people }) => people.team()),
    "people.createTeam": inside(({ people }, input) => people.createTeam(input)),
    "people.saveCard": inside(({ people }, _, [file]) => people.saveCard(file)),
    "people.addCards": inside(({ people }, _, files) => people.addCards(files)),
    "people.removeMember": inside(({ people }, input) => people.removeMember(input)),
    "people.offer": inside(({ people }, input) => people.offer(input)),
    "people.referrals": inside(({ people }) => people.referrals()),
    "people.writeReferral": inside(({ people }, input) => people.writeReferral(input)),
    "people.draftReferral": inside(({ people }, input) => people.draftReferral(input)),
    "people.removeReferral": inside(({ people }, input) => people.removeReferral(input)),
    "people.publish": inside(({ people }, _, [dir]) => people.publish(dir)),
    "people.readTeam": inside(({ people }, _, [file]) => people.readTeam(file)),
    "people.join": inside(({ people }, input) => people.join(input)),

    "parcels.ready": inside(({ parcels }) => parcels.ready()),
    "parcels.make": inside(({ parcels }, input, [dir]) => parcels.make(input, dir)),
    "parcels.inspect": inside(({ parcels }, _, [file]) => parcels.inspect(file)),
    "parcels.import": inside(({ parcels }, _, files) => parcels.import(files)),
    "parcels.inbox": inside(({ parcels }) => parcels.inbox()),

    "analysis.table": inside(({ analysis }, input, [dir]) => analysis.table(input, dir)),

    "practice.progress": inside(({ practice }) => practice?.progress() ?? notUnderstood),
    "practice.go": inside(({ practice }, input) => practice?.go(input) ?? notUnderstood),
    "practice.saw": inside(({ practice }, input) => practice?.saw(input) ?? notUnderstood),
    "paper.draw": inside(({ paper }, input) => paper.draw(input)),
    "paper.save": inside(({ paper }, input, [file], drawn) => paper.save(input, file, drawn)),
  };
}

/** Asked at a door, or in a notebook, that is not for practice. */
const notUnderstood = fail({ kind: "not-understood" });

type Locked = Fault & { readonly kind: "locked" };
