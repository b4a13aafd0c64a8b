import type { FittedForecaster } from "../models/forecaster.ts";
import { type RandomKey, shuffledIndices, split } from "../random/index.ts";
import type { Windows } from "../windows/index.ts";
import { ExplanationError } from "./error.ts";
import { checkGroups, columnGroups } from "./columnGroups.ts";

/** Error of each window's forecast. out: [N] */
export type WindowLoss = (fitted: FittedForecaster, windows: Windows) => Float64Array;

export type PermutationOptions = {
  readonly key: RandomKey;
  /** Error of a forecast. Default: squared; of a classifier −log of the probability of what came true. */
  readonly loss?: (forecast: number, actual: number) => number;
  /** Permutations of each column. Default 5. */
  readonly repeats?: number;
  /** Neighbouring windows that stay together, so that what follows from one to the next is kept. Default: the lookback, at most a tenth of the windows. */
  readonly block?: number;
  /** Columns that are permuted together under a name: such that say the same hide each other. Default: each alone. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
};

/** What one column, or group, is worth to a forecast. */
export type ColumnImportance = {
  readonly name: string;
  /** By how much the mean error grows when the column is that of other times. Unit of the loss. */
  readonly increase: number;
  /** Standard error of `increase`, from blocks of windows: about 95 % within two of it. */
  readonly error: number;
  /** The increase of each permutation. */
  readonly repeats: readonly number[];
};

export type PermutationImportance = {
  /** Mean error of the forecasts as they are. */
  readonly loss: number;
  /** Largest increase first. */
  readonly columns: readonly ColumnImportance[];
};

/**
 * Permutation importance: each column of the windows, all steps of it, is taken from other windows, in blocks of neighbours; what the model loses is what it owed to the column.
 *   increase = mean of L(y, f(x with column j of window π(n))) − mean of L(y, f(x))
 * Breiman 2001, https://doi.org/10.1023/A:1010933404324; Fisher, Rudin and Dominici 2019. The error bars come from blocks in time, in which neighbouring windows' errors are alike.
 * in: windows that the model was not fitted on
 */
export function permutationImportance(fitted: FittedForecaster, windows: Windows, options: PermutationOptions): PermutationImportance {
  const { block = defaultBlock(windows), groups = columnGroups(windows), key, repeats = 5 } = options;
  checkGroups("permutationImportance", groups, windows);
  if (!(Number.isInteger(repeats) && repeats >= 1)) throw new ExplanationError(`permutationImportance: repeats must be a whole number ≥ 1, got ${repeats}`);
  if (!(Number.isInteger(block) && block >= 1 && 2 * block <= windows.count)) throw new ExplanationError(`permutationImportance: block must be a whole number of windows from 1 to half of the ${windows.count}, got ${block}`);
  const lossOf = windowLoss(options.loss);
  const before = lossOf(fitted, windows);
  const columns = Object.entries(groups).map(([name, members]): ColumnImportance => {
    const permutations = Array.from({ length: repeats }, (_, repeat) => blockPermutation(windows.count, block, split(split(key, name), String(repeat))));
    const increases = permutations.map((from) => lossOf(fitted, withColumnsOf(windows, members, from)).map((after, n) => after - before[n]!));
    return { name, increase: mean(increases.map(mean)), error: blockError(influence(increases, permutations), block), repeats: increases.map(mean) };
  });
  return { loss: mean(before), columns: columns.sort((a, b) => b.increase - a.increase) };
}

function defaultBlock({ count, lookback }: Windows): number {
  return Math.max(1, Math.min(lookback, Math.floor(count / 10)));
}

function windowLoss(loss?: (forecast: number, actual: number) => number): WindowLoss {
  return (fitted, windows) => {
    if (loss || fitted.task === "regression" || !fitted.probabilities) {
      const of = loss ?? ((forecast: number, actual: number) => (forecast - actual) ** 2);
      return fitted.predict(windows).map((forecast, n) => of(forecast, windows.targets[n]!));
    }
    const { classes, values } = fitted.probabilities(windows);
    return Float64Array.from(windows.targets, (actual, n) => -Math.log(Math.max(1e-12, values[n * classes + actual]!)));
  };
}

/** Where each window takes the column from: blocks of neighbours in random order. out: [N] */
function blockPermutation(count: number, block: number, key: RandomKey): Int32Array {
  const blocks = shuffledIndices(Math.ceil(count / block), key);
  return Int32Array.from(Array.from(blocks).flatMap((b) => Array.from({ length: Math.min(block, count - b * block) }, (_, k) => b * block + k)));
}

/** The windows with some columns of other windows, all steps of them. */
function withColumnsOf(windows: Windows, columns: readonly string[], from: Int32Array): Windows {
  const { features, lookback } = windows;
  const places = columns.map((name) => windows.columns.indexOf(name));
  const inputs = windows.inputs.slice();
  for (let n = 0; n < windows.count; n++) {
    for (let t = 0; t < lookback; t++) for (const f of places) inputs[(n * lookback + t) * features + f] = windows.inputs[(from[n]! * lookback + t) * features + f]!;
  }
  return { ...windows, inputs };
}

/** What each window does to the mean increase: as the one that takes the column, and as the one that it is taken from (Hoeffding's projection of a statistic of pairs). out: [N] */
function influence(increases: readonly Float64Array[], permutations: readonly Int32Array[]): Float64Array {
  const sums = new Float64Array(increases[0]!.length);
  increases.forEach((increase, repeat) => {
    increase.forEach((value, n) => {
      sums[n]! += value / increases.length;
      sums[permutations[repeat]![n]!]! += value / increases.length;
    });
  });
  return sums;
}

/** Standard error of a mean over blocks of neighbours, each as one number. */
function blockError(values: Float64Array, block: number): number {
  const means = Array.from({ length: Math.ceil(values.length / block) }, (_, b) => mean(values.subarray(b * block, (b + 1) * block)));
  const centre = mean(means);
  return Math.sqrt(means.reduce((sum, m) => sum + (m - centre) ** 2, 0) / (means.length - 1) / means.length);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n]!;
  return sum / values.length;
}
