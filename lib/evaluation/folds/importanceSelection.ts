import { rankInformationCoefficient, fittedSelection, type FittedSelection } from "../../analysis/index.ts";
import { column } from "../../factors/columns.ts";
import type { Forecaster } from "../../models/index.ts";
import type { RandomKey } from "../../random/index.ts";
import type { ScalerKind } from "../../scaling/index.ts";
import type { RowRange } from "../../validation/index.ts";
import { slidingWindows } from "../../windows/index.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";
import { fitFoldScaler } from "./foldScaler.ts";
import { furthestHorizon } from "./partition.ts";

export type ImportanceOptions = {
  /** Fitted on the fold to be asked what it owes to whom; must tell `importance`. */
  readonly forecaster: Forecaster;
  /** Columns to choose, fewer where the model uses fewer. Default 10. */
  readonly count?: number;
  readonly lookback: number;
  readonly scaler: ScalerKind;
  /** Last share of the fold's rows that decides when the fit stops. Default 0.2. */
  readonly validationShare?: number;
  readonly key: RandomKey;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Chooses the columns to which a model fitted on the fold owes most, all steps of the window together (an embedded method: Guyon & Elisseeff 2003, §4).
 * Scaler, model and its early stopping see the fold's rows alone, and labels that are known inside it. A column of no importance is never chosen.
 */
export async function importanceSelection({ columns, label, others }: Pick<Dataset, "columns" | "label" | "others">, fold: RowRange, { count = 10, forecaster, key, lookback, scaler, signal, validationShare = 0.2 }: ImportanceOptions): Promise<FittedSelection> {
  if (!Number.isInteger(count) || count < 1) throw new EvaluationError(`importanceSelection: count must be a whole number of columns ≥ 1, got ${count}`);
  if (!(validationShare > 0 && validationShare < 1)) throw new EvaluationError(`importanceSelection: validationShare must lie between 0 and 1, both excluded, got ${validationShare}`);
  const cut = fold.to - Math.ceil((fold.to - fold.from) * validationShare);
  const learnt = { from: fold.from, to: cut };
  const scaled = fitFoldScaler(scaler, columns, [learnt]).transform(columns);
  const windows = (rows: RowRange) => slidingWindows(scaled, label, { rows, lookback, ...(others ? { others } : {}) });
  const fitted = await forecaster.fit(windows(learnt), windows({ from: cut, to: fold.to }), { key, ...(signal ? { signal } : {}) });
  try {
    const told = fitted.importance?.();
    if (told === undefined) throw new EvaluationError(`importanceSelection: ${forecaster.name} does not tell what it owes to its inputs; choose by a linear model or by trees`);
    const owed = columns.names.map((name) => Object.entries(told).reduce((sum, [input, share]) => (input.replace(/\[-\d+\]$/, "") === name ? sum + share : sum), 0));
    const rows = { from: fold.from, to: fold.to - furthestHorizon({ label, ...(others ? { others } : {}) }) };
    const unknown = Number.NaN;
    const scores = columns.names.map((name, k) => {
      const coefficient = rankInformationCoefficient(column(columns, name), label, { rows });
      return { column: name, value: coefficient.value, strength: owed[k]!, t: unknown, z: unknown, p: unknown, q: unknown, pBest: unknown, rows: coefficient.rows };
    }).sort((a, b) => b.strength - a.strength);
    const names = scores.filter(({ strength }) => strength > 0).slice(0, count).map((score) => score.column);
    return fittedSelection({ fold, label: label.name, horizon: label.horizon, by: "importance", names, scores, chance: { tried: columns.names.length, best: unknown, bestOfIndependent: unknown } });
  } finally {
    fitted.dispose();
  }
}
