import { expect, test } from "vitest";
import { ask, hear, useAsked } from "../../renderer/bridge.ts";
import { click, draw, find, pretendKeeper, settle, textOf } from "./world.tsx";

const ok = (value: unknown) => ({ ok: true, value });

test("a question goes through as it is, and its answer comes back", async () => {
  const { asked } = pretendKeeper({
    "vault.status": () => ok({ exists: true, open: false, waitSeconds: 3 }),
  });
  const outcome = await ask("vault.status", {});
  expect(outcome).toEqual({ ok: true, value: { exists: true, open: false, waitSeconds: 3 } });
  expect(asked).toEqual([["vault.status", {}]]);
});

test("a keeper that has died is heard as locked, since it cannot announce it", async () => {
  pretendKeeper({ "vault.self": () => ({ ok: false, fault: { kind: "locked" } }) });
  const heard: string[] = [];
  const stop = hear(({ event }) => heard.push(event));
  await ask("vault.self", {});
  stop();
  await ask("vault.self", {});
  expect(heard).toEqual(["locked"]);
});

test("what is announced is heard until nobody listens any more", () => {
  const { announce } = pretendKeeper({});
  const heard: string[] = [];
  const stop = hear(({ event }) => heard.push(event));
  announce({ event: "locked" });
  stop();
  announce({ event: "locked" });
  expect(heard).toEqual(["locked"]);
});

test("a screen asks once, and again when it is told to", async () => {
  let turn = 0;
  const { asked } = pretendKeeper({
    "people.team": () => ok({ team: null, turn: ++turn }),
  });
  function Team() {
    const { outcome, again } = useAsked("people.team", {});
    return (
      <button type="button" onClick={again}>
        {outcome === null ? "…" : JSON.stringify(outcome)}
      </button>
    );
  }
  const drawn = await draw(<Team />);
  await settle();
  drawn.draw(<Team />);
  expect(asked).toHaveLength(1);
  click(find("button"));
  await settle();
  expect(asked).toHaveLength(2);
  expect(textOf()).toContain('"turn":2');
});

test("an answer to an older question is dropped", async () => {
  const waiting: ((value: unknown) => void)[] = [];
  pretendKeeper({
    "vault.journal": () => new Promise((resolve) => waiting.push(resolve)),
  });
  function Journal({ before }: { readonly before: number }) {
    const { outcome } = useAsked("vault.journal", { before, limit: 1 });
    return <p>{outcome?.ok ? outcome.value.total : "…"}</p>;
  }
  const drawn = await draw(<Journal before={1} />);
  drawn.draw(<Journal before={2} />);
  waiting[1]?.(ok({ entries: [], total: 222 }));
  await settle();
  waiting[0]?.(ok({ entries: [], total: 111 }));
  await settle();
  expect(textOf()).toBe("222");
});
