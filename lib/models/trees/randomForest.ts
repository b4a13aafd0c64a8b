import { split } from "../../random/index.ts";
import { growForest, type Goal } from "../../trees/index.ts";
import { balancedWeights, checkClasses, requireClassTargets } from "../checkClasses.ts";
import { requireWindows } from "../checkWindows.ts";
import { ModelError } from "../error.ts";
import { formOf, type FitOptions, type Forecaster } from "../forecaster.ts";
import { tabular } from "../tabular.ts";
import { fittedForest } from "./fittedForest.ts";
import type { TreeConfig } from "./treeConfig.ts";
import { checkSettings } from "./treeModel.ts";

export type RandomForestConfig = Omit<TreeConfig, "threads"> & {
  /** Leaves of a tree at most, those first that gain most. Default: as many as there are. */
  readonly numLeaves?: number;
  /** Default −1: as deep as the leaves allow. */
  readonly maxDepth?: number;
  /** Least rows in a leaf, as often as they were drawn. Default 5 for regression, 1 for classification. */
  readonly minChildSamples?: number;
  /** Rows that each tree draws with return, as a share of all. Default 1. */
  readonly subsample?: number;
  /** Share of the inputs that each split may choose from. Default a third for regression, √P of P for classification. */
  readonly colsampleByNode?: number;
  /** Intervals into which each input is cut, at most 256. Default 256. */
  readonly maxBins?: number;
  /** Quantiles that a regression tells, ascending. Default 0.1, 0.5, 0.9. */
  readonly levels?: readonly number[];
};

/**
 * Random forest: the mean of trees that each drew other rows, and other inputs at each split. Breiman 2001, https://doi.org/10.1023/A:1010933404324.
 *   ŷ = 1/M Σ_m f_m(x), f_m the mean of its leaf; of classes, the mean share of the leaves' rows
 * Quantiles are those of the training targets, weighted by how often they share a leaf with the row. Meinshausen 2006, https://jmlr.org/papers/v7/meinshausen06a.html.
 * The validation windows decide nothing; the error of the rows by trees that did not draw them is kept in the saved state.
 */
export function randomForest(config: RandomForestConfig = {}): Forecaster {
  const { classWeights = "equal", levels = [0.1, 0.5, 0.9], steps = 1, task = "regression", trees = 300 } = config;
  const { colsampleByNode, maxBins = 256, maxDepth = -1, minChildSamples = task === "regression" ? 5 : 1, numLeaves, subsample = 1 } = config;
  checkSettings("randomForest", {
    trees: [trees, 1, Infinity, "whole"], maxDepth: [maxDepth, -1, Infinity, "whole"], minChildSamples: [minChildSamples, 1, Infinity, "whole"], subsample: [subsample, 0.01, 1], maxBins: [maxBins, 2, 256, "whole"],
    ...(numLeaves === undefined ? {} : { numLeaves: [numLeaves, 2, Infinity, "whole"] }), ...(colsampleByNode === undefined ? {} : { colsampleByNode: [colsampleByNode, 0.001, 1] }),
  });
  if (!levels.every((level, q) => level > (levels[q - 1] ?? 0) && level < 1)) throw new ModelError(`randomForest: levels must ascend between 0 and 1, got ${levels.join(", ")}`);
  return {
    name: "randomForest",
    task,
    fit: async (train, validation, options) => {
      const { epochs = trees, key, signal } = options;
      signal?.throwIfAborted();
      requireWindows("randomForest", train, validation);
      const classes = task === "classification" ? checkClasses("randomForest", train, config.classes) : undefined;
      if (classes !== undefined) requireClassTargets("randomForest: validation", validation, classes);
      const { values, width } = tabular(train, steps);
      const targets = Float64Array.from(train.targets);
      // Sums of squares lose their digits where all targets lie far from 0.
      const mean = classes === undefined ? targets.reduce((sum, y) => sum + y, 0) / train.count : 0;
      const goal: Goal = classes === undefined
        ? { kind: "numbers", targets: targets.map((y) => y - mean) }
        : { kind: "classes", targets, weights: classWeights === "balanced" ? balancedWeights(train, classes) : new Float64Array(classes).fill(1) };
      const share = colsampleByNode ?? (classes === undefined ? 1 / 3 : 1 / Math.sqrt(width));
      const grown = await growForest({
        matrix: { values, rows: train.count, width }, goal, trees: epochs, leastLeaf: minChildSamples, bins: maxBins, key: split(key, "forest"), signal, keepsLeaves: classes === undefined,
        draws: Math.max(1, Math.round(subsample * train.count)), onTree: listenerOf(goal, epochs, options),
        limits: { leaves: numLeaves ?? Infinity, depth: maxDepth < 0 ? Infinity : maxDepth, inputs: Math.max(1, Math.floor(share * width + 1e-9)) },
      });
      return fittedForest(formOf(train), { task, classes: classes ?? 0, steps, levels: [...levels], offset: mean }, grown);
    },
  };
}

/** Trees as epochs of a fit. Their loss is that of the rows by trees that did not draw them: squared standard deviations, or the share of wrong classes. */
function listenerOf(goal: Goal, trees: number, { onProgress }: FitOptions): ((tree: number, error: () => { readonly error: number }, seconds: number) => void) | undefined {
  if (onProgress === undefined) return undefined;
  const spread = goal.kind === "numbers" ? goal.targets.reduce((sum, y) => sum + y * y, 0) / goal.targets.length : 1;
  return (tree, error, seconds) => {
    const loss = spread === 0 ? 0 : error().error / spread;
    const secondsPerEpoch = seconds / tree;
    onProgress({ epoch: tree, epochs: trees, step: 1, steps: 1, loss, validationLoss: loss, learningRate: 1, bestEpoch: tree, secondsPerEpoch, eta: secondsPerEpoch * (trees - tree) });
  };
}
