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
      return rooms ? work(rooms, input, places, drawn) : fail({ kind: "locked" });
    };

  return {
    "vault.status": async () => front.status(),
    "vault.proposeSheet": async () => front.proposeSheet(),
    "vault.create": (input) => front.create(input),
    "vault.unlock": (input) => front.unlock(input),

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

    "people.team": inside(({ people }) => people.team()),
    "people.createTeam": inside(({ people }, input) => people.createTeam(input)),
    "people.saveCard": inside(({ people }, _, [file]) => people.saveCard(file)),
    "people.addCards": inside(({ people }, _, files) => people.addCards(files)),
    "people.removeMember": inside(({ people }, input) => people.removeMember(input)),
    "people.offer": inside(({ people }, input) => people.offer(input)),
    "people.publish": inside(({ people }, _, [dir]) => people.publish(dir)),
    "people.readTeam": inside(({ people }, _, [file]) => people.readTeam(file)),
    "people.join": inside(({ people }, input) => people.join(input)),

    "parcels.ready": inside(({ parcels }) => parcels.ready()),
    "parcels.make": inside(({ parcels }, input, [dir]) => parcels.make(input, dir)),
    "parcels.inspect": inside(({ parcels }, _, [file]) => parcels.inspect(file)),
    "parcels.import": inside(({ parcels }, _, files) => parcels.import(files)),
    "parcels.inbox": inside(({ parcels }) => parcels.inbox()),

    "analysis.table": inside(({ analysis }, input, [dir]) => analysis.table(input, dir)),

    "paper.draw": inside(({ paper }, input) => paper.draw(input)),
    "paper.save": inside(({ paper }, input, [file], drawn) => paper.save(input, file, drawn)),
  };
}

type Locked = Fault & { readonly kind: "locked" };
