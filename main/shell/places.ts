// Dialogs in which a person chooses a place on the disk that the page may not name.
import type { BrowserWindow, Dialog, OpenDialogOptions } from "electron";
import type { Json, Place } from "../../shared/contract/define.ts";
import { type CallName, contract, type Input } from "../../shared/contract/index.ts";
import { extensions } from "../../shared/interviews/files.ts";
import type { Sentences } from "./sentences.ts";

type Contract = typeof contract;

/** The calls that need a place. */
export type CallWithPlace = {
  [N in CallName]: Contract[N] extends { readonly place: Place } ? N : never;
}[CallName];

/** What each dialog is about: its title, and what it looks for or proposes. A name says nothing. */
const dialogs = {
  "questionnaires.import": { title: "importForm", extensions: ["xlsx", "csv"] },
  "questionnaires.export": { title: "exportForm", fileName: "form.xlsx" },
  "interviews.attachFile": {
    title: "attachFile",
    extensions: ["jpg", "jpeg", "png", "webp", "pdf", "txt", "ogg", "mp3", "m4a", "wav"],
  },
  "questionnaires.readPlaces": { title: "readPlaces", extensions: ["csv"] },
  "people.saveCard": { title: "saveCard", fileName: "card.json" },
  "people.addCards": { title: "addCards", extensions: ["json"] },
  "people.publish": { title: "publishTeam" },
  "people.readTeam": { title: "readTeam", extensions: ["daftar"] },
  "parcels.make": { title: "makeParcel" },
  "parcels.inspect": { title: "inspectParcel", extensions: ["daftar"] },
  "parcels.import": { title: "importParcels", extensions: ["daftar"] },
  "analysis.table": { title: "saveTable" },
  "paper.save": { title: "savePaper", fileName: "paper.pdf" },
  "interviews.saveFile": {
    title: "saveFile",
    // By its ending the system knows what opens it.
    fileName: ({ media }: Input<"interviews.saveFile">) => `copy.${extensions[media]}`,
  },
} as const satisfies {
  [N in CallWithPlace]: {
    readonly title: keyof Sentences["dialogs"];
    readonly fileName?: string | ((input: Input<N>) => string);
    readonly extensions?: readonly string[];
  };
};

/**
 * Asks for the place or places a call needs; gives an empty list when the dialog was closed. The input
 * is one that the contract allows.
 */
export async function choosePlaces(
  dialog: Pick<Dialog, "showOpenDialog" | "showSaveDialog">,
  window: BrowserWindow,
  sentences: Sentences,
  call: CallWithPlace,
  input: Json,
): Promise<readonly string[]> {
  const about: {
    title: keyof Sentences["dialogs"];
    fileName?: string | ((input: never) => string);
    extensions?: readonly string[];
  } = dialogs[call];
  const title = sentences.dialogs[about.title];
  const { place } = contract[call];
  if (place === "save-file") {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title,
      defaultPath: nameFor(about.fileName, input),
      properties: ["createDirectory", "dontAddToRecent"],
    });
    return canceled ? [] : [filePath];
  }
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    properties: [...kinds[place], "dontAddToRecent"],
    filters: filters(sentences, about.extensions),
  });
  return canceled ? [] : filePaths;
}

function nameFor(name: string | ((input: never) => string) | undefined, input: Json): string {
  return typeof name === "function" ? name(input as never) : (name ?? "");
}

const kinds = {
  "open-file": ["openFile"],
  "open-files": ["openFile", "multiSelections"],
  "choose-folder": ["openDirectory", "createDirectory"],
} as const satisfies Record<Exclude<Place, "save-file">, OpenDialogOptions["properties"]>;

function filters(sentences: Sentences, extensions?: readonly string[]) {
  if (!extensions) return [];
  return [
    { name: "Daftar", extensions: [...extensions] },
    { name: sentences.allFiles, extensions: ["*"] },
  ];
}
