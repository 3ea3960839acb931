// ODK's own engine, the oracle of our tests, seen through the few things both engines can say.
// @ts-expect-error jsdom brings no types of its own
import { JSDOM } from "jsdom";

/** One node as both engines describe it. */
export interface SeenNode {
  readonly relevant: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly valid: boolean;
  readonly value: string;
  readonly choices: readonly string[] | null;
  /** Of the choices too; as `plainLabel` writes them. */
  readonly labels: readonly string[];
}

export type Seen = ReadonlyMap<string, SeenNode>;

/** An interview in progress in the oracle; nodes are named by their XForms path. */
export interface OracleForm {
  set(path: string, value: string): void;
  addEntry(path: string): void;
  removeEntry(path: string): void;
  setLanguage(language: string): void;
  look(): Seen;
  /** The submission's XML. */
  submission(): Promise<string>;
}

/** A loaded form, from which interviews are opened. */
export interface Oracle {
  open(): OracleForm;
  /** Takes up a submission, as ODK's tools would. */
  restore(submission: string): Promise<OracleForm>;
}

type Node = any;

/** The oracle asks for a browser's documents. Only its own XML parsing uses them. */
export function lendDocuments() {
  const scope = globalThis as any;
  if (scope.DOMParser !== undefined) return;
  const { window } = new JSDOM("<!doctype html>", { url: "http://localhost/" });
  for (const name of ["DOMParser", "XMLSerializer", "Node", "Element", "Document", "document"])
    scope[name] = (window as any)[name];
  for (const name of ["Text", "Attr", "Comment", "CDATASection", "XMLDocument", "XPathResult"])
    scope[name] = (window as any)[name];
  // Its parser looks for its own folder, and then finds everything inside itself.
  scope.__dirname = process.cwd();
}

/** Loads a form; `files` are the CSV files beside it, by name. */
export async function loadOracle(
  xform: string,
  files: { readonly [name: string]: string } = {},
): Promise<Oracle> {
  lendDocuments();
  const { loadForm } = await import("@getodk/xforms-engine");
  const loaded = await loadForm(xform, {
    fetchFormAttachment: async (url) =>
      new Response(files[url.href.split("/").at(-1) ?? ""] ?? "", {
        headers: { "content-type": "text/csv" },
      }) as never,
  });
  if (loaded.status === "failure") throw loaded.error;
  const preloadProperties = { deviceID: "DEV-1", username: "INT-07" };
  return {
    open: () => openOracle(loaded.createInstance({ preloadProperties }).root),
    async restore(submission) {
      const name = "xml_submission_file";
      const data = new FormData();
      data.append(name, new File([submission], name, { type: "text/xml" }), name);
      const restored = await loaded.restoreInstance(
        { data: [data as never] },
        { preloadProperties },
      );
      return openOracle(restored.root);
    },
  };
}

function openOracle(root: Node): OracleForm {
  const find = (path: string): Node => {
    for (const node of everyNode(root)) if (node.currentState.reference === path) return node;
    throw new Error(`the oracle has no ${path}`);
  };
  return {
    set(path, value) {
      const node = find(path);
      const codes = value === "" ? [] : value.split(" ");
      if (node.selectType === "select1") node.selectValue(value === "" ? null : value);
      else if (node.nodeType === "select") node.selectValues(codes);
      else if (node.nodeType === "rank") node.setValues(codes);
      else if (node.nodeType === "trigger") node.setValue(value === "OK");
      else if (node.nodeType === "upload")
        node.setValue(value === "" ? null : new File(["…"], value, { type: "image/png" }));
      else node.setValue(value);
    },
    addEntry: (path) => find(path).addInstances(),
    removeEntry(path) {
      const [, list = "", position = "1"] = /^(.*)\[(\d+)\]$/.exec(path) ?? [];
      find(list).removeInstances(Number(position) - 1);
    },
    setLanguage(name) {
      root.setLanguage(root.languages.find((language: Node) => language.language === name));
    },
    look: () => new Map(seenNodes(root)),
    async submission() {
      const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
      return payload.data[0].get("xml_submission_file").text();
    },
  };
}

function* everyNode(node: Node): Generator<Node> {
  yield node;
  for (const child of node.currentState.children ?? []) yield* everyNode(child);
}

function* seenNodes(root: Node): Generator<[string, SeenNode]> {
  for (const node of everyNode(root)) {
    const { nodeType, currentState: state, validationState } = node;
    if (nodeType === "root" || nodeType.startsWith("repeat-range")) continue;
    if (state.reference.startsWith(`${root.currentState.reference}/meta`)) continue;
    const options = nodeType === "select" || nodeType === "rank" ? state.valueOptions : null;
    yield [
      state.reference,
      {
        relevant: state.relevant,
        required: state.required,
        readonly: state.readonly,
        valid: (validationState?.violation ?? null) === null,
        value: state.relevant ? (state.instanceValue ?? "") : "",
        choices: options?.map((option: Node) => option.value) ?? null,
        labels: [state.label, ...(options ?? []).map((option: Node) => option.label)].map((label) =>
          plainLabel(label?.asString ?? ""),
        ),
      },
    ];
  }
}

/**
 * A sentence as both write it: the oracle's form has line breaks around inserted values, and pyxform
 * has made its quotation marks straight.
 */
export const plainLabel = (text: string) =>
  text.replace(/\s+/g, " ").replace(/[“”]/g, '"').replace(/[‘’]/g, "'").trim();
