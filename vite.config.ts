// One file, three environments. `client` is the page. `main` holds the shell, the keeper and the
// keeper's worker. `preload` is one CommonJS file, because a sandboxed preload cannot be a module.
// Everything is bundled except electron, Node and what package.json lists under `dependencies`.
import { builtinModules } from "node:module";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import pack from "./package.json" with { type: "json" };
import { markBuilt, sourcesHash } from "./scripts/freshness.mjs";
import { listThirdParties } from "./scripts/notices.mjs";

const native = Object.keys(pack.dependencies);
const external = [/^node:/, /^electron(\/|$)/, ...builtinModules, ...native];
const bundleAll = { noExternal: true as const, external: native };
const plain = { emptyOutDir: true, minify: false, copyPublicDir: false } as const;

/** Of Electron 45. */
const chromium = "chrome150";
const thirdParties = listThirdParties(native);

export default defineConfig({
  root: "renderer",
  base: "./",
  plugins: [react(), thirdParties.plugin],
  environments: {
    client: {
      build: {
        outDir: "../dist/renderer",
        emptyOutDir: true,
        target: chromium,
        // The shell serves what is in it, and nothing else.
        manifest: true,
        modulePreload: { polyfill: false },
        // A policy without data: addresses lets no asset be inlined.
        assetsInlineLimit: 0,
        // Read from the disk beside it, in one piece; there is no line to be slow.
        chunkSizeWarningLimit: 4000,
      },
    },
    main: {
      consumer: "server",
      resolve: bundleAll,
      build: {
        ...plain,
        outDir: "../dist/main",
        target: "node24",
        rolldownOptions: {
          input: {
            index: "main/index.ts",
            keeper: "main/keeper.ts",
            "derive-worker": "main/vault/derive-worker.ts",
          },
          external,
          output: {
            format: "es",
            entryFileNames: "[name].js",
            chunkFileNames: "chunk-[hash].js",
          },
        },
      },
    },
    preload: {
      consumer: "server",
      resolve: bundleAll,
      build: {
        ...plain,
        outDir: "../dist/preload",
        target: chromium,
        rolldownOptions: {
          input: "preload/index.ts",
          external,
          output: { format: "cjs", entryFileNames: "index.cjs", codeSplitting: false },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      const hash = sourcesHash();
      const { client, main, preload } = builder.environments;
      for (const room of [client, main, preload]) if (room) await builder.build(room);
      await thirdParties.write("dist/THIRD-PARTY-NOTICES.txt");
      markBuilt(hash);
    },
  },
});
