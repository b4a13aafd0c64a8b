import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { hasTag, type Notebook, type NotebookCell } from "../notebooks/notebook.ts";
import { digestCellOutputs } from "../notebooks/outputs.ts";
import type { CellRecord } from "./record.ts";

/** What papermill notes of a cell as it goes. */
const noted = z.object({ status: z.string().nullish(), duration: z.number().nullish(), exception: z.boolean().nullish() });

/** Seconds, state and digest of the outputs of each code cell of an executed copy. One that papermill has not seen was not reached. */
export function cellTimes({ cells }: Notebook): CellRecord[] {
  return cells.filter(({ cell_type }) => cell_type === "code").map((cell, k) => {
    const { duration, exception, status } = noted.safeParse(cell.metadata["papermill"]).data ?? {};
    const state = exception || status === "failed" ? "failed" : status === "completed" ? "done" : status === "running" ? "running" : "not reached";
    return { cell: k + 1, state, seconds: duration ?? null, outputs: digestCellOutputs(cell), ...(hasTag(cell, "injected-parameters") && { injected: true }) };
  });
}

/** The error in an executed copy, as its cell shows it, without colours; undefined where no cell failed. */
export function tracebackIn({ cells }: Notebook): string | undefined {
  const found = cells.flatMap(({ outputs = [] }: NotebookCell) => outputs).findLast(({ output_type }) => output_type === "error");
  const lines = z.array(z.string()).safeParse(found?.["traceback"]).data;
  return lines && stripVTControlCharacters(lines.join("\n"));
}
