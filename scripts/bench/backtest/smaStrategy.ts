import { runBacktest, type BacktestResult, type Strategy } from "../../../lib/backtest/index.ts";
import { computeFactors } from "../../../lib/factors/index.ts";
import type { Bars } from "../../../lib/market/bars.ts";

/** What every side of the benchmark does: 10 units while the mean of 20 closes is above that of 50, else none; 10 bps of commission. */
export const SMA = { fast: 20, slow: 50, units: 10, cash: 100_000, fees: 0.001 } as const;

/** The strategy as a user writes it: columns of the bars, a decision at each close. */
const strategy: Strategy = {
  name: "SMA crossover",
  // backtesting.py begins a bar after its slowest indicator, and so do all.
  warmUp: SMA.slow + 1,
  columns: (bars) => {
    const { values } = computeFactors(bars, [`sma_${SMA.fast}`, `sma_${SMA.slow}`]);
    return { fast: values[`sma_${SMA.fast}`]!, slow: values[`sma_${SMA.slow}`]! };
  },
  start: () => {
    let held = 0;
    return (market, broker) => {
      const bars = market.of();
      const wanted = bars.column("fast") > bars.column("slow") ? SMA.units : 0;
      if (wanted !== held) broker.submit({ asset: bars.symbol, type: "market", units: wanted - held });
      held = wanted;
    };
  },
};

/** Without the trial of its columns for look-ahead, a tenth of a second whatever the bars, which no peer has. */
export function smaBacktest(bars: Bars): BacktestResult {
  return runBacktest({ bars, strategy, leakCheck: "off", capital: SMA.cash, costs: { commissionBps: 1e4 * SMA.fees, spreadBps: 0, slippageBps: 0 } });
}
