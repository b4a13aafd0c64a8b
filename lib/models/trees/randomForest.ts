import { loadLightgbm, trainLightgbm, type Parameters } from "../../trees/index.ts";
import type { FittedForecaster, Forecaster, WindowForm } from "../forecaster.ts";
import type { SavedState } from "../savedState.ts";
import { restoreTrees } from "./fittedTrees.ts";
import type { Objective } from "./objective.ts";
import type { TreeConfig } from "./treeConfig.ts";
import { treeForecaster } from "./treeForecaster.ts";
import { checkSettings, type Part, type TreeModel } from "./treeModel.ts";

export type RandomForestConfig = TreeConfig & {
  /** Leaves of a tree at most. Default 255. */
  readonly numLeaves?: number;
  /** Default −1: as deep as the leaves allow. */
  readonly maxDepth?: number;
  /** Least rows in a leaf. Default 5, as Breiman's for regression. */
  readonly minChildSamples?: number;
  /** Share of the rows that each tree sees, drawn without return. Default 0.632, as many different rows as a bootstrap holds. */
  readonly subsample?: number;
  /** Share of the inputs that each split may choose from. Default a third for regression, √P of P for classification. */
  readonly colsampleByNode?: number;
  /** Intervals into which each input is cut. Default 255. */
  readonly maxBins?: number;
};

/**
 * Random forest: the mean of trees that each saw other rows, and other inputs at each split. Breiman 2001, https://doi.org/10.1023/A:1010933404324.
 *   ŷ = 1/M Σ_m f_m(x), f_m the means of its leaves; of classes, the share of rows of the class, that is the mean of 1 and 0
 * LightGBM grows them, one forest a class where there are more than two. The validation windows decide nothing.
 */
export function randomForest(config: RandomForestConfig = {}): Forecaster {
  const { classWeights = "equal", steps = 1, task = "regression", trees = 300 } = config;
  const { colsampleByNode, maxBins = 255, maxDepth = -1, minChildSamples = 5, numLeaves = 255, subsample = 0.632 } = config;
  checkSettings("randomForest", {
    numLeaves: [numLeaves, 2, 131_072, "whole"], maxDepth: [maxDepth, -1, 100, "whole"], minChildSamples: [minChildSamples, 1, Infinity, "whole"], subsample: [subsample, 0.01, 0.99],
    maxBins: [maxBins, 2, 65_535, "whole"], ...(colsampleByNode === undefined ? {} : { colsampleByNode: [colsampleByNode, 0.001, 1] }),
  });
  const shape: Parameters = {
    boosting: "rf", objective: "regression", num_leaves: numLeaves, max_depth: maxDepth, min_data_in_leaf: minChildSamples, min_sum_hessian_in_leaf: LEAST_WEIGHT, bagging_fraction: subsample, bagging_freq: 1, max_bin: maxBins,
  };
  const { classes, threads } = config;
  return treeForecaster(
    {
      ...saved,
      parts: (objective, seed, inputs) => partsOf(objective).map((part) => ({ ...part, parameters: { ...shape, feature_fraction_bynode: colsampleByNode ?? breimanShare(objective, inputs), seed } })),
    },
    { classes, classWeights, learningRate: 1, steps, task, threads, trees },
  );
}

/** A random forest from its saved state. */
export const restoreRandomForest = (reads: WindowForm, state: SavedState): FittedForecaster => restoreTrees(saved, reads, state);

const saved: TreeModel = { name: "randomForest", ending: "txt", parts: () => [], train: trainLightgbm, load: loadLightgbm, lossOf: (metric) => metric, countsShares: true };

/** Of a leaf, the library's default. At 0 it takes what rounding leaves of unequal weights for rows, and then finds the leaf empty; no row of balanced classes weighs so little. */
const LEAST_WEIGHT = 1e-3;

const breimanShare = ({ kind }: Objective, inputs: number): number => Math.max(1 / inputs, kind === "squared" ? 1 / 3 : Math.sqrt(inputs) / inputs);

function partsOf(objective: Objective): readonly Part[] {
  const of = (ofClass: number): Part => ({ parameters: {}, outputs: 1, ofClass });
  if (objective.kind === "classes") return Array.from({ length: objective.count }, (_, k) => of(k));
  return objective.kind === "binary" ? [of(1)] : [{ parameters: {}, outputs: 1 }];
}
