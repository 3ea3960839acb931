// The smallest keeper: what a test needs of one, as a process of its own.
const port = process.parentPort;
const manner = process.argv[2];

if (manner === "stillborn") process.exit(1);

port.on("message", ({ data }) => {
  if ("close" in data) {
    if (manner === "busy") for (;;); // has no time to close
    process.exit(0);
  }
  if (data.name === "vault.journal") process.exit(1); // dies in the middle of a question
  if (data.name === "parcels.ready") return; // never answers
  if (data.name === "vault.status") port.postMessage({ announcement: { event: "progress" } });
  port.postMessage({ id: data.id, outcome: { ok: true, value: { said: data } } });
});
