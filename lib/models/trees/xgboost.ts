import { loadXgboost, trainXgboost, type Parameters } from "../../trees/index.ts";
import type { FittedForecaster, Forecaster, WindowForm } from "../forecaster.ts";
import type { SavedState } from "../savedState.ts";
import { restoreTrees } from "./fittedTrees.ts";
import { checkLevels, outputsOf, type Objective } from "./objective.ts";
import type { BoostingConfig } from "./treeConfig.ts";
import { treeForecaster } from "./treeForecaster.ts";
import { checkSettings, type TreeModel } from "./treeModel.ts";

export type XgboostConfig = BoostingConfig & {
  /** Default 4: deeper trees learn the noise of markets. */
  readonly maxDepth?: number;
  /** Least weight of the rows in a leaf. Default 5. */
  readonly minChildWeight?: number;
  /** Share of the rows that each tree sees. Default 0.8. */
  readonly subsample?: number;
  /** Share of the inputs that each tree sees. Default 0.8. */
  readonly colsampleByTree?: number;
  /** Penalty on the size of leaves. Default 0. */
  readonly l1?: number;
  /** Penalty on the square of leaves. Default 1. */
  readonly l2?: number;
  /** Least gain of a split, in squared deviations of the target. Default 0. */
  readonly minSplitGain?: number;
  /** Intervals into which each input is cut. Default 256. */
  readonly maxBins?: number;
};

/**
 * XGBoost: trees grown one upon the other on first and second derivatives of the loss. Chen & Guestrin 2016, https://doi.org/10.1145/2939672.2939785.
 *   ŷ = Σ_m η f_m(x), each f_m from  min over f of  Σ (g_n f(x_n) + ½ h_n f(x_n)²) + γ·leaves + ½ λ‖f‖² + α‖f‖₁
 * The library itself, in histogram mode. The validation windows choose the number of trees.
 */
export function xgboost(config: XgboostConfig = {}): Forecaster {
  const { classWeights = "equal", learningRate = 0.05, levels, patience = 50, steps = 1, task = "regression", trees = 500 } = config;
  const { colsampleByTree = 0.8, l1 = 0, l2 = 1, maxBins = 256, maxDepth = 4, minChildWeight = 5, minSplitGain = 0, subsample = 0.8 } = config;
  if (levels) checkLevels("xgboost", levels);
  checkSettings("xgboost", {
    learningRate: [learningRate, 1e-6, 1], patience: [patience, 1, Infinity], maxDepth: [maxDepth, 1, 20, "whole"], minChildWeight: [minChildWeight, 0, Infinity], subsample: [subsample, 0.01, 1],
    colsampleByTree: [colsampleByTree, 0.01, 1], l1: [l1, 0, Infinity], l2: [l2, 0, Infinity], minSplitGain: [minSplitGain, 0, Infinity], maxBins: [maxBins, 2, 65_536, "whole"],
  });
  const shape: Parameters = {
    tree_method: "hist", learning_rate: learningRate, max_depth: maxDepth, min_child_weight: minChildWeight, subsample, colsample_bytree: colsampleByTree, alpha: l1, lambda: l2, gamma: minSplitGain, max_bin: maxBins,
  };
  const { classes, threads } = config;
  return treeForecaster(
    { ...saved, parts: (objective, seed) => [{ parameters: { ...shape, ...objectiveParameters(objective), seed }, outputs: outputsOf(objective) }] },
    { classes, classWeights, learningRate, levels, patience, steps, task, threads, trees },
  );
}

/** XGBoost from its saved state. */
export const restoreXgboost = (reads: WindowForm, state: SavedState): FittedForecaster => restoreTrees(saved, reads, state);

const saved: TreeModel = {
  name: "xgboost",
  ending: "ubj",
  parts: () => [],
  train: trainXgboost,
  load: loadXgboost,
  lossOf: (metric, { kind }) => (kind === "squared" ? metric ** 2 : metric),
};

function objectiveParameters(objective: Objective): Parameters {
  switch (objective.kind) {
    case "squared": return { objective: "reg:squarederror" };
    case "quantiles": return { objective: "reg:quantileerror", quantile_alpha: JSON.stringify(objective.levels) };
    case "binary": return { objective: "binary:logistic" };
    case "classes": return { objective: "multi:softprob", num_class: objective.count };
  }
}
