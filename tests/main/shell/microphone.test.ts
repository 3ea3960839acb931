import type { Session } from "electron";
import { expect, test } from "vitest";
import { forbidNetworkAndPermissions } from "../../../main/shell/guards.ts";
import { makeMicrophone } from "../../../main/shell/microphone.ts";
import { fail, ok } from "../../../shared/result.ts";

/** Asks the two handlers of a session as Electron does. */
function asked(mayListen: () => boolean) {
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
  forbidNetworkAndPermissions(session as unknown as Session, mayListen);
  return (permission: string, kinds: readonly string[]): boolean => {
    let granted = false;
    const grant = (answer: boolean) => {
      granted = answer;
    };
    handlers.request?.({}, permission, grant, { mediaTypes: kinds });
    return granted && handlers.check?.({}, permission, "", { mediaType: kinds[0] }) === true;
  };
}

test("the page gets sound while a recording runs, and nothing else at any time", () => {
  const microphone = makeMicrophone();
  const gets = asked(microphone.isOn);
  expect(gets("media", ["audio"])).toBe(false);
  microphone.follow("interviews.beginRecording", fail({ kind: "consent-first" }));
  expect(gets("media", ["audio"])).toBe(false);
  microphone.follow("interviews.beginRecording", ok({} as never));
  expect(gets("media", ["audio"])).toBe(true);
  for (const kinds of [["video"], ["audio", "video"], []]) expect(gets("media", kinds)).toBe(false);
  for (const permission of ["geolocation", "notifications", "clipboard-read", "display-capture"])
    expect(gets(permission, ["audio"])).toBe(false);
  microphone.follow("interviews.recordPiece", fail({ kind: "disk-full" }));
  expect(gets("media", ["audio"])).toBe(true);
  microphone.follow("interviews.endRecording", ok({} as never));
  expect(gets("media", ["audio"])).toBe(false);
});

test("the lock takes the microphone away", () => {
  const microphone = makeMicrophone();
  microphone.follow("interviews.beginRecording", ok({} as never));
  microphone.off();
  expect(microphone.isOn()).toBe(false);
});
