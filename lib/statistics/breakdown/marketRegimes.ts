import { pastRank } from "../../analysis/index.ts";
import type { Bars } from "../../market/bars.ts";
import { StatisticsError } from "../error.ts";
import { rollingVolatility } from "../returns/rolling.ts";

/** Label of a bar before its windows are full. */
export const NO_REGIME = "not known yet";

/**
 * Regime of each bar by what was known at its close: "rising" or "falling", as the close lies above its mean of `trendWindow` bars or not,
 * and "calm" or "wild", as the volatility of `volatilityWindow` bars lies below its median of all bars before or not (of at least 60).
 * in: bars [N]  out: [N], "rising, calm" and so on, NO_REGIME before the windows are full
 */
export function marketRegimes({ close, symbol }: Bars, { trendWindow = 100, volatilityWindow = 21 }: { readonly trendWindow?: number; readonly volatilityWindow?: number } = {}): string[] {
  const count = close.length;
  const hole = close.findIndex((value) => !(value > 0));
  if (hole >= 0) throw new StatisticsError(`marketRegimes: the close of ${symbol} is ${close[hole]} in row ${hole}; repair the bars first`);
  const volatility = count < 2 ? new Float64Array(0) : rollingVolatility(Float64Array.from({ length: count - 1 }, (_, t) => Math.log(close[t + 1]! / close[t]!)), { window: volatilityWindow });
  const rank = pastRank(volatility);
  let sum = 0;
  return Array.from(close, (value, t) => {
    sum += value - (t < trendWindow ? 0 : close[t - trendWindow]!);
    const usual = rank[t - 1] ?? Number.NaN;
    if (t + 1 < trendWindow || Number.isNaN(usual)) return NO_REGIME;
    return `${value > sum / trendWindow ? "rising" : "falling"}, ${usual > 0.5 ? "wild" : "calm"}`;
  });
}
