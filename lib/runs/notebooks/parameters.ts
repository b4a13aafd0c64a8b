import { RunError } from "../error.ts";
import { hasTag, type Notebook } from "./notebook.ts";

/** One `let name: type = value;` of a notebook's parameters cell, as text. `type` is empty where none is written. */
export type NotebookParameter = { readonly name: string; readonly type: string; readonly value: string };

export type ParameterValue = string | number | boolean | null | readonly unknown[] | { readonly [key: string]: unknown };

/** The parameters of a notebook: the declarations of its cell tagged `parameters`; none where there is no such cell. */
export function notebookParameters(notebook: Notebook): readonly NotebookParameter[] {
  const source = notebook.cells.find((cell) => cell.cell_type === "code" && hasTag(cell, "parameters"))?.source ?? "";
  const declarations = source.matchAll(/^[ \t]*let\s+([A-Za-z_$][\w$]*)\s*(?::\s*([^=]+?))?\s*=\s*(.+?);?[ \t]*(?:\/\/.*)?$/gm);
  return [...declarations].map(([, name = "", type = "", value = ""]) => ({ name, type, value }));
}

/**
 * The value of a parameter given as text on the command line, by the type that the notebook declares:
 * numbers and booleans are read as such, text stays text, anything else is read as JSON.
 */
export function parameterValue(parameter: NotebookParameter, given: string, notebook: string): ParameterValue {
  const { name, type } = parameter;
  const refuse = (wanted: string): never => {
    throw new RunError(`parameter "${name}" of ${notebook} is ${wanted}, got "${given}"; write it like -p ${name} ${parameter.value}`);
  };
  const kind = type || kindOfLiteral(parameter.value);
  if (kind === "number") return given.trim() !== "" && Number.isFinite(Number(given)) ? Number(given) : refuse("a number");
  if (kind === "boolean") return given === "true" || given === "false" ? given === "true" : refuse("true or false");
  const choices = [...kind.matchAll(/"([^"]*)"/g)].map(([, choice]) => choice);
  if (/^\|?\s*"[^"]*"(\s*\|\s*"[^"]*")*$/.test(kind)) return choices.includes(given) ? given : refuse(`one of ${choices.join(", ")}`);
  if (kind === "string" || kind === "") return given;
  try {
    return JSON.parse(given);
  } catch {
    return kind.includes("string") || /^[A-Z]\w*$/.test(kind) ? given : refuse(`of type ${kind}, given as JSON`);
  }
}

function kindOfLiteral(literal: string): string {
  if (/^["'`]/.test(literal)) return "string";
  if (/^(true|false)$/.test(literal)) return "boolean";
  return literal.trim() !== "" && Number.isFinite(Number(literal.replaceAll("_", ""))) ? "number" : "";
}
