import path from "node:path";
import { MODELS, type ModelSpec } from "../../lib/catalogue/index.ts";
import { datasetOf, foldFile, type Dataset, type FoldPlan } from "../../lib/evaluation/index.ts";
import { computeFactors } from "../../lib/factors/index.ts";
import { nextLogReturn, nextRise } from "../../lib/labels/index.ts";
import type { Bars } from "../../lib/market/index.ts";
import type { Task } from "../../lib/models/index.ts";
import { sha256 } from "../../lib/runs/index.ts";
import { walkForward, type Span } from "../../lib/validation/index.ts";

/** Columns that every model reads: trend, momentum, place in the range, strength, width, volume. None grows with prices. */
export const COMPARED_FACTORS = [
  "log_return_1", "log_return_5", "log_return_20", "rsi_14", "stoch_k_14_3_3", "sma_distance_20",
  "sma_distance_200", "bb_position_20", "adx_14", "atr_ratio_14", "hist_vol_20", "relative_volume_20",
] as const;

/** Networks of the second table; its other rows are all classifiers that are none. */
const CLASSIFYING_NETWORKS = ["lstm", "gru", "transformer"];

/** One table's models on one dataset, and where their finished folds are kept. */
export type Part = { readonly task: Task; readonly dataset: Dataset; readonly plan: FoldPlan; readonly models: readonly (ModelSpec & { readonly isRandom: boolean })[]; readonly folder: string };

export type PartOptions = {
  readonly bars: Bars;
  readonly train: number | Span;
  readonly test: number | Span;
  readonly lookback: number;
  /** Which models; default all. */
  readonly chosen?: (model: { readonly name: string; readonly family: string }) => boolean;
  /** Factors in place of the standard ones. */
  readonly factors?: readonly string[];
  /** Where the folds of all comparisons are kept; a folder for each dataset and plan. */
  readonly kept: string;
};

/** The regression of the next log return, and the classification of its direction; a part without models is left out. */
export function partsOf({ bars, chosen = () => true, factors = COMPARED_FACTORS, kept, lookback, test, train }: PartOptions): readonly Part[] {
  const columns = computeFactors(bars, factors);
  const part = (task: Task, label: Dataset["label"], listed: (model: (typeof MODELS)[number]) => boolean): Part => {
    const dataset = datasetOf({ bars, columns, label });
    const folds = walkForward({ from: 0, to: dataset.closeTime.length - label.horizon }, { train, test, label, closeTime: dataset.closeTime });
    const plan: FoldPlan = { folds, lookback, scaler: "standard", validationShare: 0.15 };
    const models = MODELS.filter((model) => model.tasks.includes(task) && listed(model) && chosen(model)).map(({ isRandom, name }) => ({ model: name, isRandom }));
    return { task, dataset, plan, models, folder: path.join(kept, `${bars.symbol}-${task}-${sha256(JSON.stringify([dataset.digest, plan])).slice(0, 12)}`) };
  };
  return [
    part("regression", nextLogReturn(bars), () => true),
    part("classification", nextRise(bars), ({ family, name }) => family !== "network" || CLASSIFYING_NETWORKS.includes(name)),
  ].filter(({ models }) => models.length > 0);
}

/** A model with one seed on one fold. */
export type Fit = { readonly part: Part; readonly spec: ModelSpec; readonly seed: number; readonly fold: number; readonly file: string };

/** Models that are fitted with a seed: all with the first, with further ones those that it changes. */
export function specsOf({ models }: Part, seed: number): readonly ModelSpec[] {
  return models.filter(({ isRandom }) => seed === 1 || isRandom).map(({ model }) => ({ model }));
}

/** All fits of a comparison in the order in which they are done: seed by seed, so that a whole table is there early. */
export function fitsOf(parts: readonly Part[], seeds: number): readonly Fit[] {
  return Array.from({ length: seeds }, (_, k) => k + 1).flatMap((seed) =>
    parts.flatMap((part) => specsOf(part, seed).flatMap((spec) => part.plan.folds.map((_, fold) => ({ part, spec, seed, fold, file: foldFile(part.folder, { spec, seed, fold }) })))));
}

