import { randomStream, type RandomKey } from "../../random/index.ts";
import { StatisticsError } from "../error.ts";
import { notAvailable, type NotAvailable } from "../measure.ts";
import { blockRatios } from "./blockRatios.ts";
import { halves } from "./halves.ts";
import { checkTrials } from "./trialReturns.ts";

export type Overfitting = {
  /** Share of splits in which the best trial of one half is not above the middle of the other half. 0.5 is what noise gives, near 0 a real edge. */
  readonly probability: number;
  /** ln(ω/(1 − ω)) of each split, ω the rank of the chosen trial in the other half ÷ (K + 1). */
  readonly logits: Float64Array;
  /** Sharpe ratio a period of the chosen trial in its own half, and in the other. */
  readonly chosen: Float64Array;
  readonly tested: Float64Array;
  /** Slope of tested on chosen over the splits: below 0, the better a trial looked, the worse it did. */
  readonly degradation: number;
  /** Share of splits in which the chosen trial lost money in the other half. */
  readonly lossProbability: number;
};

const MOST_SPLITS = 12_870;

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: days in blocks, every half of the blocks chooses the trial
 * with the highest Sharpe ratio, the other half tests it. Bailey, Borwein, López de Prado and Zhu 2017.
 * Splits of more than 16 blocks are drawn, 12,870 of them, and `key` is needed. The blocks' sums are enough, so no return is read twice.
 * in: returns by trial over the same days, [K] of [N], K ≥ 2  out: N/A with fewer than `fewest` days a block
 */
export function pbo(returnsByTrial: readonly ArrayLike<number>[], { blocks = 16, fewest = 4, key }: { readonly blocks?: number; readonly fewest?: number; readonly key?: RandomKey } = {}): Overfitting | NotAvailable {
  const count = checkTrials("pbo", returnsByTrial, 2);
  if (!Number.isInteger(blocks / 2) || blocks < 4 || blocks > 30) throw new StatisticsError(`pbo: the number of blocks must be even, from 4 to 30, got ${blocks}`);
  if (count < blocks * fewest) return notAvailable(`${count} returns, ${blocks * fewest} needed for ${blocks} blocks`);
  if (blocks > 16 && key === undefined) throw new StatisticsError(`pbo: ${blocks} blocks have more splits than are counted one by one; give a key to draw them, or at most 16 blocks`);
  const ratios = blockRatios(returnsByTrial, count, blocks);
  const splits = halves(blocks, key === undefined || blocks <= 16 ? undefined : { most: MOST_SPLITS, stream: randomStream(key) });
  const [logits, chosen, tested] = [new Float64Array(splits.length), new Float64Array(splits.length), new Float64Array(splits.length)];
  const [own, other] = [new Float64Array(returnsByTrial.length), new Float64Array(returnsByTrial.length)];
  splits.forEach((split, at) => {
    ratios(split, own);
    ratios(~split & (2 ** blocks - 1), other);
    const best = largest(own);
    const rank = rankOf(other, best) / (returnsByTrial.length + 1);
    logits[at] = Math.log(rank / (1 - rank));
    chosen[at] = own[best]!;
    tested[at] = other[best]!;
  });
  const share = (holds: (k: number) => boolean) => splits.reduce((sum, _, k) => sum + (holds(k) ? 1 : 0), 0) / splits.length;
  return { probability: share((k) => logits[k]! <= 0), logits, chosen, tested, degradation: slope(chosen, tested), lossProbability: share((k) => tested[k]! < 0) };
}

function largest(x: Float64Array): number {
  let best = 0;
  for (let k = 1; k < x.length; k++) if (x[k]! > x[best]!) best = k;
  return best;
}

/** Rank of one number among all, 1 the smallest; equal ones share the mean of their ranks. */
function rankOf(x: Float64Array, one: number): number {
  let [below, equal] = [0, 0];
  for (let k = 0; k < x.length; k++) {
    if (x[k]! < x[one]!) below++;
    else if (x[k] === x[one]) equal++;
  }
  return below + (equal + 1) / 2;
}

function slope(x: Float64Array, y: Float64Array): number {
  const [centreX, centreY] = [x, y].map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  let [products, squares] = [0, 0];
  for (let k = 0; k < x.length; k++) {
    products += (x[k]! - centreX!) * (y[k]! - centreY!);
    squares += (x[k]! - centreX!) ** 2;
  }
  return squares === 0 ? 0 : products / squares;
}
