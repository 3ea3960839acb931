import { fail, ok, type Result } from "../result.ts";
import type { Definition } from "./definition/definition.ts";
import { type LiveForm, open } from "./live/form.ts";
import { plainText } from "./live/look.ts";
import type { AnswerState, NodeView, Refusal } from "./live/view.ts";
import type { World } from "./live/world.ts";

/** One step of a walk, by XForms paths with a position for every entry. */
export type Step =
  | { readonly set: string; readonly value: string }
  | { readonly state: string; readonly is: AnswerState; readonly reason?: string }
  | { readonly addRepeat: string }
  | { readonly removeRepeat: string }
  | { readonly language: string };

export interface WalkedNode {
  readonly path: string;
  readonly type: string;
  readonly relevant: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly valid: boolean;
  readonly value: string;
  /** Only of selects and ranks. */
  readonly choices?: readonly string[];
  readonly label: string;
}

export interface Rejected {
  readonly step: number;
  readonly code: string;
  readonly message: string;
}

/** The form after a step. */
export interface Walked {
  readonly nodes: readonly WalkedNode[];
  readonly submission: string;
  /** Absent when nothing was refused. */
  readonly rejected?: readonly Rejected[];
}

export type StepFault =
  /** The whole is no list. */
  | { readonly kind: "steps-unreadable" }
  /** `step` is counted from 0. */
  | { readonly kind: "steps-malformed"; readonly details: { readonly step: number } };

const states = ["answered", "dont-know", "prefers-not-to-say", "not-asked", "skipped"] as const;

/** Reads the steps of a walk, exactly: a step that says more or less than one thing is malformed. */
export function readSteps(source: unknown): Result<readonly Step[], StepFault> {
  if (!Array.isArray(source)) return fail({ kind: "steps-unreadable" });
  const steps: Step[] = [];
  for (const [at, each] of source.entries()) {
    const step = readStep(each);
    if (!step) return fail({ kind: "steps-malformed", details: { step: at } });
    steps.push(step);
  }
  return ok(steps);
}

function readStep(source: unknown): Step | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  const given = source as { readonly [key: string]: unknown };
  const keys = Object.keys(given).sort().join();
  const texts = Object.values(given).every((value) => typeof value === "string");
  if (!texts) return undefined;
  const { set, value, state, is, reason, addRepeat, removeRepeat, language } = given as {
    readonly [key: string]: string | undefined;
  };
  if (keys === "set,value") return { set: set ?? "", value: value ?? "" };
  if (keys === "addRepeat") return { addRepeat: addRepeat ?? "" };
  if (keys === "removeRepeat") return { removeRepeat: removeRepeat ?? "" };
  if (keys === "language") return { language: language ?? "" };
  const known = states.find((each) => each === is);
  if (!known || (keys !== "is,state" && keys !== "is,reason,state")) return undefined;
  return { state: state ?? "", is: known, ...(reason === undefined ? {} : { reason }) };
}

/**
 * Walks through a form step by step, as `daftar form walk` does, without storing anything.
 *
 * A refused step changes nothing and does not stop the walk. With `each` gives the form after every
 * step, otherwise only at the end; `say` gives the sentence of a refusal.
 */
export function walk(
  definition: Definition,
  steps: readonly Step[],
  world: World,
  say: (refusal: Refusal) => string,
  each: boolean,
): Walked | readonly Walked[] {
  const form = open(definition, undefined, world);
  const all: Walked[] = [];
  const rejected: Rejected[] = [];
  steps.forEach((step, at) => {
    const done = take(form, step);
    const refused = done.ok ? [] : [{ step: at, code: done.fault.kind, message: say(done.fault) }];
    rejected.push(...refused);
    if (each) all.push(describe(form, refused));
  });
  return each ? all : describe(form, rejected);
}

function take(form: LiveForm, step: Step): Result<unknown, Refusal> {
  const at = (path: string) => form.nodes().find((node) => node.path === path)?.ref ?? "";
  if ("set" in step) return form.set(at(step.set), step.value);
  if ("state" in step) return form.setState(at(step.state), step.is, step.reason ?? null);
  if ("addRepeat" in step) return form.addEntry(at(step.addRepeat));
  if ("removeRepeat" in step) return form.removeEntry(at(step.removeRepeat));
  return form.setLanguage(step.language);
}

function describe(form: LiveForm, rejected: readonly Rejected[]): Walked {
  const nodes = form.nodes().filter((node) => node.kind !== "repeat");
  return {
    nodes: nodes.map(walkedNode),
    submission: form.submission(),
    ...(rejected.length > 0 ? { rejected: [...rejected] } : {}),
  };
}

function walkedNode(view: NodeView): WalkedNode {
  const { path, type, relevant, required, readonly, valid, value, choices, label } = view;
  return {
    path,
    type,
    relevant,
    required,
    readonly,
    valid,
    value,
    ...(choices ? { choices: choices.map((choice) => choice.name) } : {}),
    label: plainText(label),
  };
}
