import type { BacktestResult } from "../../backtest/index.ts";
import { periodsPerYear as barsPerYear } from "../../market/periodsPerYear.ts";
import type { RandomKey } from "../../random/index.ts";
import { deflatedSharpe } from "../inference/deflatedSharpe.ts";
import { sharpeDifferenceInterval, sharpeInterval, type Interval } from "../inference/interval.ts";
import { minimumTrackRecord } from "../inference/minimumTrackRecord.ts";
import type { Overfitting } from "../inference/pbo.ts";
import { formatMeasure, isAvailable, notAvailable, type Measure, type NotAvailable } from "../measure.ts";
import { simpleReturns } from "../returns/simpleReturns.ts";
import type { CountedTrials } from "./countedTrials.ts";
import { performance } from "./performance.ts";
import { ofDifference, ofInterval, ofOverfitting, ofTrackRecord, ofTrials, oneSided } from "./verdictSentences.ts";

export type StrategyVerdict = {
  /** Bootstrap interval of the strategy's annualised Sharpe ratio. */
  readonly sharpe: Interval | NotAvailable;
  /** The same of its difference to buy-and-hold, resampled on the same days. */
  readonly difference: Interval | NotAvailable;
  /** Probability that it is better than the best of as many trials without skill; N/A where trials were not counted. */
  readonly deflatedSharpe: Measure;
  /** Returns like these that are needed before the Sharpe ratio is above 0 beyond chance. */
  readonly minimumTrackRecord: Measure;
  /** Probability of backtest overfitting; N/A where the returns of the trials were not given. */
  readonly pbo: Measure;
  readonly trials: CountedTrials | null;
  /** What the sample says, and what it cannot say. */
  readonly sentences: readonly string[];
};

export type VerdictOptions = {
  readonly key: RandomKey;
  readonly resamples?: number;
  /** Of the intervals; what is asked of one side alone, the track record and the deflated Sharpe ratio, is asked as strictly. Default 0.95. */
  readonly confidence?: number;
  readonly trials?: CountedTrials;
  /** Of `pbo` over the returns of all trials. */
  readonly overfitting?: Overfitting | NotAvailable;
};

/**
 * What can be said of a strategy against buy-and-hold on the same bars with the same costs, and what cannot.
 * The sentences follow from the numbers and their bootstrap intervals alone; the resampling is seeded by `key`.
 */
export function verdict(strategy: BacktestResult, hold: BacktestResult, { confidence = 0.95, key, overfitting, resamples = 1000, trials }: VerdictOptions): StrategyVerdict {
  const [ours, theirs] = [performance("strategy", strategy), performance("buy-and-hold", hold)];
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const grew = `After costs the strategy grew ${formatMeasure(ours.cagr, share)} a year with ${ours.trades} ${ours.trades === 1 ? "trade" : "trades"}, buy-and-hold ${formatMeasure(theirs.cagr, share)}. Its largest fall was ${share(ours.maxDrawdown)}, that of buy-and-hold ${share(theirs.maxDrawdown)}.`;
  const pbo = overfitting === undefined ? notAvailable("the returns of the trials were not given") : "reason" in overfitting ? overfitting : overfitting.probability;
  if (ours.trades === 0) return withoutNumbers(grew, "the strategy never traded", pbo, trials);
  if (!isAvailable(ours.sharpe)) return withoutNumbers(grew, ours.sharpe.reason, pbo, trials);
  const [a, b] = [simpleReturns(strategy.equity), simpleReturns(hold.equity)];
  const periodsPerYear = barsPerYear(strategy.closeTime);
  const options = { key, resamples, confidence, periodsPerYear };
  const sharpe = sharpeInterval(a, options);
  const difference = sharpeDifferenceInterval(a, b, options);
  const record = minimumTrackRecord(a, { confidence: oneSided(confidence), periodsPerYear });
  const deflated = trials === undefined ? notAvailable("the trials were not counted") : deflatedSharpe(a, { trials: trials.count, sharpeVariance: trials.varianceOfSharpes, periodsPerYear });
  return {
    sharpe, difference, deflatedSharpe: deflated, minimumTrackRecord: record, pbo, trials: trials ?? null,
    sentences: [grew, ofInterval(ours.sharpe, sharpe), ofDifference(difference), ofTrackRecord(record, a.length), ...ofTrials(deflated, trials, confidence), ...ofOverfitting(overfitting)],
  };
}

function withoutNumbers(grew: string, reason: string, pbo: Measure, trials: CountedTrials | undefined): StrategyVerdict {
  const none = notAvailable(reason);
  return { sharpe: none, difference: none, deflatedSharpe: none, minimumTrackRecord: none, pbo, trials: trials ?? null, sentences: [grew, `Nothing more can be said: ${reason}.`] };
}
