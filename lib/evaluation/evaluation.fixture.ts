import { column, columnsOf } from "../factors/columns.ts";
import { walkForward } from "../validation/index.ts";
import { datasetOf, plantedMarket, type Dataset, type FoldPlan } from "./index.ts";

/** A small market with a known edge, 260 days. */
export function smallDataset(seed = 1, bars = 260): Dataset {
  return plantedMarket({ kind: "edge", seed, strength: 0.5, bars }).dataset;
}

/** Four folds of it. */
export function smallPlan(dataset: Dataset, more: Partial<FoldPlan> = {}): FoldPlan {
  return { folds: walkForward({ from: 0, to: 260 }, { train: 180, test: 20, label: dataset.label }), lookback: 5, scaler: "standard", validationShare: 0.2, ...more };
}

/** The dataset with one column changed. */
export function withColumn(dataset: Dataset, name: string, change: (value: number, row: number) => number): Dataset {
  const { columns, label } = dataset;
  return datasetOf({ bars: dataset, label, columns: columnsOf(columns.closeTime, { ...columns.values, [name]: column(columns, name).map(change) }) });
}
