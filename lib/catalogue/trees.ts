import { z } from "zod";
import { catboost, lightgbm, randomForest, xgboost } from "../models/index.ts";
import { CatalogueError } from "./error.ts";
import { listed, type Foretold, type ListedModel } from "./listedModel.ts";
import { classWeights, steps, stepsSpace } from "./tabularSettings.ts";

const share = (standard: number, what: string) => z.number().min(0.01).max(1).default(standard).describe(what);
const penalty = (standard: number, what: string) => z.number().min(0).max(1e9).default(standard).describe(what);
const bins = (standard: number) => z.int().min(2).max(65_535).default(standard).describe("Intervals into which each input is cut");
const levels = z.array(z.number().gt(0).lt(1)).min(1).max(99).exactOptional().describe("Quantiles that are told beside the mean; left out: 0.1, 0.5, 0.9");
const grown = { classWeights, steps, threads: z.int().min(1).max(1024).exactOptional().describe("Threads of the library; left out: MARKETBOOK_THREADS, else all cores") };
const boosted = {
  trees: z.int().min(1).max(100_000).default(500).describe("Trees at most; the validation rows choose how many"),
  learningRate: z.number().min(1e-6).max(1).default(0.05).describe("How much of each tree is taken"),
  patience: z.int().min(1).max(100_000).default(50).describe("Trees without a lower validation loss after which training stops"),
  levels: levels.describe("Quantiles learnt in place of the mean; 0.5 is the forecast"),
  ...grown,
};
const subsample = share(0.8, "Share of the rows that each tree sees");
const colsampleByTree = share(0.8, "Share of the inputs that each tree sees");
const l1 = penalty(0, "Penalty on the size of leaves");
const l2 = penalty(1, "Penalty on the square of leaves");
const minSplitGain = penalty(0, "Least gain of a split");
const maxDepth = z.int().min(1).max(20).default(4).describe("Questions from the root to a leaf; deeper trees learn the noise of markets");

const shares = { kind: "float", low: 0.4, high: 1 } as const;
const rate = { kind: "float", low: 0.005, high: 0.3, log: true } as const;
const penalties = { kind: "float", low: 1e-3, high: 100, log: true } as const;
const leaves = { kind: "whole", low: 4, high: 127, log: true } as const;
const leafRows = { kind: "whole", low: 5, high: 200, log: true } as const;

/** The task for a maker of trees, and how many classes; quantiles are of numbers alone. */
function taskOf(model: string, { classes = 2, task }: Foretold, { levels }: { readonly levels?: readonly number[] } = {}) {
  if (levels && task === "classification") throw new CatalogueError(`${model}: levels are quantiles of numbers, and classes are foretold; leave them out.`);
  return { task, ...(task === "classification" ? { classes } : {}) };
}

/** Trees: a forest of our own, and boosted ones grown by the libraries themselves. */
export const TREES: readonly ListedModel[] = [
  listed({
    name: "randomForest",
    family: "trees",
    isRandom: true,
    tasks: ["regression", "classification"],
    summary: "Mean of trees that each saw other rows and other inputs.",
    source: "Breiman 2001, https://doi.org/10.1023/A:1010933404324",
    settings: z.strictObject({
      trees: z.int().min(1).max(100_000).default(300).describe("How many"),
      numLeaves: z.int().min(2).max(131_072).exactOptional().describe("Leaves of a tree at most; left out: as many as there are"),
      maxDepth: z.int().min(-1).max(100).default(-1).describe("Questions from the root to a leaf; −1: as many as the leaves allow"),
      minChildSamples: z.int().min(1).max(1_000_000).exactOptional().describe("Least rows in a leaf; left out: 5, of classes 1"),
      subsample: share(1, "Rows that each tree draws with return, as a share of all"),
      colsampleByNode: z.number().min(0.001).max(1).exactOptional().describe("Share of the inputs that each split may choose from; left out: a third, of classes √P of P"),
      maxBins: z.int().min(2).max(256).default(256).describe("Intervals into which each input is cut"), levels, classWeights, steps,
    }),
    space: { trees: { kind: "choice", values: [100, 300, 600] }, numLeaves: { kind: "whole", low: 8, high: 511, log: true }, minChildSamples: leafRows, colsampleByNode: { kind: "float", low: 0.1, high: 1 }, steps: stepsSpace },
    make: (settings, foretold) => randomForest({ ...settings, ...taskOf("randomForest", foretold, settings) }),
  }),
  listed({
    name: "xgboost",
    family: "trees",
    isRandom: true,
    tasks: ["regression", "classification"],
    summary: "Boosted trees on first and second derivatives of the loss.",
    source: "Chen & Guestrin 2016, https://doi.org/10.1145/2939672.2939785",
    settings: z.strictObject({ ...boosted, maxDepth, minChildWeight: penalty(5, "Least weight of the rows in a leaf"), subsample, colsampleByTree, l1, l2, minSplitGain, maxBins: bins(256) }),
    space: { learningRate: rate, maxDepth: { kind: "whole", low: 2, high: 8 }, minChildWeight: { kind: "float", low: 1, high: 100, log: true }, subsample: shares, colsampleByTree: shares, l1: penalties, l2: penalties, steps: stepsSpace },
    make: (settings, foretold) => xgboost({ ...settings, ...taskOf("xgboost", foretold, settings) }),
  }),
  listed({
    name: "lightgbm",
    family: "trees",
    isRandom: true,
    tasks: ["regression", "classification"],
    summary: "Boosted trees whose leaf of the largest gain is split next.",
    source: "Ke et al. 2017, https://papers.nips.cc/paper/6907",
    settings: z.strictObject({
      ...boosted,
      numLeaves: z.int().min(2).max(131_072).default(15).describe("Leaves of a tree"),
      maxDepth: z.int().min(-1).max(100).default(-1).describe("Questions from the root to a leaf; −1: as many as the leaves allow"),
      minChildSamples: z.int().min(1).max(1_000_000).default(20).describe("Least rows in a leaf"),
      subsample, colsampleByTree, l1, l2, minSplitGain, maxBins: bins(255),
    }),
    space: { learningRate: rate, numLeaves: leaves, minChildSamples: leafRows, subsample: shares, colsampleByTree: shares, l1: penalties, l2: penalties, steps: stepsSpace },
    make: (settings, foretold) => lightgbm({ ...settings, ...taskOf("lightgbm", foretold, settings) }),
  }),
  listed({
    name: "catboost",
    family: "trees",
    isRandom: true,
    tasks: ["regression", "classification"],
    summary: "Boosted oblivious trees, each level of which asks all rows the same.",
    source: "Prokhorenkova et al. 2018, https://arxiv.org/abs/1706.09516",
    settings: z.strictObject({
      ...boosted, maxDepth: z.int().min(1).max(16).default(4).describe("Questions of a tree"), subsample,
      colsampleByLevel: share(0.8, "Share of the inputs that each question may choose from"), l2: penalty(3, "Penalty on the square of leaves"),
      randomStrength: penalty(1, "Noise on the gains of splits, so that trees differ"), maxBins: bins(254),
    }),
    space: { learningRate: rate, maxDepth: { kind: "whole", low: 2, high: 8 }, subsample: shares, colsampleByLevel: shares, l2: penalties, randomStrength: { kind: "float", low: 0.1, high: 10, log: true }, steps: stepsSpace },
    make: (settings, foretold) => catboost({ ...settings, ...taskOf("catboost", foretold, settings) }),
  }),
];
