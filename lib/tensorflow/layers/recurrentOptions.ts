import type { Shape } from "@tensorflow/tfjs";
import { type RandomKey, toSeed } from "../../random/index.ts";
import { TensorflowError } from "../error.ts";

export type RecurrentOptions = {
  readonly units: number;
  /** Output of every step instead of the last. Default false. */
  readonly returnSequences?: boolean;
  /** The states after the last step behind the output, in a list: h, and c of an LSTM. Default false. */
  readonly returnState?: boolean;
  /** Reads the last step first; the sequence returned is in the order of reading, as Keras's. Default false. */
  readonly goBackwards?: boolean;
  /** Share of the features dropped in training, the same ones at every step of a sequence. Default 0. */
  readonly dropout?: number;
  /** Share of the units dropped in training where h enters the products, the same ones at every step. Default 0. */
  readonly recurrentDropout?: number;
  readonly key: RandomKey;
  /** [T, F], needed on the first layer of a stack. */
  readonly inputShape?: readonly [number, number];
  readonly name?: string;
};

/** What a layer keeps of its options: the key as a seed, for `getConfig`. */
export type RecurrentConfig = {
  units: number;
  returnSequences?: boolean;
  returnState?: boolean;
  goBackwards?: boolean;
  dropout?: number;
  recurrentDropout?: number;
  seed: number;
  name?: string;
  inputShape?: Shape;
};

export function recurrentConfig({ inputShape, key, ...options }: RecurrentOptions): RecurrentConfig {
  return { ...options, seed: toSeed(key), ...(inputShape ? { inputShape: [...inputShape] } : {}) };
}

/** The options with their defaults. Throws on units that are no count and on rates outside [0, 1). */
export function checkedRecurrentConfig({ dropout = 0, goBackwards = false, recurrentDropout = 0, returnSequences = false, returnState = false, seed, units }: RecurrentConfig) {
  if (!Number.isInteger(units) || units < 1) throw new TensorflowError(`a recurrent layer needs a positive whole number of units, got ${units}`);
  for (const [name, rate] of Object.entries({ dropout, recurrentDropout })) {
    if (!(rate >= 0 && rate < 1)) throw new TensorflowError(`a recurrent layer's ${name} must be in [0, 1), got ${rate}`);
  }
  return { units, returnSequences, returnState, goBackwards, dropout, recurrentDropout, seed };
}
