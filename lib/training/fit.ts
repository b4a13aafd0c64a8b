import type { FitOptions } from "../models/forecaster.ts";
import { shuffledIndices, split } from "../random/index.ts";
import { tf, type LayersModel, type Scalar } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { batchOf, disposeWindows, onDevice, refuseMissing, type DeviceWindows } from "./deviceWindows.ts";
import { bestWeights } from "./earlyStopping.ts";
import { TrainingError } from "./error.ts";
import type { LossName } from "./losses.ts";
import { evaluate } from "./predict.ts";
import { stopSignal } from "./stopSignal.ts";
import { trainingStep, type TrainingStep } from "./step.ts";

export type TrainingOptions = FitOptions & {
  readonly loss?: LossName;
  /** A validation loss counts as better if it is lower by more than this. Default 0. */
  readonly minDelta?: number;
  /** Milliseconds, for the times in progress events. Results never depend on it. */
  readonly clock?: () => number;
};

/** Losses of each epoch, oldest first. `bestEpoch` counts from 1; the model has its weights. */
export type History = {
  readonly loss: readonly number[];
  readonly validationLoss: readonly number[];
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
};

/**
 * Trains a model by Adam (Kingma & Ba 2015) on shuffled batches; the same key gives the same weights to the last bit on one machine.
 * The model ends with the weights of its best validation loss; `patience` epochs without a better one end the training.
 * Between epochs and every few batches the event loop runs, so that `signal` can stop it, and so does an interrupted notebook cell.
 */
export async function fit(model: LayersModel, train: Windows, validation: Windows, options: TrainingOptions): Promise<History> {
  const { batchSize = 32, clock = () => performance.now(), epochs = 20, key, learningRate = 1e-3, loss = "meanSquaredError", minDelta = 0, onProgress, patience = Infinity } = options;
  checkOptions({ batchSize, epochs, patience }, learningRate);
  for (const [name, windows] of Object.entries({ train, validation })) refuseMissing(name, windows);
  const [trainData, validationData] = [onDevice(train), onDevice(validation)];
  const optimizer = tf.train.adam(learningRate);
  const step = trainingStep(model, optimizer, loss);
  const best = bestWeights(model, minDelta);
  const history = { loss: new Array<number>(), validationLoss: new Array<number>() };
  const started = clock();
  const { release, signal } = await stopSignal(options.signal);
  try {
    for (let epoch = 1; epoch <= epochs && best.epochsWithout < patience; epoch++) {
      const order = shuffledIndices(train.count, split(key, `shuffle ${epoch}`));
      history.loss.push(await runEpoch(step, trainData, order, batchSize, epoch, signal));
      history.validationLoss.push(finite(evaluate(model, validationData, loss), `the validation loss of epoch ${epoch}`));
      best.offer(history.validationLoss.at(-1)!, epoch);
      const secondsPerEpoch = (clock() - started) / 1000 / epoch;
      const steps = Math.ceil(train.count / batchSize);
      onProgress?.({ epoch, epochs, step: steps, steps, loss: history.loss.at(-1)!, validationLoss: history.validationLoss.at(-1)!, secondsPerEpoch, eta: secondsPerEpoch * (epochs - epoch) });
      await nextTurn(signal);
    }
    best.restore();
    return { ...history, bestEpoch: best.epoch, stoppedEarly: history.loss.length < epochs };
  } finally {
    release();
    best.dispose();
    optimizer.dispose();
    disposeWindows(trainData);
    disposeWindows(validationData);
  }
}

function checkOptions(counts: Readonly<Record<string, number>>, learningRate: number): void {
  for (const [name, value] of Object.entries(counts)) {
    if (!(value >= 1 && (Number.isInteger(value) || value === Infinity))) throw new TrainingError(`fit: ${name} must be a whole number ≥ 1, got ${value}`);
  }
  if (!(learningRate > 0)) throw new TrainingError(`fit: learningRate must be positive, got ${learningRate}`);
}

/** Batches between two turns of the event loop. */
const TURN = 32;

/** One pass over the training windows. Returns the mean loss of its batches, weighted by their sizes. */
async function runEpoch(step: TrainingStep, data: DeviceWindows, order: Int32Array, batchSize: number, epoch: number, signal: AbortSignal): Promise<number> {
  const losses: Scalar[] = [];
  try {
    for (let from = 0; from < order.length; from += batchSize) {
      if (losses.length % TURN === TURN - 1) await nextTurn(signal);
      const batch = batchOf(data, order.subarray(from, from + batchSize));
      losses.push(step(batch.inputs, batch.targets));
      tf.dispose(batch);
    }
    const values = tf.tidy(() => Array.from(tf.stack(losses).dataSync()));
    return values.reduce((sum, value, k) => sum + finite(value, `the loss of epoch ${epoch}, batch ${k + 1}`) * Math.min(batchSize, order.length - k * batchSize), 0) / order.length;
  } finally {
    tf.dispose(losses);
  }
}

function finite(value: number, what: string): number {
  if (Number.isFinite(value)) return value;
  throw new TrainingError(`fit: ${what} is ${value}. Lower the learning rate, or scale the inputs and targets to a range near 1.`);
}

async function nextTurn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
