import type { RandomKey } from "../random/index.ts";
import type { LayersModel, Tensor } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import type { SavedState } from "./savedState.ts";

/** What is foretold: a number in the unit of the targets, or which of K classes, numbered 0 .. K−1. */
export type Task = "regression" | "classification";

/** The windows that a fitted forecaster knows: names and order of its columns, steps, bars to the target. */
export type WindowForm = Pick<Windows, "columns" | "lookback" | "horizon">;

/** How far a fit has come when an epoch ends. Losses are those of that epoch, in squared standard deviations of the training targets. */
export type FitProgress = {
  /** 1 .. epochs */
  readonly epoch: number;
  readonly epochs: number;
  /** Batches in this epoch, all of them done. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly validationLoss: number;
  /** Of the epoch's last step. */
  readonly learningRate: number;
  /** Mean norm of the gradients before clipping, where the fit was told to measure it. */
  readonly gradientNorm?: number;
  /** Epoch of the lowest validation loss so far. */
  readonly bestEpoch: number;
  readonly secondsPerEpoch: number;
  /** Seconds to the last epoch, if none stops early. */
  readonly eta: number;
};

/** How far a fit has come within an epoch; at most ten a second. */
export type StepProgress = {
  /** 1 .. epochs */
  readonly epoch: number;
  readonly epochs: number;
  /** Batches done in this epoch, 1 .. steps. */
  readonly step: number;
  readonly steps: number;
  /** Mean over the batches of this epoch so far. */
  readonly loss: number;
  /** Of the last batch. */
  readonly stepLoss: number;
  readonly learningRate: number;
  readonly secondsPerStep: number;
  /** Seconds to the last epoch, if none stops early. */
  readonly eta: number;
};

/** What a fit may be told. Closed forms listen to the key and the rest not at all. */
export type FitOptions = {
  readonly key: RandomKey;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  /** Epochs without a better validation loss after which training stops. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  /** Called when an epoch ends. */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Called now and then between two batches, so that a bar moves within a long epoch. */
  readonly onStep?: (progress: StepProgress) => void;
  /** A folder in which a long fit keeps its state, every epoch and every so many steps. Closed forms, and models that fit in seconds, keep none. */
  readonly checkpoint?: { readonly folder: string; readonly everyEpochs?: number; readonly everySteps?: number };
  /** Goes on from the newest state in that folder, from the beginning where there is none. The fitted value is the same to the last bit. */
  readonly resume?: boolean;
};

/** A forecasting method before it has seen data: configuration, nothing learnt. The one contract of all models; `checkEstimator` proves it. */
export type Forecaster = {
  readonly name: string;
  readonly task: Task;
  /**
   * Learns from the training windows alone; the validation windows may decide when to stop.
   * The same windows and key give the same fitted value to the last bit; a signal that is aborted rejects with its reason.
   */
  fit(train: Windows, validation: Windows, options: FitOptions): Promise<FittedForecaster>;
};

/** Forecasts of the target's quantiles. */
export type Quantiles = {
  /** Ascending, between 0 and 1. [Q] */
  readonly levels: readonly number[];
  /** Row by row, never falling within a row; unit of the targets. [N·Q] */
  readonly values: Float64Array;
};

/** Probability of each class. Each row adds up to 1. */
export type Probabilities = { readonly classes: number; /** Row by row. [N·K] */ readonly values: Float64Array };

/** What each input adds to each forecast: forecast = base + sum of the row. */
export type Contributions = {
  /** "column" for the last step of the window, "column[-3]" for three steps before. [P] */
  readonly inputs: readonly string[];
  /** Row by row. [N·P] */
  readonly values: Float64Array;
  readonly base: number;
  /** What the sums are: the forecast itself, or the log-odds of class 1. */
  readonly scale: "target" | "logOdds";
};

/** A trained network, open to be looked into. It stays the forecaster's and goes with it. */
export type OpenNetwork = {
  /** [B, T, F] → [B, K] */
  readonly model: LayersModel;
  /** The one number a window that is explained, so that gradients pass: the forecast, or of classes the log-odds of class 1 (of more than two: the score of the likeliest). in: [B, K]  out: [B] */
  answer(outputs: Tensor): Tensor;
  readonly scale: Contributions["scale"];
};

/** What a fit returns. `predict` exists only here. */
export type FittedForecaster = {
  readonly name: string;
  readonly task: Task;
  readonly reads: WindowForm;
  /**
   * One forecast a window. Regression: in the unit of the targets. Classification: the probability of class 1 where there are two, else the likeliest class.
   * in: N windows  out: [N]
   */
  predict(windows: Windows): Float64Array;
  /** Where the model knows its uncertainty. */
  quantiles?(windows: Windows): Quantiles;
  /** Of a classifier. */
  probabilities?(windows: Windows): Probabilities;
  /** Of a network with several heads: forecasts by the head's name, [N] each. The first head is `predict`. */
  heads?(windows: Windows): Readonly<Record<string, Float64Array>>;
  /** How much the fit owes to each input, adding up to 1; all 0 where its forecast is constant. */
  importance?(): Readonly<Record<string, number>>;
  /** Exact Shapley values of trees (TreeSHAP), coefficients times distance from the mean for linear models. */
  contributions?(windows: Windows): Contributions;
  /** Of a network: what explanations look into. */
  readonly network?: OpenNetwork;
  /** All that it takes to make it again, as bytes. `saveForecaster` writes them. */
  saved(): Promise<SavedState>;
  /** Frees device memory. */
  dispose(): void;
};

/** What is kept of the windows that a model was fitted on. */
export function formOf({ columns, horizon, lookback }: Windows): WindowForm {
  return { columns, horizon, lookback };
}
