import { alignedTable } from "../alignedTable.ts";
import type { CellRecord, NotebookRecord } from "../record/record.ts";
import { secondsText } from "./words.ts";

const SMALL = 12;
const SLOWEST = 6;

/** The cells of a notebook with their seconds: all of a small one, else the slowest, and those that were not done. */
export function cellTable({ cellTimes = [] }: Pick<NotebookRecord, "cellTimes">): readonly string[] {
  const total = cellTimes.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  const slowest = new Set([...cellTimes].sort((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0)).slice(0, SLOWEST));
  const isShown = (cell: CellRecord) => cellTimes.length <= SMALL || slowest.has(cell) || cell.state === "failed" || cell.state === "running";
  const shown = cellTimes.filter(isShown);
  const rows = shown.map((cell) => [`${cell.cell}${cell.injected ? " (parameters)" : ""}`, cell.state, cell.seconds === null ? "" : secondsText(cell.seconds), cell.seconds === null || total === 0 ? "" : `${Math.round((100 * cell.seconds) / total)} %`, cell.outputs.slice(0, 12)]);
  const rest = cellTimes.filter((cell) => !isShown(cell));
  const others = rest.length === 0 ? [] : [`  and ${rest.length} more, ${secondsText(rest.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0))} together`];
  return rows.length === 0 ? [] : [...alignedTable(["cell", "state", "took", "share", "outputs"], rows), ...others];
}
