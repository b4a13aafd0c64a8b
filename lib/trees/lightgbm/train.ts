import { boost } from "../boost.ts";
import { owned, type Handle } from "../handle.ts";
import { made } from "../native.ts";
import { defaultThreads } from "../threads.ts";
import type { TrainRequest, Trained, TrainingSet } from "../types.ts";
import { FLOAT32, lightgbmLibrary, parameterText } from "./library.ts";

const TRAINING = 0;
const VALIDATION = 1;
const GAIN = 1;

/**
 * Trains LightGBM: parameters are those of its manual. The model is in its text format. Ke et al. 2017.
 * The library's sums are kept in one order, so that the number of threads does not change the trees. Rounds run on this thread, with a turn of the
 * event loop between them: the library keeps for each thread how much it may print, and on a thread that it was not told on it prints with every tree.
 * Rows are handed over on this thread too, unless they are many: OpenMP keeps a team for each thread that calls it, and with more of them than
 * there are cores every round waits for sleeping ones.
 */
export async function trainLightgbm({ parameters, threads = defaultThreads(), train, validation, ...request }: TrainRequest): Promise<Trained> {
  const { addValidation, call, createBooster, freeBooster, update } = lightgbmLibrary();
  const text = parameterText({ deterministic: true, force_row_wise: true, verbosity: -1, ...parameters, num_threads: threads });
  const held: Handle[] = [];
  const hold = (handle: Handle) => (held.push(handle), handle);
  try {
    const data = hold(await datasetOf(train, text));
    const unseen = validation && hold(await datasetOf(validation, text, data));
    const out: [bigint | null] = [null];
    call(createBooster, data.pointer, text, out);
    const booster = hold(owned("booster of LightGBM", made(out), (pointer) => freeBooster(pointer)));
    if (unseen) call(addValidation, booster.pointer, unseen.pointer);
    const isFinished = new Int32Array(1);
    const progress = await boost(request, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      call(update, booster.pointer, isFinished);
      return isFinished[0] === 1;
    }, {
      train: () => loss(booster, TRAINING),
      validation: () => (unseen ? loss(booster, VALIDATION) : undefined),
    });
    return { ...progress, bytes: bytesOf(booster, progress.bestRound) };
  } finally {
    // The booster before the data that it looks at.
    for (const handle of held.reverse()) handle.free();
  }
}

/** Values that are put into bins in about a second on one core; more of them must not keep the event loop waiting. */
const MANY = 6_000_000;

/** The library's copy of the rows in bins; those of a validation are the training's. */
async function datasetOf(set: TrainingSet, parameters: string, reference?: Handle): Promise<Handle> {
  const { call, callAsync, createDataset, freeDataset, setField } = lightgbmLibrary();
  const out: [bigint | null] = [null];
  const given = [createDataset, set.values, FLOAT32, set.rows, set.width, 1, parameters, reference?.pointer ?? null, out] as const;
  if (set.values.length > MANY) await callAsync(...given);
  else call(...given);
  const dataset = owned("dataset of LightGBM", made(out), (pointer) => freeDataset(pointer));
  try {
    call(setField, dataset.pointer, "label", set.labels, set.rows, FLOAT32);
    if (set.weights) call(setField, dataset.pointer, "weight", set.weights, set.rows, FLOAT32);
    return dataset;
  } catch (error) {
    dataset.free();
    throw error;
  }
}

/** The first metric of the training or the validation rows. */
function loss(booster: Handle, set: number): number {
  const { call, evaluate } = lightgbmLibrary();
  const losses = new Float64Array(8);
  call(evaluate, booster.pointer, set, new Int32Array(1), losses);
  return losses[0]!;
}

/** The text of the first rounds, asked for twice: for its length, then for itself. */
function bytesOf(booster: Handle, rounds: number): Uint8Array {
  const { call, save } = lightgbmLibrary();
  let text: Uint8Array = new Uint8Array(1 << 16);
  const length: [number | null] = [null];
  call(save, booster.pointer, 0, rounds, GAIN, text.length, length, text);
  if (made(length) > text.length) {
    text = new Uint8Array(made(length));
    call(save, booster.pointer, 0, rounds, GAIN, text.length, length, text);
  }
  return text.slice(0, made(length) - 1);
}
