import type { Session } from "electron";
import { expect, test } from "vitest";
import { forbidNetworkAndPermissions } from "../../../main/shell/guards.ts";
import { makeMicrophone, systemLetsListen } from "../../../main/shell/microphone.ts";
import { fail, ok } from "../../../shared/result.ts";

/** Asks the two handlers of a session as Electron does. */
function asked(mayListen: () => boolean, systemLets: () => Promise<boolean> = async () => true) {
  type Handler = (...given: readonly unknown[]) => unknown;
  const handlers: { [name: string]: Handler } = {};
  const session = {
    setPermissionRequestHandler: (handler: Handler) => (handlers.request = handler),
    setPermissionCheckHandler: (handler: Handler) => (handlers.check = handler),
    setDevicePermissionHandler: () => {},
    setSpellCheckerEnabled: () => {},
    on: () => {},
    webRequest: { onBeforeRequest: () => {} },
  };
  forbidNetworkAndPermissions(session as unknown as Session, mayListen, systemLets);
  return async (permission: string, kinds: readonly string[]): Promise<boolean> => {
    const granted = await new Promise<boolean>((grant) => {
      handlers.request?.({}, permission, grant, { mediaTypes: kinds });
    });
    return granted && handlers.check?.({}, permission, "", { mediaType: kinds[0] }) === true;
  };
}

test("the page gets sound while a recording runs, and nothing else at any time", async () => {
  const microphone = makeMicrophone();
  const gets = asked(microphone.isOn);
  expect(await gets("media", ["audio"])).toBe(false);
  microphone.follow("interviews.beginRecording", fail({ kind: "consent-first" }));
  expect(await gets("media", ["audio"])).toBe(false);
  microphone.follow("interviews.beginRecording", ok({} as never));
  expect(await gets("media", ["audio"])).toBe(true);
  for (const kinds of [["video"], ["audio", "video"], []])
    expect(await gets("media", kinds)).toBe(false);
  for (const permission of ["geolocation", "notifications", "clipboard-read", "display-capture"])
    expect(await gets(permission, ["audio"])).toBe(false);
  microphone.follow("interviews.recordPiece", fail({ kind: "disk-full" }));
  expect(await gets("media", ["audio"])).toBe(true);
  microphone.follow("interviews.endRecording", ok({} as never));
  expect(await gets("media", ["audio"])).toBe(false);
});

test("the lock takes the microphone away", () => {
  const microphone = makeMicrophone();
  microphone.follow("interviews.beginRecording", ok({} as never));
  microphone.off();
  expect(microphone.isOn()).toBe(false);
});

test("the system is asked only for a recording, and its no is a no", async () => {
  const microphone = makeMicrophone();
  let questions = 0;
  let lets = false;
  const gets = asked(microphone.isOn, async () => {
    questions += 1;
    return lets;
  });
  expect(await gets("media", ["audio"])).toBe(false);
  expect(questions).toBe(0);
  microphone.follow("interviews.beginRecording", ok({} as never));
  expect(await gets("media", ["audio"])).toBe(false);
  lets = true;
  expect(await gets("media", ["audio"])).toBe(true);
  expect(questions).toBe(2);
});

test("a recording that ended while the system asked gets nothing any more", async () => {
  const microphone = makeMicrophone();
  const gets = asked(microphone.isOn, async () => {
    microphone.off();
    return true;
  });
  microphone.follow("interviews.beginRecording", ok({} as never));
  expect(await gets("media", ["audio"])).toBe(false);
});

test("macOS asks the person for the microphone; no other system is asked", async () => {
  const asks: string[] = [];
  const preferences = (answer: () => Promise<boolean>) => ({
    askForMediaAccess: async (kind: "microphone" | "camera") => {
      asks.push(kind);
      return answer();
    },
  });
  const yes = preferences(async () => true);
  for (const platform of ["linux", "win32"] as const)
    expect(await systemLetsListen(platform, yes)).toBe(true);
  expect(asks).toEqual([]);
  expect(await systemLetsListen("darwin", yes)).toBe(true);
  expect(
    await systemLetsListen(
      "darwin",
      preferences(async () => false),
    ),
  ).toBe(false);
  const broken = preferences(() => Promise.reject(new Error("no such kind")));
  expect(await systemLetsListen("darwin", broken)).toBe(false);
  expect(asks).toEqual(["microphone", "microphone", "microphone"]);
});
