import { isoDate, type Bars } from "../../market/bars.ts";
import { BacktestError } from "../error.ts";
import type { BacktestResult } from "../result.ts";
import { checkTradable } from "../tradable.ts";
import { openRun } from "./openRun.ts";
import type { RunOptions } from "./runOptions.ts";

/** Moments from one look at `signal` and one word of progress to the next. */
const CHUNK = 65_536;

/**
 * Backtest of a strategy, moment by moment: at each close it sees the bars closed so far and orders; orders are filled from the next bar on.
 * in: bars of any assets and intervals, the strategy, the rules of the account  out: equity, orders, fills, trades, costs, assumptions, findings
 * Laws: cash + Σ units·close = equity; equity − capital = Σ trade profit − Σ costs + dividends.
 */
export function runBacktest(options: RunOptions): BacktestResult {
  const { bars, onProgress, signal } = options;
  for (const one of listOf(bars)) checkTradable(one);
  const { engine, moments, result } = openRun(options);
  for (let from = 0; from < moments.length; from += CHUNK) {
    const to = Math.min(from + CHUNK, moments.length);
    for (let t = from; t < to; t++) engine.step(moments[t]!);
    onProgress?.(to / moments.length);
    if (signal?.aborted === true && to < moments.length) throw new BacktestError(`the run of "${options.strategy.name}" was stopped at ${isoDate(moments[to - 1]!)}, after ${to} of ${moments.length} moments: there is no result`);
  }
  return result();
}

function listOf(bars: Bars | readonly Bars[]): readonly Bars[] {
  return "closeTime" in bars ? [bars] : bars;
}
