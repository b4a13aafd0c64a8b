import { shownLine } from "../../market/connection/shownText.ts";
import { alignedTable } from "../alignedTable.ts";
import type { CellDifference, FactDifference, NotebookDifference, RunComparison } from "./compareRuns.ts";
import type { ResultDifference } from "./compareNumbers.ts";

const WIDE = 60;
const MOST = 40;

/** What differs between two runs, in lines. */
export function comparisonText({ conditions, facts, first, isEqual, log, notebooks, parameters, results, second }: RunComparison): readonly string[] {
  return [
    `${first} (first) and ${second} (second): ${isEqual ? "outputs, results and stages are the same" : "they came out differently"}.`,
    ...section("Run", factTable(facts)),
    ...section("Parameters", factTable(parameters)),
    ...section("Around them", [...factTable(conditions.map(({ code, expected, got, where }) => ({ fact: `${code}, ${where}`, first: expected, second: got }))), ...(log === undefined ? [] : [`  What lies between: ${log}`])]),
    ...notebooks.flatMap((one) => section(one.notebook, notebookLines(one))),
    ...section("Results", resultTable(results)),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function factTable(facts: readonly FactDifference[]): readonly string[] {
  return facts.length === 0 ? [] : alignedTable(["", "first", "second"], facts.map(({ fact, first, second }) => [fact, shownLine(first, WIDE), shownLine(second, WIDE)]));
}

function notebookLines({ cells, facts }: NotebookDifference): readonly string[] {
  const changed = cells.filter(({ isOutputDifferent }) => isOutputDifferent).map(({ cell }) => cell);
  const outputs = cells.length === 0 ? [] : [changed.length === 0 ? "  Each cell put out the same." : `  Outputs differ in cell${changed.length === 1 ? "" : "s"} ${changed.join(", ")}; the cell of passed parameters is not counted.`];
  return [...factTable(facts), ...outputs, ...cellTable(cells)];
}

/** Cells that take some time, the longest first where there are many. */
function cellTable(cells: readonly CellDifference[]): readonly string[] {
  const cost = ({ first, second }: CellDifference) => Math.max(first ?? 0, second ?? 0);
  const shown = [...cells].sort((a, b) => cost(b) - cost(a)).slice(0, 12).sort((a, b) => a.cell - b.cell);
  const seconds = (value: number | null) => (value === null ? "N/A" : value.toFixed(2));
  return cells.length === 0 ? [] : [...alignedTable(["cell", "first (s)", "second (s)", "ratio"], shown.map(({ cell, first, ratio, second }) => [String(cell), seconds(first), seconds(second), ratio === null ? "N/A" : ratio.toFixed(2)])), ...(cells.length > shown.length ? [`  and ${cells.length - shown.length} shorter ones`] : [])];
}

function resultTable(results: readonly ResultDifference[]): readonly string[] {
  if (results.length === 0) return [];
  const rows = results.slice(0, MOST).map(({ difference, first, second, where }) => [where, valueText(first), valueText(second), difference === undefined ? "N/A" : difference.toPrecision(4)]);
  return [...alignedTable(["result", "first", "second", "difference"], rows), ...(results.length > MOST ? [`  and ${results.length - MOST} more; --json has them all`] : [])];
}

function valueText(value: unknown): string {
  return value === undefined ? "N/A" : typeof value === "number" ? String(Number(value.toPrecision(8))) : shownLine(typeof value === "string" ? value : (JSON.stringify(value) ?? ""), WIDE);
}
