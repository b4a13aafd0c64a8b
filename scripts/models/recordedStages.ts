import type { Dataset, FoldPlan, OutOfFold } from "../../lib/evaluation/index.ts";
import type { Bars } from "../../lib/market/index.ts";
import { recordStage } from "../../lib/runs/index.ts";

/** A command whose run is recorded, and the folder of the run. */
export type Recorded = { readonly by: string; readonly folder: string };

/** Records what a command learns from: bars, columns with the label, folds. */
export function recordLearnt({ by, folder }: Recorded, bars: Bars, { columns, label, others }: Dataset, { folds, ...plan }: FoldPlan): void {
  recordStage(by, "raw data", { bars }, folder);
  recordStage(by, "factors", { columns, label, ...(others && { others }) }, folder);
  recordStage(by, "folds", { plan, folds }, folder);
}

/** Records, model by model, what each fold was fitted on and what it foretold. Seconds are left out: they differ between equal runs. */
export function recordForetold({ by, folder }: Recorded, outOfFolds: readonly OutOfFold[]): void {
  const named = <T>(pick: (outOfFold: OutOfFold) => T) => Object.fromEntries(outOfFolds.map((one) => [nameOf(one, outOfFolds), pick(one)]));
  recordStage(by, "folds", { fitted: named(({ failed, folds }) => ({ folds: folds.map(({ seconds: _, weights: __, ...fold }) => fold), ...(failed && { failed }) })) }, folder);
  recordStage(by, "predictions", named(({ actual, forecast, previous, probabilities, quantiles, rows }) => ({ rows, forecast, actual, previous, ...(probabilities && { probabilities }), ...(quantiles && { quantiles }) })), folder);
}

/** Records the digest of what each fold of each model learnt. */
export function recordDigestsOfWeights({ by, folder }: Recorded, outOfFolds: readonly OutOfFold[]): void {
  recordStage(by, "weights", Object.fromEntries(outOfFolds.map((one) => [nameOf(one, outOfFolds), one.folds.map(({ fold, weights }) => ({ fold, weights }))])), folder);
}

/** Model, and seed where there are several; a number where one model stands there twice with other settings. */
function nameOf(one: OutOfFold, all: readonly OutOfFold[]): string {
  const twins = all.filter(({ seed, spec }) => spec.model === one.spec.model && seed === one.seed);
  const place = twins.length > 1 ? ` ${1 + twins.indexOf(one)}` : "";
  return `${one.spec.model}${place}${new Set(all.map(({ seed }) => seed)).size > 1 ? `, seed ${one.seed}` : ""}`;
}
