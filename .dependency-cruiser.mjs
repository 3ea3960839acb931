// Who may import whom.
// Each comment is the sentence shown to whoever crosses; ARCHITECTURE.md prints the same list.
import { builtinModules } from "node:module";

const words = "vault|interviews|questionnaires|parcels|people|paper|review|analysis|help|practice";
const rooms = "^(main|preload|renderer|shared)/";
const node = `^(node:)?(${builtinModules.filter((name) => !name.startsWith("_")).join("|")})$`;
/** The bare name and the installed path: where Electron is not installed, only the bare name exists. */
const npm = (names) => `(^|/)(${names})(/|$)`;

const fence = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  // biome-ignore format: a fence is read as one sentence and its two sides
  forbidden: [
    fence("every-file-has-a-room", "A new word is a decision: add it to ARCHITECTURE.md first.",
      {}, { path: rooms, pathNot: [
        `^main/(shell|cli|${words})/`, "^main/(index|keeper|rooms|practice-door|invented-team|handlers)\\.ts$", "^preload/index\\.ts$",
        `^renderer/(ui|${words})/`, "^renderer/(index|bridge|state|i18n|NotRead|SavePaper)\\.tsx?$",
        `^shared/(contract|questionnaire|${words})/`, "^shared/result\\.ts$",
      ] }),
    fence("shared-stands-alone", "Every process reads shared, so it may lean on none of them.",
      { path: "^shared/" }, { pathNot: ["^shared/", npm("zod")] }),
    fence("the-engine-needs-nobody", "The same questionnaire must run in a window, the keeper, the CLI and a test.",
      { path: "^shared/questionnaire/" }, { pathNot: ["^shared/questionnaire/", "^shared/result\\.ts$"] }),
    fence("reader-and-form-meet-at-the-definition", "How a form was written must not matter to how it is filled in.",
      { path: "^shared/questionnaire/(xlsform|live)/" },
      { path: "^shared/questionnaire/(xlsform|live)/", pathNot: "^shared/questionnaire/$1/" }),
    fence("renderer-has-no-hands", "The renderer asks through the contract; it touches no disk, key or window.",
      { path: "^renderer/" }, { path: ["^(main|preload)/", npm("electron")] }),
    fence("renderer-has-no-node", "Not even through a friend of a friend.",
      { path: "^renderer/" }, { path: node, reachable: true }),
    fence("screens-do-not-visit-screens", "What two screens share lives in renderer/ui or in shared.",
      { path: `^renderer/(${words})/` }, { path: `^renderer/(${words})/`, pathNot: "^renderer/$1/" }),
    fence("ui-knows-no-screen", "A button does not know which page it is on.",
      { path: "^renderer/ui/" }, { path: "^renderer/", pathNot: "^renderer/ui/" }),
    fence("preload-only-carries", "Preload forwards; it decides nothing.",
      { path: "^preload/" }, { pathNot: ["^shared/contract/", npm("electron")] }),
    fence("only-the-shell-knows-electron", "Everything with consequences runs, and is tested, in plain Node.",
      { path: "^main/", pathNot: "^main/shell/" }, { path: npm("electron") }),
    fence("the-shell-holds-nothing", "The shell has windows; it has no key, no page and no testimony.",
      { path: ["^main/shell/", "^main/index\\.ts$"] },
      { pathNot: ["^main/(shell/|index\\.ts$)", "^shared/", "^locales/", npm("electron"), node] }),
    fence("nobody-leans-on-the-shell", "The shell starts the keeper; the keeper does not reach back.",
      { path: rooms, pathNot: ["^main/shell/", "^main/index\\.ts$"] }, { path: "^main/shell/" }),
    fence("slices-meet-at-the-keeper", "A slice knows itself, the vault and shared; the rest is handed to it.",
      { path: `^main/(${words})/` }, { path: "^main/", pathNot: ["^main/$1/", "^main/vault/"] }),
    fence("one-door-to-the-database", "Only the vault opens the file, so only the vault can forget to encrypt it.",
      { path: "^main/", pathNot: "^main/vault/" }, { path: npm("better-sqlite3[^/]*") }),
    fence("secrets-in-two-rooms", "Cryptography that a reviewer must read is in vault and parcels, nowhere else.",
      { path: "^main/", pathNot: "^main/(vault|parcels)/" },
      { path: ["^(node:)?crypto$", npm("age-encryption|hash-wasm")] }),
    fence("no-network", "Daftar has no network. A dependency that needs one is the wrong dependency.",
      { path: rooms }, { path: ["^(node:)?(http|https|http2|net|tls|dgram|dns)(/|$)", npm("undici|ws")] }),
    fence("content-is-not-code", "Questionnaires are read at run time and checked; they are never imported.",
      { path: rooms }, { path: "^questionnaires/" }),
    fence("sentences-enter-once", "The core says kinds; the screens and the command line say sentences.",
      { path: rooms, pathNot: ["^main/shell/", "^main/cli/", "^renderer/i18n\\.ts$"] }, { path: "^locales/" }),
    fence("tests-are-not-product", "The other form engine is our oracle; it must never answer for us.",
      { path: rooms }, { path: ["^tests/", npm("@getodk")] }),
    fence("no-circles", "If two files need each other they are one file, or three.", {}, { circular: true }),
    fence("no-orphans", "Nobody calls it. Git remembers.", { orphan: true, path: rooms }, {}),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Type-only imports cross a fence like any other.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
