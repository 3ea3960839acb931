import { limits } from "../../../shared/questionnaire/index.ts";
import { type Meanings, textOfDate, textOfNumber } from "./numbers.ts";
import type { Attributes } from "./read-xml.ts";
import { collectText, detached } from "./strings.ts";

/** What the cells of a workbook refer to. */
export interface CellWorld {
  readonly strings: readonly string[];
  readonly meanings: Meanings;
  readonly from1904: boolean;
}

/** Why a single cell says nothing: all such are told, and reading goes on. */
export type CellReason = "bad-cell" | "error-cell" | "no-result";

/** Depth of a cell in a sheet. */
export const inCell = 4;

/**
 * Gathers one cell after the other and says what its text is.
 *
 * Numbers and dates as `textOfNumber` writes them, results of formulas as they were stored, `TRUE`
 * and `FALSE`. A cell that cannot say what it shows gives its reason, never a guess.
 */
export function cellReader(world: CellWorld) {
  const inline = collectText(inCell + 1);
  let type = "n";
  let style = 0;
  let value = "";
  let inValue = false;
  let hasInline = false;
  let hasFormula = false;

  const textOfValue = (): string | { readonly wrong: CellReason } => {
    const trimmed = value.trim();
    switch (type) {
      case "s":
        return world.strings[wholeNumber(trimmed)] ?? { wrong: "bad-cell" };
      case "str":
        return detached(value.slice(0, limits.cell + 1));
      case "b":
        return /^(1|true)$/.test(trimmed) ? "TRUE" : "FALSE";
      case "e":
        return { wrong: "error-cell" };
      case "d":
        return textOfDate(trimmed);
      case "n": {
        const meaning = world.meanings[style] ?? "number";
        return textOfNumber(trimmed, meaning, world.from1904) ?? { wrong: "bad-cell" };
      }
      default:
        return { wrong: "bad-cell" };
    }
  };

  return {
    begin: (attribute: Attributes) => {
      type = attribute("t") ?? "n";
      style = Number(attribute("s") ?? 0);
      value = "";
      inValue = hasInline = hasFormula = false;
    },
    open: (name: string, depth: number) => {
      if (depth > inCell + 1) inline.open(name, depth);
      else {
        inValue = name === "v";
        hasFormula ||= name === "f";
        hasInline ||= name === "is";
        if (name === "is") inline.begin();
      }
    },
    text: (text: string, depth: number) => {
      if (depth > inCell + 1) inline.text(text);
      else if (inValue && value.length <= limits.cell) value += text;
    },
    close: (name: string, depth: number) => {
      if (depth > inCell + 1) inline.close(name);
      else inValue = false;
    },
    /** Empty when there is nothing in the cell. */
    whole: (): string | { readonly wrong: CellReason } => {
      if (hasInline && (type === "inlineStr" || value === "")) return inline.whole();
      if (hasFormula && type !== "str" && value.trim() === "") return { wrong: "no-result" };
      return value === "" ? "" : textOfValue();
    },
  };
}

/** NaN for whatever is no plain number of ordinary length. */
export const wholeNumber = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);
