import { digestValue, sha256 } from "../record/digest.ts";
import type { Notebook, NotebookCell } from "./notebook.ts";

/**
 * SHA-256 of what a notebook's cells put out, cell by cell. Left out is what differs between equal runs:
 * execution counts, metadata, display ids and streams, which hold progress lines with times.
 */
export function digestOutputs(notebook: Notebook): string {
  return sha256(JSON.stringify(notebook.cells.map(outputsOf)));
}

/** The same of one cell. */
export function digestCellOutputs(cell: NotebookCell): string {
  return sha256(JSON.stringify(outputsOf(cell)));
}

function outputsOf({ outputs = [] }: NotebookCell): string[] {
  return outputs.filter((output) => output.output_type !== "stream").map((output) => digestValue({
    type: output.output_type, data: output["data"] ?? null, name: output["ename"] ?? null, value: output["evalue"] ?? null,
  }));
}
