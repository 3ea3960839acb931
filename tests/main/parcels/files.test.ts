// Recordings and photos, from a researcher's laptop to a coordinator's.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { InterviewId } from "../../../shared/contract/define.ts";
import { fail } from "../../../shared/result.ts";
import { jpeg } from "../interviews/photos.ts";
import { expectOk, type House, holdInterviews, newHouse } from "../small-house.ts";
import { temporaryDir } from "../vault/small-world.ts";

const agreed = { agreed: true } as const;

async function team() {
  const stick = temporaryDir();
  const lead = await newHouse("ليلى", "coordinator");
  const second = await newHouse("سامر", "coordinator");
  const researcher = await newHouse("ندى");
  expectOk(await lead.rooms.people.createTeam({ name: "الشمال", keys: "classic" }));
  const cards = [second, researcher].map((_, i) => join(stick, `card-${i}`));
  expectOk(await second.rooms.people.saveCard(cards[0]));
  expectOk(await researcher.rooms.people.saveCard(cards[1]));
  expectOk(await lead.rooms.people.addCards(cards));
  const { fileName } = expectOk(await lead.rooms.people.publish(stick));
  const read = expectOk(await researcher.rooms.people.readTeam(join(stick, fileName)));
  expectOk(await researcher.rooms.people.join({ safetyNumber: read.lead.safetyNumber }));
  return { lead, researcher, stick };
}

const sound = (n: number) => Buffer.from(`ثانية ${n} `.repeat(300));

/** A finished interview opened again, with a recording of two seconds and a photo. */
async function withFiles(house: House) {
  const { rooms } = house;
  const [held] = holdInterviews(house, 0);
  const interview = held?.interview as InterviewId;
  expectOk(rooms.interviews.amend({ interview, reason: "أُضيف تسجيل" }));
  const begun = expectOk(
    await rooms.interviews.beginRecording({ interview, question: null, ...agreed }),
  );
  for (const index of [0, 1])
    expectOk(
      rooms.interviews.recordPiece({
        ...{ recording: begun.recording, index },
        piece: sound(index).toString("base64"),
      }),
    );
  expectOk(await rooms.interviews.endRecording({ recording: begun.recording, seconds: 2 }));
  const path = join(temporaryDir(), "ورقة.jpg");
  writeFileSync(path, jpeg());
  const photo = expectOk(
    await rooms.interviews.attachFile({ interview, question: null, ...agreed }, path),
  );
  return { interview, recording: begun.recording, photo: photo.attachment };
}

async function carry(from: House, to: House, stick: string, interviews: InterviewId[]) {
  const made = expectOk(await from.rooms.parcels.make({ interviews }, stick));
  const { files } = expectOk(await to.rooms.parcels.import([join(stick, made.fileName)]));
  return { made, file: files[0], path: join(stick, made.fileName) };
}

async function content({ rooms }: House, interview: InterviewId, attachment: string) {
  const { piece, next } = expectOk(
    await rooms.interviews.readFile({ interview, attachment, piece: 0 }),
  );
  expect(next).toBeNull();
  return Buffer.from(piece, "base64");
}

test("a recording and a photo arrive with their interview, byte for byte, and nothing else does", async () => {
  const { lead, researcher, stick } = await team();
  const { interview, recording, photo } = await withFiles(researcher);
  expectOk(researcher.rooms.interviews.finish({ interview }));
  const { made, file, path } = await carry(researcher, lead, stick, [interview]);
  expect(made.attachments).toBe(2);
  expect(file).toMatchObject({ outcome: "imported", interviews: { new: 1 } });
  const { files } = expectOk(lead.rooms.interviews.open({ interview }));
  expect(files).toMatchObject([
    { attachment: recording, media: "audio/webm", seconds: 2, here: true, removable: false },
    { attachment: photo, media: "image/jpeg", number: 1, name: "", here: true, removable: false },
  ]);
  expect(await content(lead, interview, recording)).toEqual(Buffer.concat([sound(0), sound(1)]));
  expect(await content(lead, interview, photo)).toEqual(
    await content(researcher, interview, photo),
  );
  expect(expectOk(await lead.rooms.vault.check())).toMatchObject({ ok: true, problems: [] });
  expect(expectOk(await lead.rooms.parcels.inspect(path))).toMatchObject({ attachments: 2 });
  expect(readFileSync(path).includes("ثانية")).toBe(false);
});

test("what was taken away before the parcel was made does not travel", async () => {
  const { lead, researcher, stick } = await team();
  const { interview, recording, photo } = await withFiles(researcher);
  expectOk(researcher.rooms.interviews.detach({ interview, attachment: photo }));
  expectOk(researcher.rooms.interviews.finish({ interview }));
  const { made } = await carry(researcher, lead, stick, [interview]);
  expect(made.attachments).toBe(1);
  const { files } = expectOk(lead.rooms.interviews.open({ interview }));
  expect(files.map(({ attachment }) => attachment)).toEqual([recording]);
  expect(readdirSync(join(lead.dir, "attachments"))).toHaveLength(1);
});

test("what has left in a parcel is not taken away any more, what came later is", async () => {
  const { lead, researcher, stick } = await team();
  const { interview, recording, photo } = await withFiles(researcher);
  expectOk(researcher.rooms.interviews.finish({ interview }));
  await carry(researcher, lead, stick, [interview]);
  const { interviews } = researcher.rooms;
  expectOk(interviews.amend({ interview, reason: "تصحيح" }));
  for (const attachment of [recording, photo])
    expect(interviews.detach({ interview, attachment })).toEqual(fail({ kind: "attachment-left" }));
  const path = join(temporaryDir(), "ملاحظة.txt");
  writeFileSync(path, "بعد الخروج");
  const wish = { interview, question: null, ...agreed };
  const later = expectOk(await interviews.attachFile(wish, path));
  expect(later.files.map(({ removable }) => removable)).toEqual([false, false, true]);
  expect(interviews.detach({ interview, attachment: later.attachment }).ok).toBe(true);
});

test("no parcel is made of an interview whose recording is damaged", async () => {
  const { researcher, stick } = await team();
  const { interview } = await withFiles(researcher);
  expectOk(researcher.rooms.interviews.finish({ interview }));
  for (const name of readdirSync(join(researcher.dir, "attachments")))
    writeFileSync(join(researcher.dir, "attachments", name), "");
  const made = await researcher.rooms.parcels.make({ interviews: [interview] }, stick);
  expect(made).toMatchObject(fail({ kind: "attachment-damaged" }));
  expect(readdirSync(stick).filter((name) => name.endsWith(".part"))).toEqual([]);
});
