import { columnsOf, type Columns } from "../../factors/columns.ts";
import { fittedScaler, type FittedScaler, type ScalerKind } from "../../scaling/fittedScaler.ts";
import { fitMinMax, fitRobust, fitStandard } from "../../scaling/index.ts";
import type { RowRange } from "../../validation/index.ts";
import { EvaluationError } from "../error.ts";
import { hullOf, rangesText } from "./partition.ts";

const FITS: Readonly<Record<ScalerKind, (columns: Columns, fold: RowRange) => FittedScaler>> = { minMax: fitMinMax, standard: fitStandard, robust: fitRobust };

/** A scaler of a fold's training rows, and of no other. It remembers the smallest range that holds them. */
export function fitFoldScaler(kind: ScalerKind, columns: Columns, train: readonly RowRange[]): FittedScaler {
  const fold = hullOf(train);
  if (train.length === 1) return FITS[kind](columns, fold);
  const gathered = columnsOf(gather(columns.closeTime, train), Object.fromEntries(columns.names.map((name) => [name, gather(columns.values[name]!, train)])));
  return fittedScaler({ ...FITS[kind](gathered, { from: 0, to: gathered.closeTime.length }).toJSON(), fold });
}

function gather(values: Float64Array, ranges: readonly RowRange[]): Float64Array {
  return Float64Array.from(ranges.flatMap(({ from, to }) => Array.from(values.subarray(from, to))));
}

/** Refuses a scaler that saw other rows or columns than the model it shall feed: its forecasts would rest on another fold. `where` names the model. */
export function checkScaler(scaler: Pick<FittedScaler, "fold" | "kind" | "scales">, { columns, train }: { readonly columns: readonly string[]; readonly train: readonly RowRange[] }, where: string): void {
  const { from, to } = hullOf(train);
  if (scaler.fold.from !== from || scaler.fold.to !== to) {
    throw new EvaluationError(`${where}: the ${scaler.kind} scaler was fitted on the rows ${rangesText([scaler.fold])}, the model on ${rangesText(train)}; take the scaler that was saved with this model`);
  }
  const missing = columns.find((name) => scaler.scales[name] === undefined);
  if (missing !== undefined) throw new EvaluationError(`${where}: the ${scaler.kind} scaler does not know the column "${missing}" that the model reads; take the scaler that was saved with this model`);
}
