import type { BacktestResult } from "../../backtest/index.ts";
import type { RandomKey } from "../../random/index.ts";
import { sharpeDifferenceInterval, sharpeInterval, type Interval } from "../inference/interval.ts";
import { formatMeasure, isAvailable, type NotAvailable } from "../measure.ts";
import { performance } from "./performance.ts";
import { periodsPerYear } from "../returns/periodsPerYear.ts";
import { simpleReturns } from "../returns/simpleReturns.ts";

export type StrategyVerdict = {
  /** Bootstrap interval of the strategy's annualised Sharpe ratio. */
  readonly sharpe: Interval | NotAvailable;
  /** The same of its difference to buy-and-hold, resampled on the same days. */
  readonly difference: Interval | NotAvailable;
  /** What the sample says, and what it cannot say. */
  readonly sentences: readonly string[];
};

/**
 * What can be said of a strategy against buy-and-hold on the same bars with the same costs, and what cannot.
 * The sentences follow from the numbers and their bootstrap intervals alone; the resampling is seeded by `key`.
 */
export function verdict(strategy: BacktestResult, hold: BacktestResult, { key, resamples = 1000, confidence = 0.95 }: { key: RandomKey; resamples?: number; confidence?: number }): StrategyVerdict {
  const [ours, theirs] = [performance("strategy", strategy), performance("buy-and-hold", hold)];
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const grew = `After costs the strategy grew ${formatMeasure(ours.cagr, share)} a year with ${ours.trades} ${ours.trades === 1 ? "trade" : "trades"}, buy-and-hold ${formatMeasure(theirs.cagr, share)}. Its largest fall was ${share(ours.maxDrawdown)}, that of buy-and-hold ${share(theirs.maxDrawdown)}.`;
  if (ours.trades === 0) return withoutNumbers(grew, "the strategy never traded");
  if (!isAvailable(ours.sharpe)) return withoutNumbers(grew, ours.sharpe.reason);
  const [a, b] = [simpleReturns(strategy.equity), simpleReturns(hold.equity)];
  const options = { key, resamples, confidence, periodsPerYear: periodsPerYear(strategy.closeTime) };
  const sharpe = sharpeInterval(a, options);
  const difference = sharpeDifferenceInterval(a, b, options);
  return { sharpe, difference, sentences: [grew, ...alone(ours.sharpe, sharpe), ...against(difference), CAVEAT] };
}

const CAVEAT = "The intervals hold for this one period and know nothing of the variants that were tried before this one.";

function withoutNumbers(grew: string, reason: string): StrategyVerdict {
  const none: NotAvailable = { value: null, reason };
  return { sharpe: none, difference: none, sentences: [grew, `Nothing more can be said: ${reason}.`] };
}

function alone(value: number, interval: Interval | NotAvailable): string[] {
  if ("reason" in interval) return [`Its Sharpe ratio has no interval: ${interval.reason}.`];
  const meaning = interval.low > 0 ? "it earned more than nothing beyond chance" : interval.high < 0 ? "it lost beyond chance" : "it may have earned nothing but by chance";
  return [`Its Sharpe ratio is ${value.toFixed(2)}, with ${boundsOf(interval)}: ${meaning}.`];
}

function against(interval: Interval | NotAvailable): string[] {
  if ("reason" in interval) return [`It cannot be compared with buy-and-hold: ${interval.reason}.`];
  const meaning = interval.low > 0 ? "it was better for its risk, beyond chance" : interval.high < 0 ? "it was worse for its risk, beyond chance" : "these days cannot tell which of the two is better";
  return [`Its Sharpe ratio less that of buy-and-hold has ${boundsOf(interval)}: ${meaning}.`];
}

function boundsOf({ confidence, high, low }: Interval): string {
  return `a ${Math.round(100 * confidence)} % interval from ${low.toFixed(2)} to ${high.toFixed(2)}`;
}
