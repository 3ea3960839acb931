import type { Choice, Definition, FormNode } from "./definition.ts";
import { emptyLogic } from "./definition.ts";
import { questionTypes } from "./types.ts";

/**
 * Whether data that came from elsewhere is a definition in its form: every field of its type,
 * parents before what they hold, kinds as their types have them. Not whether the form makes sense.
 */
export function isDefinitionShaped(data: Definition): boolean {
  const { nodes, lists, languages, tables, media } = data;
  return (
    [data.id, data.version, data.root, data.defaultLanguage, data.style].every(isText) &&
    (data.instanceName === null || isText(data.instanceName)) &&
    isTexts(data.title) &&
    isTexts(data.namespaces) &&
    isTexts(media) &&
    [...Object.keys(tables ?? {}), ...Object.keys(media)].every(isBareName) &&
    isList(languages, (language) => isLanguage(language)) &&
    isList(nodes, (node) => isNode(node)) &&
    nodes.every((node, at) => fits(nodes, node, at)) &&
    isRecord(lists, (list) => isList((list as { choices: unknown }).choices, isChoice)) &&
    isRecord(tables, (table) => isList((table as { columns: unknown }).columns, isText))
  );
}

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
/** A file of a form lies beside it: its name leads nowhere else, whoever wrote it. */
const isBareName = (name: string) => /^[^/\\:\p{Cc}]+$/u.test(name) && !/^\.\.?$/.test(name);
const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isRecord = (value: unknown, test: Test) =>
  isObject(value) && Object.values(value).every(test);
const isTexts: Test = (value) => isRecord(value, isText);
const isList = (value: unknown, test: Test): boolean => Array.isArray(value) && value.every(test);

const isLanguage: Test = (value) =>
  isObject(value) &&
  isText(value.name) &&
  isText(value.tag) &&
  (value.direction === "ltr" || value.direction === "rtl");

const isChoice: Test = (value) => {
  if (!isObject(value)) return false;
  const { name, label, media, data } = value as unknown as Choice;
  return isText(name) && isTexts(label) && isRecord(media, isTexts) && isTexts(data);
};

const isNode: Test = (value) => {
  if (!isObject(value)) return false;
  const node = value as unknown as FormNode;
  return (
    [node.name, node.type, node.path].every(isText) &&
    [node.label, node.hint, node.guidance].every(isTexts) &&
    [node.requiredMessage, node.constraintMessage, node.warningMessage].every(isTexts) &&
    isRecord(node.media, isTexts) &&
    isTexts(node.parameters) &&
    isTexts(node.attributes) &&
    isList(node.appearance, isText) &&
    ["low", "personal", "high"].includes(node.sensitive) &&
    (node.movedFrom === null || isText(node.movedFrom)) &&
    isSource(node.choices) &&
    isLogic(node.logic)
  );
};

const isSource: Test = (value) => {
  if (value === null) return true;
  if (!isObject(value) || !isText(value.name)) return false;
  if (value.from === "table") return isText(value.value) && isText(value.label);
  return value.from === "list" || value.from === "repeat";
};

const isLogic: Test = (value) => {
  if (!isObject(value)) return false;
  return Object.keys(emptyLogic).every((key) => {
    const part = value[key];
    if (key === "trigger") return isList(part, isText);
    if (part === null) return true;
    if (key !== "default") return isText(part);
    return isObject(part) && isText(part.value) && ["text", "expression"].includes(`${part.kind}`);
  });
};

/** A row lies below a group or repeat that came before it, and its kind is that of its type. */
function fits(nodes: readonly FormNode[], node: FormNode, at: number): boolean {
  if (questionTypes.get(node.type)?.kind !== node.kind) return false;
  if (node.parent === null) return true;
  const above = nodes[node.parent];
  return node.parent < at && (above?.kind === "group" || above?.kind === "repeat");
}
