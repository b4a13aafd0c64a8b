import { hasTag, type Notebook } from "../../lib/runs/notebooks/notebook.ts";
import { notebookParameters } from "../../lib/runs/notebooks/parameters.ts";
import type { Finding } from "./finding.ts";

/** Exactly one cell is tagged `parameters`, all its declarations are typed `let`s, and the test parameters name only them. */
export function checkNotebookParameters(file: string, notebook: Notebook): readonly Finding[] {
  const tagged = notebook.cells.filter((cell) => hasTag(cell, "parameters"));
  const findings: Finding[] = tagged.length === 1 ? [] : [{ code: "parameters-cell", where: file, expected: 'one cell tagged "parameters"', got: `${tagged.length}` }];
  const declared = notebookParameters(notebook);
  for (const { name } of declared.filter(({ type }) => type === "")) {
    findings.push({ code: "parameter-type", where: `${file} parameter ${name}`, expected: "a type, as in let lookback: number = 30;", got: "none" });
  }
  for (const [, kind, name] of (tagged[0]?.source ?? "").matchAll(/^\s*(const|var)\s+(\w+)/gm)) {
    findings.push({ code: "parameter-let", where: `${file} parameter ${name}`, expected: "let, so that the runner can set it", got: `${kind}` });
  }
  const tests = notebook.metadata.marketbook?.testParameters;
  if (tests === undefined) return [...findings, { code: "test-parameters", where: file, expected: "metadata.marketbook.testParameters, {} where none are needed", got: "none" }];
  const names = declared.map(({ name }) => name);
  const unknown = Object.keys(tests).filter((name) => !names.includes(name));
  return [...findings, ...unknown.map((name) => ({ code: "test-parameters", where: `${file} testParameters`, expected: `one of ${names.join(", ")}`, got: name }))];
}
