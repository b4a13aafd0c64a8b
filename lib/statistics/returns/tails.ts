import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { selectNth } from "../selectNth.ts";
import { checkSamples } from "../samples.ts";

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
  const sorted = Float64Array.from(returns);
  const low = quantileOf(sorted, share, 0);
  const worst = Math.floor((count - 1) * share) + 1;
  let sum = 0;
  for (let t = 0; t < worst; t++) sum += sorted[t]!;
  const high = quantileOf(sorted, 1 - share, worst);
  return { valueAtRisk: -low, expectedShortfall: -sum / worst, tailRatio: low === 0 ? notAvailable("the low quantile is 0") : Math.abs(high / low) };
}

/** Quantile by partly sorting: rows from `from` on, all before are smaller. Type 7 of Hyndman and Fan 1996, as in the market's `quantile`. */
function quantileOf(x: Float64Array, share: number, from: number): number {
  const position = share * (x.length - 1);
  const below = Math.floor(position);
  const value = selectNth(x, below, from);
  let next = Infinity;
  for (let t = below + 1; t < x.length; t++) if (x[t]! < next) next = x[t]!;
  return next === Infinity ? value : value + (position - below) * (next - value);
}
