import type { Bars } from "../market/bars.ts";
import { backtest, type BacktestOptions } from "./backtest.ts";
import type { BacktestResult } from "./result.ts";

/** Buy and hold: decided at the first close, bought at the second open with the same costs, never sold. What a strategy has to beat. */
export function buyAndHold(bars: Bars, options: BacktestOptions = {}): BacktestResult {
  return backtest(bars, new Float64Array(bars.closeTime.length).fill(1), { ...options, rebalance: "on-change" });
}
