import { buyAndHold, type BacktestOptions, type Sweep } from "../../lib/backtest/index.ts";
import type { Bars } from "../../lib/market/index.ts";
import { bestOf, performance, type BestSet, type CountedTrials, type StrategyRow } from "../../lib/statistics/index.ts";

/** A sweep with what its best set is worth after the choice, and what it has to beat. */
export type SweepOutcome = { readonly sweep: Sweep; readonly best: BestSet; /** Buy-and-hold on the same bars with the same costs. */ readonly hold: StrategyRow };

export function sweepOutcome(bars: Bars, sweep: Sweep, counted: CountedTrials, options: BacktestOptions): SweepOutcome {
  return { sweep, best: bestOf(sweep, { counted }), hold: performance("buy-and-hold", buyAndHold(bars, options)) };
}
