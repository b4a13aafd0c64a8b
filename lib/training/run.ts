import { shuffledIndices, split } from "../random/index.ts";
import { tf, type LayersModel } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { fingerprintOf } from "./checkpoint/fingerprint.ts";
import { fitCheckpoints, type FitCheckpoints } from "./checkpoint/fitCheckpoints.ts";
import { checkInputs } from "./checkInputs.ts";
import { checkTargets } from "./checkTargets.ts";
import { disposeWindows, onDevice } from "./deviceWindows.ts";
import { bestWeights, type BestWeights } from "./earlyStopping.ts";
import { evaluation, type Evaluation } from "./evaluation.ts";
import { lossLedger, type LossLedger } from "./lossLedger.ts";
import { setLearningRate } from "./optimizer.ts";
import { firstPosition, type Position } from "./position.ts";
import { CHUNK } from "./predictor.ts";
import { refuseMissing } from "./refuseMissing.ts";
import { trainingStep } from "./step.ts";
import { settingsOf, type Settings, type TrainingOptions } from "./trainingOptions.ts";
import { windowWeights } from "./windowWeights.ts";

/** A fit under way: what it holds on the device, where it stands, and its next step. */
export type Run = {
  readonly settings: Settings;
  readonly position: Position;
  readonly stepsPerEpoch: number;
  readonly best: BestWeights;
  readonly evaluation: Evaluation;
  readonly ledger: LossLedger;
  readonly checkpoints: FitCheckpoints | undefined;
  /** Of the last step. */
  readonly learningRate: number;
  /** Makes the next step of the epoch under way. */
  step(): void;
  dispose(): void;
};

/** Checks everything, puts the windows on the device, and takes up the newest checkpoint if asked to. */
export async function openRun(model: LayersModel, train: Windows, validation: Windows, options: TrainingOptions): Promise<Run> {
  const settings = settingsOf(options);
  const { batchSize, clipping, key, loss, schedule, withNorm, xla } = settings;
  const orderOf = (epoch: number) => shuffledIndices(train.count, split(key, `shuffle ${epoch}`));
  const ofTraining = (n: number) => `batch ${Math.floor(orderOf(1).indexOf(n) / batchSize) + 1} of epoch 1`;
  const ofValidation = (n: number) => `batch ${Math.floor(n / CHUNK) + 1} of the validation`;
  for (const [name, windows, batchOf] of [["train", train, ofTraining], ["validation", validation, ofValidation]] as const) {
    checkInputs(name, model, windows);
    refuseMissing(name, windows, batchOf);
    checkTargets(name, model, loss, windows);
  }
  const weights = windowWeights(train, loss, options);
  const { hasFixedRate, isOwn, optimizer } = settings.optimizer();

  const [position, best] = [firstPosition(), bestWeights(model, settings.minDelta)];
  const disposeState = () => {
    best.dispose();
    if (isOwn) optimizer.dispose();
  };
  let checkpoints: FitCheckpoints | undefined;
  try {
    if (options.checkpoint) {
      const fingerprint = fingerprintOf({ model, optimizer, settings, train, validation, weights });
      checkpoints = await fitCheckpoints(options.checkpoint, { model, optimizer, best, position }, fingerprint, settings.onWarning);
      if (options.resume) await checkpoints.resume();
      else checkpoints.begin();
    }
  } catch (error) {
    checkpoints?.release();
    disposeState();
    throw error;
  }

  const data = onDevice(train, loss, weights);
  const stepsPerEpoch = Math.ceil(train.count / batchSize);
  const rateOf = (done: number) => {
    const { epoch, validationLoss } = position;
    return schedule.rate({ step: (epoch - 1) * stepsPerEpoch + done, epoch, stepsPerEpoch, validationLoss });
  };
  // A checkpoint may lie between the last step of an epoch and its validation: the history still wants that step's rate.
  let learningRate = position.step > 0 ? rateOf(position.step - 1) : (position.learningRate.at(-1) ?? NaN);
  let order: { readonly epoch: number; readonly positions: Int32Array } = { epoch: 0, positions: new Int32Array(0) };
  let isRateSet = false;
  // A stock optimizer whose rate changes with every step would be another step each time: it runs op by op.
  const isCompiled = !(hasFixedRate && schedule.everyStep);
  const step = trainingStep({ model, optimizer, loss, data, clipping, withNorm, isCompiled, xla, given: () => (hasFixedRate ? [learningRate] : []) });
  const validate = evaluation(model, validation, loss);
  const ledger = lossLedger(position);
  return {
    settings,
    position,
    stepsPerEpoch,
    best,
    evaluation: validate,
    ledger,
    checkpoints,
    get learningRate() {
      return learningRate;
    },
    step: () => {
      const { epoch, step: done } = position;
      if (order.epoch !== epoch) order = { epoch, positions: orderOf(epoch) };
      const rate = rateOf(done);
      if (!isRateSet || rate !== learningRate) setLearningRate(optimizer, rate);
      [learningRate, isRateSet] = [rate, true];
      const batch = order.positions.subarray(done * batchSize, (done + 1) * batchSize);
      const positions = tf.tensor1d(batch, "int32");
      ledger.add(step(positions), batch.length);
      positions.dispose();
      position.step++;
    },
    dispose: () => {
      step.dispose();
      validate.dispose();
      ledger.dispose();
      disposeWindows(data);
      disposeState();
      checkpoints?.release();
    },
  };
}
