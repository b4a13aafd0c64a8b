import type { BacktestResult } from "../../backtest/index.ts";
import type { Bars } from "../../market/bars.ts";
import { performance, strategyReport, verdict, type CountedTrials, type ReportOptions, type StrategyReport, type StrategyRow, type StrategyVerdict, type VerdictOptions } from "../../statistics/index.ts";
import { countTrial, trialsOf, type LedgerOptions } from "./ledger.ts";
import { trialDataOf } from "./trialData.ts";
import { trialOf } from "./trialOf.ts";

/** A backtest with what tells it from another try. */
export type TriedBacktest = {
  /** The rows that were tested, of each asset. */
  readonly bars: Bars | readonly Bars[];
  /** Name in the tables, and parameters: everything that was chosen. */
  readonly strategy: { readonly name: string; readonly parameters?: Readonly<Record<string, unknown>> };
  readonly costs?: Readonly<Record<string, unknown>>;
  readonly result: BacktestResult;
  /** Buy-and-hold over the same rows with the same costs. */
  readonly hold: BacktestResult;
};

export type JudgeOptions = LedgerOptions & Omit<VerdictOptions, "trials">;

export type JudgedBacktest = {
  /** The strategy and buy-and-hold. */
  readonly performance: readonly [StrategyRow, StrategyRow];
  readonly verdict: StrategyVerdict;
  readonly trials: CountedTrials;
};

/**
 * Counts a backtest in the ledger of trials, then judges it with all trials that count for its rows: performance beside buy-and-hold, and a verdict with the deflated Sharpe ratio.
 * What a notebook or command shows of a backtest comes from here, so that nobody has to remember what he tried.
 */
export function judgedBacktest(tried: TriedBacktest, options: JudgeOptions): JudgedBacktest {
  const trials = counted(tried, options);
  const { hold, result, strategy } = tried;
  return { performance: [performance(strategy.name, result), performance("buy-and-hold", hold)], verdict: verdict(result, hold, { ...options, trials }), trials };
}

/** The same as a whole report for a file and a page: with the bars, where they come from, and what was searched. */
export function countedReport(tried: TriedBacktest, options: JudgeOptions & Pick<ReportOptions, "provenance" | "search">): StrategyReport {
  const { bars, hold, result, strategy } = tried;
  return strategyReport(result, hold, { ...options, ...strategy, bars, trials: counted(tried, options) });
}

function counted({ bars, costs = {}, result, strategy: { name, parameters = {} } }: TriedBacktest, options: LedgerOptions): CountedTrials {
  const data = trialDataOf(bars);
  countTrial(data, trialOf({ strategy: name, parameters: { ...parameters }, costs: { ...costs } }, result.equity), options);
  return trialsOf(data, options);
}
