import type { RandomKey } from "../random/index.ts";
import type { Windows } from "../windows/index.ts";
import { ModelError } from "./error.ts";

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
};

/** A forecasting method before it has seen data: configuration, nothing learnt. */
export type Forecaster = {
  readonly name: string;
  /** Learns from the training windows alone; the validation windows may decide when to stop. */
  fit(train: Windows, validation: Windows, options: FitOptions): Promise<FittedForecaster>;
};

/** What a fit returns. `predict` exists only here. */
export type FittedForecaster = {
  readonly name: string;
  /** One forecast a window, in the unit of the targets. in: N windows  out: [N] */
  predict(windows: Windows): Float64Array;
  /** Writes the model into a folder, for those that have something to write. */
  save?(folder: string): Promise<void>;
  /** Frees device memory. */
  dispose(): void;
};

/** Refuses windows that have other columns or another length than the model was fitted on. */
export function checkWindows(name: string, fitted: Pick<Windows, "columns" | "lookback">, given: Windows): void {
  const differs = fitted.lookback !== given.lookback || fitted.columns.join() !== given.columns.join();
  if (!differs) return;
  const text = ({ columns, lookback }: Pick<Windows, "columns" | "lookback">) => `${lookback} steps of ${columns.join(", ")}`;
  throw new ModelError(`${name}: fitted on windows of ${text(fitted)}, asked to predict windows of ${text(given)}. Make both with the same columns, in the same order.`);
}

/** Refuses to fit on no windows at all. */
export function requireWindows(name: string, train: Windows): void {
  if (train.count === 0) throw new ModelError(`${name}: there is no training window. Give more bars or a shorter lookback.`);
}
