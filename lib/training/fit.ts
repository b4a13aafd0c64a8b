import type { LayersModel } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { finite } from "./finite.ts";
import { pace, type Pace } from "./pace.ts";
import { closeEpoch } from "./position.ts";
import { openRun, type Run } from "./run.ts";
import { stopSignal } from "./stopSignal.ts";
import type { History, TrainingOptions } from "./trainingOptions.ts";

/**
 * Trains a model on shuffled batches; the same key gives the same weights to the last bit on one machine.
 * The windows stay on the device, and each step, from gathering the batch to the new weights, runs as one TensorFlow function.
 * The model ends with the weights of its best validation loss; `patience` epochs without a better one end the training.
 * Every few steps the event loop runs, so that `signal` can stop it, and so does an interrupted notebook cell:
 * the model then has the weights of that moment.
 * With `checkpoint`, a fit that was killed or stopped is taken up by `resume` and ends with the same weights and the same history.
 */
export async function fit(model: LayersModel, train: Windows, validation: Windows, options: TrainingOptions): Promise<History> {
  const run = await openRun(model, train, validation, options);
  const { best, checkpoints, evaluation, position, settings } = run;
  const { release, signal } = await stopSignal(options.signal);
  try {
    await nextTurn(run, signal);
    const progress = pace(settings.clock);
    while (position.epoch <= settings.epochs && best.epochsWithout < settings.patience) {
      const { epoch } = position;
      await runEpoch(run, progress, signal, options);
      const between = async () => (progress.isTurn() ? nextTurn(run, signal) : undefined);
      const validationLoss = finite(await evaluation.loss(between), `the validation loss of epoch ${epoch}`);
      best.offer(validationLoss, epoch);
      closeEpoch(position, validationLoss, run.learningRate, settings.withNorm);
      tellEpoch(run, progress, options);
      if (checkpoints?.isDue()) await checkpoints.save();
      await nextTurn(run, signal);
    }
    await checkpoints?.save();
    best.restore();
    return historyOf(run);
  } finally {
    release();
    run.dispose();
  }
}

/** The rest of the epoch under way: all of it, or what a checkpoint left. */
async function runEpoch(run: Run, progress: Pace, signal: AbortSignal, options: TrainingOptions): Promise<void> {
  const { checkpoints, ledger, position, stepsPerEpoch } = run;
  while (position.step < stepsPerEpoch) {
    run.step();
    progress.count();
    const isDue = checkpoints?.isDue() ?? false;
    const isTurn = progress.isTurn();
    if (isDue || isTurn) ledger.read();
    if (isDue) await checkpoints?.save();
    if (!isTurn) continue;
    if (progress.isEvent()) tellStep(run, progress, options);
    await nextTurn(run, signal);
  }
  ledger.read();
}

/** Lets the event loop run. A fit that is stopped there leaves a checkpoint. */
async function nextTurn({ checkpoints }: Run, signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (!signal.aborted) return;
  await checkpoints?.save();
  throw signal.reason;
}

function tellStep({ learningRate, ledger, position, settings, stepsPerEpoch: steps }: Run, progress: Pace, { onStep }: TrainingOptions): void {
  const { epoch, step } = position;
  const secondsPerStep = progress.secondsPerStep();
  const eta = secondsPerStep * ((settings.epochs - epoch + 1) * steps - step);
  onStep?.({ epoch, epochs: settings.epochs, step, steps, loss: ledger.mean(), stepLoss: ledger.last(), learningRate, secondsPerStep, eta });
}

function tellEpoch({ best, position, settings, stepsPerEpoch: steps }: Run, progress: Pace, { onProgress }: TrainingOptions): void {
  const { epochs } = settings;
  const epoch = position.epoch - 1;
  const [loss, validationLoss, learningRate, gradientNorm] = [position.loss, position.validationLoss, position.learningRate, position.gradientNorm].map((values) => values.at(-1));
  const secondsPerEpoch = progress.secondsPerStep() * steps;
  const measured = { loss: loss!, validationLoss: validationLoss!, learningRate: learningRate!, ...(gradientNorm === undefined ? {} : { gradientNorm }) };
  onProgress?.({ epoch, epochs, step: steps, steps, ...measured, bestEpoch: best.epoch, secondsPerEpoch, eta: secondsPerEpoch * (epochs - epoch) });
}

function historyOf({ best, position, settings }: Run): History {
  const { gradientNorm, learningRate, loss, validationLoss } = position;
  const norms = settings.withNorm ? { gradientNorm } : {};
  return { loss, validationLoss, learningRate, ...norms, bestEpoch: best.epoch, stoppedEarly: loss.length < settings.epochs };
}
