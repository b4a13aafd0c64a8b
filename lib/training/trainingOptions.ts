import type { FitOptions } from "../models/forecaster.ts";
import type { Optimizer } from "../tensorflow/index.ts";
import { checkClipping, type Clipping } from "./clipping.ts";
import type { CheckpointOptions } from "./checkpoint/checkpoints.ts";
import { TrainingError } from "./error.ts";
import { lossOf, type Loss, type LossName } from "./losses/index.ts";
import { chosenOptimizer, rateOf, type OptimizerName } from "./optimizer.ts";
import { constant, type Schedule } from "./schedules/index.ts";
import type { WeightOptions } from "./windowWeights.ts";

export type TrainingOptions = Omit<FitOptions, "learningRate"> &
  WeightOptions & {
    /** Default "meanSquaredError". `huber({ delta })`, `directional()`, `quantile(0.9)`, `sparseCategoricalFocal({ fromLogits: true })` and losses of one's own as well. */
    readonly loss?: LossName | Loss;
    /** Default "adam". An optimizer that is given keeps its state after the fit and is the caller's to dispose. */
    readonly optimizer?: OptimizerName | Optimizer;
    /** A rate, or a schedule such as `warmUp({ epochs: 1 }, cosine({ from: 1e-3, epochs: 20 }))`. Default 1e-3, or that of a given optimizer. */
    readonly learningRate?: number | Schedule;
    /** Bounds the gradients, such as `{ globalNorm: 1 }`. */
    readonly clipping?: Clipping;
    /** Measures the norm of the gradients for the history. Default: with `clipping`. */
    readonly gradientNorm?: boolean;
    /** Compiles the step by XLA, where every op of it has an XLA kernel. Fused layers give way to their plain loops, dropout draws other masks. Not with `checkpoint`. Default false. */
    readonly xla?: boolean;
    /** A validation loss counts as better if it is lower by more than this. Default 0. */
    readonly minDelta?: number;
    /** Where the state of the fit is written, so that it can go on after a kill. */
    readonly checkpoint?: CheckpointOptions;
    /** Goes on from the newest checkpoint; from the beginning where there is none. Default false. */
    readonly resume?: boolean;
    /** Receives what went wrong without stopping the fit. Default: a line on stderr. */
    readonly onWarning?: (text: string) => void;
    /** Milliseconds, for the times in progress events. Results never depend on it. */
    readonly clock?: () => number;
  };

/** What was measured in each epoch, oldest first. `bestEpoch` counts from 1; the model has its weights. */
export type History = {
  readonly loss: readonly number[];
  readonly validationLoss: readonly number[];
  /** Of the epoch's last step. */
  readonly learningRate: readonly number[];
  /** Mean norm of the gradients before clipping, where it was measured. */
  readonly gradientNorm?: readonly number[];
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
};

export type Settings = ReturnType<typeof settingsOf>;

/** Options with their defaults, checked. The optimizer is made when it is asked for. */
export function settingsOf(options: TrainingOptions) {
  const { batchSize = 32, epochs = 20, optimizer = "adam", patience = Infinity } = options;
  const { learningRate = rateOf(optimizer) ?? 1e-3 } = options;
  for (const [name, value] of Object.entries({ batchSize, epochs, patience })) {
    if (!(value >= 1 && (Number.isInteger(value) || value === Infinity))) throw new TrainingError(`fit: ${name} must be a whole number ≥ 1, got ${value}`);
  }
  if (options.resume && !options.checkpoint) throw new TrainingError("fit: resume needs checkpoint: { folder }, the place to go on from");
  if (options.xla && options.checkpoint) throw new TrainingError("fit: with xla a resumed fit would not be the same: XLA rounds otherwise than the steps run while one is recorded. Leave out xla or checkpoint");
  checkClipping(options.clipping);
  return {
    batchSize,
    epochs,
    patience,
    schedule: typeof learningRate === "number" ? constant(learningRate) : learningRate,
    optimizer: () => chosenOptimizer(optimizer),
    loss: lossOf(options.loss ?? "meanSquaredError"),
    clipping: options.clipping,
    withNorm: options.gradientNorm ?? options.clipping !== undefined,
    xla: options.xla ?? false,
    minDelta: options.minDelta ?? 0,
    key: options.key,
    clock: options.clock ?? (() => performance.now()),
    onWarning: options.onWarning ?? ((text: string) => console.warn(`marketbook: ${text}`)),
  };
}
