import { MACD, RSI, SMA } from "technicalindicators";
import { computeFactors } from "../../../lib/factors/index.ts";
import { loadBars } from "../../../lib/market/index.ts";
import { firstDifference, packageVersion } from "../agreement.ts";
import type { Contest } from "../timing.ts";

/** Relative strength index of 14 bars. The peer rounds to two decimals. */
export function rsiContest(): Promise<Contest> {
  return contest("rsi_14", { tolerance: 0.0051 }, (values) => RSI.calculate({ values, period: 14 }));
}

export function smaContest(): Promise<Contest> {
  return contest("sma_20", { tolerance: 1e-9 }, (values) => SMA.calculate({ values, period: 20 }));
}

/** Histogram of 12-26-9. The peer starts its averages one by one, so the first 300 values are passed over. */
export function macdContest(): Promise<Contest> {
  const options = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, SimpleMAOscillator: false, SimpleMASignal: false };
  return contest("macd_hist_12_26_9", { tolerance: 1e-6, from: 300 }, (values) => MACD.calculate({ values, ...options }).map(({ histogram }) => histogram ?? NaN));
}

async function contest(id: string, agreement: { tolerance: number; from?: number }, calculate: (values: number[]) => number[]): Promise<Contest> {
  const bars = await loadBars();
  const close = Array.from(bars.close);
  const ours = () => computeFactors(bars, [id]);
  return {
    work: id, peer: packageVersion("technicalindicators"), target: 10, ours, theirs: () => calculate(close),
    agree: () => {
      const theirs = calculate(close);
      const mine = ours().values[id] ?? new Float64Array();
      return firstDifference(mine.subarray(mine.length - theirs.length), theirs, agreement);
    },
  };
}
