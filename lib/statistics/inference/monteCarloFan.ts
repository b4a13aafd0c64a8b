import { quantile } from "../../market/quantile.ts";
import { randomStream, type RandomKey } from "../../random/index.ts";
import { StatisticsError } from "../error.ts";
import { notAvailable, type NotAvailable } from "../measure.ts";
import { checkSamples } from "../samples.ts";
import { blockLength } from "./blockLength.ts";
import { stationaryBootstrap } from "./stationaryBootstrap.ts";

export type FanOptions = {
  readonly key: RandomKey;
  readonly resamples?: number;
  /** Shares of the paths that lie below each line. */
  readonly shares?: readonly number[];
  /** Mean block in rows, default `blockLength`; 1 for trades, which then come in any order. */
  readonly meanBlock?: number;
  /** Rows at which the paths are told, the first and the last among them. Default 101. */
  readonly points?: number;
  readonly fewest?: number;
};

/** What might have come of the same returns in another order, some of them more than once. */
export type Fan = {
  /** Number of returns so far, 0 first. [P] */
  readonly rows: Int32Array;
  /** Growth of 1 at these rows: so large a share of the paths lies below. [P] each */
  readonly lines: readonly { readonly share: number; readonly growth: Float64Array }[];
  /** Share of paths that end below 1. */
  readonly lossProbability: number;
  /** Maximum drawdown that so large a share of the paths stays below. */
  readonly maxDrawdown: readonly { readonly share: number; readonly depth: number }[];
};

/**
 * Monte Carlo fan: paths of stationary bootstrap samples of returns, compounded, and their quantiles at each row. The returns are shares of the equity, never money:
 * money of a large account would ruin a small one. Returns of days for the path of the equity, of trades (`tradeReturns`) for their luck.
 * It knows only what happened: no crash that was not in the sample. in: simple returns [N]  out: N/A below `fewest` returns
 */
export function monteCarloFan(returns: ArrayLike<number>, { fewest = 30, key, meanBlock = blockLength(returns), points = 101, resamples = 1000, shares = [0.05, 0.25, 0.5, 0.75, 0.95] }: FanOptions): Fan | NotAvailable {
  const count = checkSamples("monteCarloFan", { returns });
  if (count < fewest) return notAvailable(`${count} returns, ${fewest} needed`);
  if (!(points >= 2) || !(resamples >= 1)) throw new StatisticsError(`monteCarloFan: at least 2 points and 1 resample are needed, got ${points} and ${resamples}`);
  const last = Math.min(points - 1, count);
  const rows = Int32Array.from({ length: last + 1 }, (_, p) => Math.round((p * count) / last));
  const at = Array.from(rows, () => new Float64Array(resamples));
  const depths = new Float64Array(resamples);
  const stream = randomStream(key);
  for (let b = 0; b < resamples; b++) {
    const drawn = stationaryBootstrap(count, meanBlock, stream);
    let [growth, peak, point] = [1, 1, 1];
    at[0]![b] = 1;
    for (let t = 0; t < count; t++) {
      growth *= Math.max(0, 1 + returns[drawn[t]!]!);
      if (growth > peak) peak = growth;
      else depths[b] = Math.max(depths[b]!, 1 - growth / peak);
      if (rows[point] === t + 1) at[point++]![b] = growth;
    }
  }
  for (const values of [...at, depths]) values.sort();
  return {
    rows,
    lines: shares.map((share) => ({ share, growth: Float64Array.from(at, (values) => quantile(values, share)) })),
    lossProbability: at.at(-1)!.filter((growth) => growth < 1).length / resamples,
    maxDrawdown: shares.map((share) => ({ share, depth: quantile(depths, share) })),
  };
}
