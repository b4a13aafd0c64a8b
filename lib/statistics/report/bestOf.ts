import type { ParameterSet, Sweep } from "../../backtest/index.ts";
import { StatisticsError } from "../error.ts";
import { deflatedSharpe } from "../inference/deflatedSharpe.ts";
import { pbo, type Overfitting } from "../inference/pbo.ts";
import { notAvailable, type Measure, type NotAvailable } from "../measure.ts";
import { standardDeviation } from "../moments.ts";
import type { CountedTrials } from "./countedTrials.ts";
import { ofOverfitting, ofTrials } from "./verdictSentences.ts";

/** The best set of a sweep, and what having chosen it takes away. */
export type BestSet = {
  /** Its index in the sweep's arrays. */
  readonly index: number;
  readonly set: ParameterSet;
  /** Annualised, as it was measured: the best of many is good by chance. */
  readonly sharpe: number;
  /** Every set that was run, or what was counted on these bars, these sets included. */
  readonly trials: CountedTrials;
  /** Probability that it is better than the best of as many trials without skill. */
  readonly deflatedSharpe: Measure;
  /** Whether choosing the best of these sets holds on days that did not choose it. */
  readonly overfitting: Overfitting | NotAvailable;
  /** Both in words. */
  readonly sentences: readonly string[];
};

/**
 * The set with the highest Sharpe ratio, together with its deflated Sharpe ratio and the probability that the choice is overfitted. There is no way to have it alone.
 * All sets count as independent trials, which errs on the side of doubt where they are alike.
 * in: a sweep that kept its returns; all trials on its bars where they were counted (`trialsOf` of lib/runs), at least its own  out: an error where no set has a Sharpe ratio
 */
export function bestOf({ periodsPerYear, returns, rule, sets, sharpe, symbol }: Sweep, { counted }: { readonly counted?: CountedTrials } = {}): BestSet {
  if (returns === undefined) throw new StatisticsError(`bestOf: the sweep of ${rule} on ${symbol} kept no returns, without which its best set cannot be judged; run it with keepReturns: true`);
  if (counted !== undefined && !(counted.count >= sets.length)) throw new StatisticsError(`bestOf: ${counted.count} trials were counted, but the sweep has ${sets.length} sets; count its own too`);
  const known = sharpe.filter((value) => Number.isFinite(value));
  if (known.length === 0) throw new StatisticsError(`bestOf: none of the ${sets.length} sets of ${rule} on ${symbol} has a Sharpe ratio: too few bars, or none of them traded`);
  const index = sharpe.indexOf(known.reduce((most, value) => Math.max(most, value)));
  const trials = counted ?? { count: sets.length, varianceOfSharpes: known.length < 2 ? 0 : standardDeviation(known) ** 2 };
  const deflated = deflatedSharpe(returns[index]!, { trials: trials.count, sharpeVariance: trials.varianceOfSharpes, periodsPerYear });
  const overfitting = returns.length < 2 ? notAvailable("1 set, 2 needed to choose from") : pbo(returns);
  return { index, set: sets[index]!, sharpe: sharpe[index]!, trials, deflatedSharpe: deflated, overfitting, sentences: [...ofTrials(deflated, trials), ...ofOverfitting(overfitting)] };
}
