import { isoDate } from "../../market/bars.ts";
import { BacktestError } from "../error.ts";
import type { BacktestResult } from "../result.ts";
import { checkTradable } from "../tradable.ts";
import { leakCheck } from "./leakCheck.ts";
import { madeStrategy } from "./madeStrategy.ts";
import { openRun } from "./openRun.ts";
import { barsGiven, type RunOptions } from "./runOptions.ts";

/** Moments from one look at `signal` and one word of progress to the next. */
const CHUNK = 65_536;

/**
 * Backtest of a strategy, moment by moment: at each close it sees the bars closed so far and orders; orders are filled from the next bar on.
 * in: bars of any assets and intervals, the strategy, the rules of the account  out: equity, orders, fills, trades, costs, assumptions, findings
 * Laws: cash + Σ units·close = equity; equity − capital = Σ trade profit − Σ costs + dividends.
 */
export function runBacktest(options: RunOptions): BacktestResult {
  const { onProgress, signal } = options;
  const bars = barsGiven(options);
  for (const one of bars) checkTradable(one);
  const strategy = madeStrategy(options.strategy, bars);
  const { engine, moments, result } = openRun(options, strategy, leakCheck(options, strategy));
  for (let from = 0; from < moments.length; from += CHUNK) {
    const to = Math.min(from + CHUNK, moments.length);
    for (let t = from; t < to; t++) engine.step(moments[t]!);
    onProgress?.(to / moments.length);
    if (signal?.aborted === true && to < moments.length) throw new BacktestError(`the run of "${strategy.name}" was stopped at ${isoDate(moments[to - 1]!)}, after ${to} of ${moments.length} moments: there is no result`);
  }
  return result();
}
