import type { ModelSpec } from "../../catalogue/modelSpec.ts";
import type { Label } from "../../labels/index.ts";
import type { UtcMillis, Series } from "../../market/units.ts";
import type { Probabilities, Quantiles, Task } from "../../models/index.ts";
import type { SavedScaler } from "../../scaling/index.ts";
import type { RowRange } from "../../validation/index.ts";
import type { EvaluationFinding } from "./evaluationFinding.ts";

/** What was fitted on one fold, and on what. */
export type FoldRecord = {
  /** Its number in the plan, from 0. */
  readonly fold: number;
  /** Rows that were learnt from; those that decided when to stop; those that were foretold. */
  readonly train: readonly RowRange[];
  readonly validation: readonly RowRange[];
  readonly test: readonly RowRange[];
  /** How many of them had all inputs and a label. */
  readonly windows: { readonly train: number; readonly validation: number; readonly test: number };
  /** Columns that the model read, in order. */
  readonly columns: readonly string[];
  readonly scaler: SavedScaler;
  /** SHA-256 of what was learnt, where it was kept. */
  readonly weights?: string;
  /** Of fitting and foretelling. */
  readonly seconds: number;
  readonly findings: readonly EvaluationFinding[];
};

/** What a label is, without its values. */
export type LabelForm = Omit<Label, "values">;

/** Forecasts of rows that their model has not seen, of one spec and seed. Rows of several folds lie one behind the other; combinatorial folds foretell a row more than once. */
export type OutOfFold = {
  readonly spec: ModelSpec;
  readonly seed: number;
  readonly task: Task;
  /** Digest of the dataset. */
  readonly dataset: string;
  readonly label: LabelForm;
  /** Row of the dataset in which the decision falls. [N] */
  readonly rows: Int32Array;
  /** Number of the fold that foretold it. [N] */
  readonly fold: Int32Array;
  readonly closeTime: Series<UtcMillis>;
  /** As `FittedForecaster.predict`. [N] */
  readonly forecast: Float64Array;
  /** The label. [N] */
  readonly actual: Float64Array;
  /** What persistence says: the last known price where the label is a price, the last known class where it is one, else no change, 0. [N] */
  readonly previous: Float64Array;
  readonly quantiles?: Quantiles;
  readonly probabilities?: Probabilities;
  readonly folds: readonly FoldRecord[];
  /** Folds that could not be fitted, where the evaluation was told to go on. */
  readonly failed?: readonly EvaluationFinding[];
};
