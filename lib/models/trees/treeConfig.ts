import type { Task } from "../forecaster.ts";
import type { Steps } from "../tabular.ts";

/** Settings that all trees have. */
export type TreeConfig = {
  /** Default regression. */
  readonly task?: Task;
  /** Trees a model has at most; of each class, where there are more than two. */
  readonly trees?: number;
  /** "balanced": all classes weigh the same, however rare. Default "equal". */
  readonly classWeights?: "equal" | "balanced";
  /** K, where training may lack the last class. */
  readonly classes?: number;
  /** Last steps of the window that are read. Default 1. */
  readonly steps?: Steps;
  /** Threads of the library. Default: MARKETBOOK_THREADS, else all cores. */
  readonly threads?: number;
};

/** Settings of trees that are grown one upon the other. */
export type BoostingConfig = TreeConfig & {
  /** How much of each tree is taken. Default 0.05. */
  readonly learningRate?: number;
  /** Quantiles that a regression learns in place of the mean, ascending, with 0.5, which is the forecast. */
  readonly levels?: readonly number[];
  /** Trees without a lower validation loss after which training stops; the best number of trees is kept. Default 50; the fit's `patience` goes before. */
  readonly patience?: number;
};
