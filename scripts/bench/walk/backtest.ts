import { backtest } from "../../../lib/backtest/index.ts";
import { computeFactors } from "../../../lib/factors/index.ts";
import { loadBars } from "../../../lib/market/index.ts";
import { firstDifference } from "../agreement.ts";
import type { Contest } from "../timing.ts";

const CAPITAL = 100_000;
const BPS = 5;

/** In above the mean of 50 bars, out below; next open, 5 bps of commission. The peer is the loop over bar objects that tutorials write. */
export async function backtestContest(): Promise<Contest> {
  const bars = await loadBars();
  const mean = computeFactors(bars, ["sma_50"]).values["sma_50"] ?? new Float64Array();
  const wanted = Float64Array.from(bars.close, (close, t) => (close > mean[t]! ? 1 : 0));
  const objects = Array.from(bars.closeTime, (time, t) => ({ time, open: bars.open[t]!, close: bars.close[t]!, wanted: wanted[t]! }));
  const ours = () => backtest(bars, wanted, { commissionBps: BPS, slippageBps: 0, spreadBps: 0, capital: CAPITAL });
  const theirs = () => objectLoop(objects);
  return {
    work: "backtest of 20 years", peer: "a loop over bar objects", target: 0.2, ours, theirs,
    agree: () => firstDifference(ours().equity, theirs().map(({ equity }) => equity), { tolerance: 1e-9 }),
  };
}

function objectLoop(bars: readonly { time: number; open: number; close: number; wanted: number }[]): { time: number; equity: number }[] {
  const curve: { time: number; equity: number }[] = [];
  let cash = CAPITAL;
  let units = 0;
  bars.forEach((bar, t) => {
    const order = t === 0 ? 0 : (bars[t - 1]?.wanted ?? 0);
    if (order === 1 && units === 0) {
      units = cash / (bar.open * (1 + BPS / 10_000));
      cash = 0;
    } else if (order === 0 && units > 0) {
      cash = units * bar.open * (1 - BPS / 10_000);
      units = 0;
    }
    curve.push({ time: bar.time, equity: cash + units * bar.close });
  });
  return curve;
}
