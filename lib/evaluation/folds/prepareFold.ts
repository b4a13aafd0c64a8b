import { fitSelection, stabilitySelection, type FittedSelection } from "../../analysis/index.ts";
import { selectColumns, type Columns } from "../../factors/columns.ts";
import { split, type RandomKey } from "../../random/index.ts";
import type { FittedScaler } from "../../scaling/index.ts";
import type { RowRange } from "../../validation/index.ts";
import { selectWindows, slidingWindows, WindowError, type Windows } from "../../windows/index.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";
import type { EvaluationFinding } from "./evaluationFinding.ts";
import type { FoldPlan } from "./foldPlan.ts";
import { fitFoldScaler } from "./foldScaler.ts";
import { inspectColumns, inspectWindows } from "./inspectFold.ts";
import { furthestHorizon, hullOf, partitionOf, rangesText, type Partition } from "./partition.ts";

/** A fold ready for any model: its windows, scaled, and the scaler that made them. */
export type PreparedFold = Partition & {
  readonly windows: { readonly train: Windows; readonly validation: Windows; readonly test: Windows };
  readonly columns: readonly string[];
  readonly scaler: FittedScaler;
  readonly findings: readonly EvaluationFinding[];
};

/**
 * Windows of one fold. The scaler and the selection of columns are fitted on the rows that are learnt from alone, not on those that decide when to stop.
 * `selected` is what a model chose on them before. A window of the test may begin before it, and its label is known behind it: each row of the test has a forecast.
 */
export function prepareFold(dataset: Dataset, plan: FoldPlan, fold: number, key: RandomKey, selected?: Pick<FittedSelection, "names" | "by">): PreparedFold {
  const planned = plan.folds[fold];
  const where = `fold ${fold + 1} of ${plan.folds.length}`;
  if (planned === undefined) throw new EvaluationError(`there is no fold ${fold + 1}; the plan has ${plan.folds.length}`);
  const horizon = furthestHorizon(dataset);
  const partition = partitionOf(planned, horizon, plan.validationShare, where);
  const rows = dataset.closeTime.length;
  const last = hullOf([...partition.train, ...partition.validation, ...partition.test]);
  if (last.from < 0 || last.to > rows) throw new EvaluationError(`${where} uses the rows ${rangesText([last])}, the dataset of ${dataset.symbol} has ${rows}; make the folds of the same rows`);
  const findings = inspectColumns(dataset, partition, fold, where);
  const columns = selected ? found(dataset.columns, selected.names, selected.by, longestOf(partition.train), where) : chosenColumns(dataset, plan, partition, key, where);
  const scaler = fitFoldScaler(plan.scaler, columns, partition.train);
  const scaled = scaler.transform(columns);
  const windowsOf = (part: "train" | "validation" | "test") => ({ ...partWindows(scaled, dataset, partition[part], plan.lookback, `${where}: the ${part} rows`), units: scaler.scales });
  const windows = { train: windowsOf("train"), validation: windowsOf("validation"), test: windowsOf("test") };
  return { ...partition, windows, columns: columns.names, scaler, findings: [...findings, ...inspectWindows(dataset, partition, windows, fold)] };
}

/** Columns of the plan's selection, chosen on the rows that are learnt from. */
function chosenColumns({ columns, label }: Dataset, { selection }: FoldPlan, { train }: Partition, key: RandomKey, where: string): Columns {
  if (selection === undefined) return columns;
  if (selection.method === "importance") throw new EvaluationError(`${where}: a selection by importance fits a model first; give what importanceSelection chose on the rows ${rangesText([longestOf(train)])}, as fitFold does`);
  const rows = longestOf(train);
  const by = selection.method === "score" ? selection.by : "stability";
  const { names } = selection.method === "stability" ? stabilitySelection(columns, label, rows, { ...without(selection), key: split(key, "selection") }) : fitSelection(columns, label, rows, { ...without(selection), key: split(key, "selection") });
  return found(columns, names, by, rows, where);
}

/** Of several stretches the longest chooses, for a shift within it must not cross a gap. */
export function longestOf(train: readonly RowRange[]): RowRange {
  const { from, to } = train.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  return { from, to };
}

function without<S extends { readonly method: string }>({ method: _, ...rest }: S): Omit<S, "method"> {
  return rest;
}

function found(columns: Columns, names: readonly string[], by: string, rows: RowRange, where: string): Columns {
  if (names.length === 0) throw new EvaluationError(`${where}: the selection found no column by ${by} on the rows ${rangesText([rows])}; take another score or all columns`);
  return selectColumns(columns, names);
}

/** Windows that end in the ranges. */
function partWindows(columns: Columns, { label, others }: Dataset, ranges: readonly RowRange[], lookback: number, what: string): Windows {
  const horizon = furthestHorizon({ label, ...(others ? { others } : {}) });
  const { from, to } = hullOf(ranges);
  const windows = complete(`${what} ${rangesText(ranges)}`, () => slidingWindows(columns, label, { rows: { from, to: Math.min(to + horizon, columns.closeTime.length) }, lookback, ...(others ? { others } : {}) }));
  if (ranges.length === 1) return windows;
  const positions = Array.from(windows.rows.keys()).filter((n) => ranges.some((range) => windows.rows[n]! >= range.from && windows.rows[n]! < range.to));
  if (positions.length === 0) throw new EvaluationError(`${what} ${rangesText(ranges)} hold no complete window of ${lookback} steps`);
  return selectWindows(windows, positions);
}

function complete(what: string, make: () => Windows): Windows {
  try {
    return make();
  } catch (error) {
    if (error instanceof WindowError) throw new EvaluationError(`${what} are too few: ${error.message}`, { cause: error });
    throw error;
  }
}
