import { cellName, type Notebook } from "../../lib/runs/notebooks/notebook.ts";
import type { Finding } from "./finding.ts";
import { machinePath } from "./machinePaths.ts";

/** A committed notebook holds no outputs, no counts and no machine's folder, and names the kernel. */
export function checkNotebookHygiene(file: string, notebook: Notebook): readonly Finding[] {
  const findings: Finding[] = [];
  const { name, language } = notebook.metadata.kernelspec ?? {};
  if (name !== "tslab") findings.push({ code: "kernel", where: file, expected: 'kernelspec name "tslab"', got: name === undefined ? "no kernelspec" : `"${name}"` });
  if (language !== "typescript") findings.push({ code: "kernel", where: file, expected: 'kernelspec language "typescript"', got: language === undefined ? "no language" : `"${language}"` });
  for (const [index, cell] of notebook.cells.entries()) {
    const where = `${file} ${cellName(notebook, index)}`;
    if ((cell.outputs ?? []).length > 0) findings.push({ code: "outputs", where, expected: "a cell without outputs", got: `${cell.outputs?.length} outputs; clear them before committing` });
    if (typeof cell.execution_count === "number") findings.push({ code: "count", where, expected: "no execution count", got: `[${cell.execution_count}]` });
    const found = machinePath(cell.source);
    if (found !== undefined) findings.push({ code: "machine-path", where, expected: "paths relative to the project", got: found });
  }
  return findings;
}
