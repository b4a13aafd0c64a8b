import { computeFactors, describeFactor, parseFactorId } from "../../factors/index.ts";
import type { Columns } from "../../factors/columns.ts";
import type { Bars } from "../../market/index.ts";
import type { Probabilities, Quantiles } from "../../models/index.ts";
import type { LoadedForecaster, ModelCard } from "../../training/index.ts";
import { slidingWindows } from "../../windows/index.ts";
import { EvaluationError } from "../error.ts";

/** Forecasts of bars: row t was known at the close of bar t, and speaks of the bar `horizon` later. */
export type Forecasts = { readonly rows: Int32Array; readonly forecast: Float64Array; readonly quantiles?: Quantiles; readonly probabilities?: Probabilities };

/** The columns that a saved model reads, computed of bars by their ids. */
export function columnsOfBars({ columns: ids, lookback }: ModelCard, bars: Bars, folder: string): Columns {
  for (const id of ids) checkColumn(id, folder);
  const rows = bars.closeTime.length;
  const needed = Math.max(0, ...ids.map((id) => describeFactor(id, bars.interval).warmUp)) + lookback;
  if (rows < needed) throw new EvaluationError(`${bars.symbol} has ${rows} bars; ${folder} reads windows of ${lookback} steps of ${ids.join(", ")}, which take ${needed} bars. Give more bars`);
  return computeFactors(bars, ids);
}

/** What a saved model foretells at each row whose window is complete. Its columns are scaled as it was fitted; `source` names where they are from. */
export function forecastsOf(model: LoadedForecaster, columns: Columns, folder: string, source: string): Forecasts {
  const { card: { lookback }, scaler } = model;
  const rows = columns.closeTime.length;
  if (rows < lookback) throw new EvaluationError(`${source} has ${rows} rows; ${folder} reads windows of ${lookback} steps. Give more rows`);
  const windows = slidingWindows(scaler ? scaler.transform(columns) : columns, { horizon: 0, values: new Float64Array(rows) }, { rows: { from: 0, to: rows }, lookback });
  const [quantiles, probabilities] = [model.quantiles?.(windows), model.probabilities?.(windows)];
  return { rows: windows.rows, forecast: model.predict(windows), ...(quantiles ? { quantiles } : {}), ...(probabilities ? { probabilities } : {}) };
}

/** Names of the numbers of a row, and the numbers. */
export function forecastColumns({ forecast, probabilities, quantiles }: Forecasts, classes: readonly string[] = []): Readonly<Record<string, (n: number) => number>> {
  return {
    forecast: (n) => forecast[n]!,
    ...Object.fromEntries((quantiles?.levels ?? []).map((level, q, all) => [`quantile_${level}`, (n: number) => quantiles!.values[n * all.length + q]!])),
    ...Object.fromEntries(Array.from({ length: probabilities?.classes ?? 0 }, (_, k) => [`probability_${(classes[k] ?? String(k)).replaceAll(/\W+/g, "_")}`, (n: number) => probabilities!.values[n * probabilities!.classes + k]!])),
  };
}

function checkColumn(id: string, folder: string): void {
  try {
    const { given, reference } = parseFactorId(id);
    if (reference === undefined && given.length === 0 && !describeFactor(id).comparesAssets) return;
  } catch (error) {
    throw new EvaluationError(`${folder} reads the column "${id}", which is no factor of this version, so that it cannot be computed from bars; give the columns in a file with --columns`, { cause: error });
  }
  throw new EvaluationError(`${folder} reads the column "${id}", which needs the bars of other symbols; give the columns in a file with --columns, as npx marketbook factors writes it`);
}

