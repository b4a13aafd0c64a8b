import { loadLightgbm, trainLightgbm, type Parameters } from "../../trees/index.ts";
import type { FittedForecaster, Forecaster, WindowForm } from "../forecaster.ts";
import type { SavedState } from "../savedState.ts";
import { restoreTrees } from "./fittedTrees.ts";
import { checkLevels, type Objective } from "./objective.ts";
import type { BoostingConfig } from "./treeConfig.ts";
import { treeForecaster } from "./treeForecaster.ts";
import { checkSettings, type Part, type TreeModel } from "./treeModel.ts";

export type LightgbmConfig = BoostingConfig & {
  /** Leaves of a tree, grown where they help most. Default 15. */
  readonly numLeaves?: number;
  /** Default −1: as deep as the leaves allow. */
  readonly maxDepth?: number;
  /** Least rows in a leaf. Default 20. */
  readonly minChildSamples?: number;
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
  /** Intervals into which each input is cut. Default 255. */
  readonly maxBins?: number;
};

/**
 * LightGBM: boosted trees whose leaf of the largest gain is split next. Ke et al. 2017, https://papers.nips.cc/paper/6907.
 *   ŷ = Σ_m η f_m(x); the gain of a split is G_L²/(H_L + λ) + G_R²/(H_R + λ) − G²/(H + λ), G and H the sums of first and second derivatives
 * The library itself, its sums in one order whatever the threads. One model a quantile. The validation windows choose the number of trees.
 */
export function lightgbm(config: LightgbmConfig = {}): Forecaster {
  const { classWeights = "equal", learningRate = 0.05, levels, patience = 50, steps = 1, task = "regression", trees = 500 } = config;
  const { colsampleByTree = 0.8, l1 = 0, l2 = 1, maxBins = 255, maxDepth = -1, minChildSamples = 20, minSplitGain = 0, numLeaves = 15, subsample = 0.8 } = config;
  if (levels) checkLevels("lightgbm", levels);
  checkSettings("lightgbm", {
    learningRate: [learningRate, 1e-6, 1], patience: [patience, 1, Infinity], numLeaves: [numLeaves, 2, 131_072, "whole"], maxDepth: [maxDepth, -1, 100, "whole"], minChildSamples: [minChildSamples, 1, Infinity, "whole"],
    subsample: [subsample, 0.01, 1], colsampleByTree: [colsampleByTree, 0.01, 1], l1: [l1, 0, Infinity], l2: [l2, 0, Infinity], minSplitGain: [minSplitGain, 0, Infinity], maxBins: [maxBins, 2, 65_535, "whole"],
  });
  const shape: Parameters = {
    learning_rate: learningRate, num_leaves: numLeaves, max_depth: maxDepth, min_data_in_leaf: minChildSamples, bagging_fraction: subsample, bagging_freq: subsample < 1 ? 1 : 0,
    feature_fraction: colsampleByTree, lambda_l1: l1, lambda_l2: l2, min_gain_to_split: minSplitGain, max_bin: maxBins,
  };
  const { classes, threads } = config;
  return treeForecaster(
    { ...saved, parts: (objective, seed) => partsOf(objective).map((part) => ({ ...part, parameters: { ...shape, ...part.parameters, seed } })) },
    { classes, classWeights, learningRate, levels, patience, steps, task, threads, trees },
  );
}

/** LightGBM from its saved state. */
export const restoreLightgbm = (reads: WindowForm, state: SavedState): FittedForecaster => restoreTrees(saved, reads, state);

const saved: TreeModel = { name: "lightgbm", ending: "txt", parts: () => [], train: trainLightgbm, load: loadLightgbm, lossOf: (metric) => metric };

function partsOf(objective: Objective): readonly Part[] {
  switch (objective.kind) {
    case "squared": return [{ parameters: { objective: "regression" }, outputs: 1 }];
    case "quantiles": return objective.levels.map((alpha) => ({ parameters: { objective: "quantile", alpha }, outputs: 1 }));
    case "binary": return [{ parameters: { objective: "binary" }, outputs: 1 }];
    case "classes": return [{ parameters: { objective: "multiclass", num_class: objective.count }, outputs: objective.count }];
  }
}
