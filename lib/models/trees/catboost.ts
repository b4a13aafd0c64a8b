import { catboostConstant, loadCatboost, trainCatboost, type Link, type Parameters, type Trained, type TrainingSet, type TrainRequest } from "../../trees/index.ts";
import type { FittedForecaster, Forecaster, WindowForm } from "../forecaster.ts";
import type { SavedState } from "../savedState.ts";
import { weightedQuantile } from "../classic/weightedQuantile.ts";
import { restoreTrees } from "./fittedTrees.ts";
import { checkLevels, outputsOf, type Objective } from "./objective.ts";
import type { BoostingConfig } from "./treeConfig.ts";
import { treeForecaster } from "./treeForecaster.ts";
import { checkSettings, type TreeModel } from "./treeModel.ts";

export type CatboostConfig = BoostingConfig & {
  /** Questions of a tree. Default 4. */
  readonly maxDepth?: number;
  /** Share of the rows that each tree sees. Default 0.8. */
  readonly subsample?: number;
  /** Share of the inputs that each question may choose from. Default 0.8. */
  readonly colsampleByLevel?: number;
  /** Penalty on the square of leaves. Default 3. */
  readonly l2?: number;
  /** Noise on the gains of splits, so that trees differ. Default 1. */
  readonly randomStrength?: number;
  /** Borders into which each input is cut. Default 254. */
  readonly maxBins?: number;
};

/**
 * CatBoost: boosted oblivious trees, each level of which asks all rows the same. Prokhorenkova et al. 2018, https://arxiv.org/abs/1706.09516.
 *   ŷ = Σ_m η f_m(x), f_m(x) the leaf whose number has bit d where input d of the tree lies above its border
 * The library trains in a process of Python; forecasts and contributions are computed here. The validation windows choose the number of trees.
 */
export function catboost(config: CatboostConfig = {}): Forecaster {
  const { classWeights = "equal", learningRate = 0.05, levels, patience = 50, steps = 1, task = "regression", trees = 500 } = config;
  const { colsampleByLevel = 0.8, l2 = 3, maxBins = 254, maxDepth = 4, randomStrength = 1, subsample = 0.8 } = config;
  if (levels) checkLevels("catboost", levels);
  checkSettings("catboost", {
    learningRate: [learningRate, 1e-6, 1], patience: [patience, 1, Infinity], maxDepth: [maxDepth, 1, 16, "whole"], subsample: [subsample, 0.01, 1], colsampleByLevel: [colsampleByLevel, 0.01, 1],
    l2: [l2, 0, Infinity], randomStrength: [randomStrength, 0, Infinity], maxBins: [maxBins, 1, 65_535, "whole"],
  });
  const shape: Parameters = {
    learning_rate: learningRate, depth: maxDepth, bootstrap_type: "Bernoulli", subsample, rsm: colsampleByLevel, l2_leaf_reg: l2, random_strength: randomStrength, border_count: maxBins,
  };
  const { classes, threads } = config;
  return treeForecaster(
    { ...saved, parts: (objective, seed) => [{ parameters: { ...shape, loss_function: lossFunction(objective), random_seed: seed }, outputs: outputsOf(objective) }] },
    { classes, classWeights, learningRate, levels, patience, steps, task, threads, trees },
  );
}

/** CatBoost from its saved state. */
export const restoreCatboost = (reads: WindowForm, state: SavedState): FittedForecaster => restoreTrees(saved, reads, state);

const LINKS: Readonly<Record<Objective["kind"], Link>> = { squared: "identity", quantiles: "identity", binary: "sigmoid", classes: "softmax" };

const saved: TreeModel = {
  name: "catboost",
  ending: "json",
  parts: () => [],
  train: (request, objective) => (isConstant(request.train) ? Promise.resolve(constant(request, objective)) : trainCatboost({ ...request, link: LINKS[objective.kind] })),
  load: loadCatboost,
  lossOf: (metric, { kind }) => (kind === "squared" ? metric ** 2 : metric),
};

function lossFunction(objective: Objective): string {
  switch (objective.kind) {
    case "squared": return "RMSE";
    case "quantiles": return `MultiQuantile:alpha=${objective.levels.join(",")}`;
    case "binary": return "Logloss";
    case "classes": return "MultiClass";
  }
}

/** Whether no input tells two rows apart, which the library refuses. */
function isConstant({ values, width }: TrainingSet): boolean {
  return values.every((value, at) => value === values[at % width]);
}

/** What the library would say of every row if it did not refuse: the best constant of the loss. */
function constant({ train }: TrainRequest, objective: Objective): Trained {
  const { labels, rows } = train;
  const weights = train.weights ?? new Float32Array(rows).fill(1);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (value: (label: number) => number) => labels.reduce((sum, label, n) => sum + weights[n]! * value(label), 0) / whole;
  // A class that is absent is less likely than one row in twice as many.
  const share = (k: number) => Math.max(mean((label) => (label === k ? 1 : 0)), 0.5 / rows);
  const bias = (): readonly number[] => {
    switch (objective.kind) {
      case "squared": return [mean((label) => label)];
      case "quantiles": return [...weightedQuantile(Float64Array.from(labels), Float64Array.from(weights), objective.levels)];
      case "binary": return [Math.log(share(1) / share(0))];
      case "classes": return Array.from({ length: objective.count }, (_, k) => Math.log(share(k)));
    }
  };
  return { bytes: catboostConstant(bias(), LINKS[objective.kind]), rounds: 0, bestRound: 0 };
}
