import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { selectNth } from "../selectNth.ts";
import { checkSamples } from "../samples.ts";
import { ends } from "./ends.ts";

/** The ends of a distribution of returns. Losses are positive numbers: 0.02 is a loss of 2 %. */
export type Tails = {
  /** Value at risk: the loss that `1 − share` of the periods do not exceed, −quantile(r, share). */
  readonly valueAtRisk: Measure;
  /** Expected shortfall: mean loss of the worst ⌊(N−1)·share⌋ + 1 periods. Acerbi and Tasche 2002. */
  readonly expectedShortfall: Measure;
  /** Tail ratio: |quantile(r, 1 − share)| ÷ |quantile(r, share)|. Above 1 the good periods are larger than the bad ones. */
  readonly tailRatio: Measure;
};

/**
 * Historical value at risk, expected shortfall and tail ratio, of the returns as they were: no distribution is assumed.
 * Quantiles are linear between neighbours. in: simple returns [N]  out: a period, not a year; N/A with fewer than `fewest` returns in the tail
 */
export function tails(returns: ArrayLike<number>, { share = 0.05, fewest = 5 }: { readonly share?: number; /** Fewest returns that must lie in the tail. */ readonly fewest?: number } = {}): Tails {
  const few = tooFew(returns.length, Math.ceil(fewest / share));
  if (few !== undefined) return { valueAtRisk: few, expectedShortfall: few, tailRatio: few };
  const count = checkSamples("tails", { returns });
  const worst = Math.floor((count - 1) * share) + 1;
  const { low: losses, high: gains } = ends(returns, worst + 2);
  const low = quantileOf(losses, share * (count - 1), 0);
  let sum = 0;
  for (let t = 0; t < worst; t++) sum += losses[t]!;
  const high = quantileOf(gains, (1 - share) * (count - 1), count - gains.length);
  return { valueAtRisk: -low, expectedShortfall: -sum / worst, tailRatio: low === 0 ? notAvailable("the low quantile is 0") : Math.abs(high / low) };
}

/** Number at a place of the sorted column, by partly sorting rows that begin at its row `first`. Type 7 of Hyndman and Fan 1996, as in the market's `quantile`. */
function quantileOf(x: Float64Array, position: number, first: number): number {
  const below = Math.floor(position);
  const value = selectNth(x, below - first);
  let next = Infinity;
  for (let t = below - first + 1; t < x.length; t++) if (x[t]! < next) next = x[t]!;
  return next === Infinity ? value : value + (position - below) * (next - value);
}
