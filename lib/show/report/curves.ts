import { parseBarTime } from "../../market/barTime.ts";
import type { StrategyReport } from "../../statistics/index.ts";

/** The columns of a report's equity. */
export type ReportCurves = { readonly dates: readonly string[]; readonly closeTime: Float64Array; readonly strategy: Float64Array; readonly hold: Float64Array; readonly net: Float64Array; readonly gross: Float64Array; readonly isRuined: boolean };

export function curvesOf({ equity }: StrategyReport): ReportCurves {
  const column = (pick: (row: StrategyReport["equity"][number]) => number | null) => Float64Array.from(equity, (row) => pick(row) ?? Number.NaN);
  const strategy = column((row) => row.strategy);
  return {
    dates: equity.map(({ date }) => date),
    closeTime: column(({ date }) => parseBarTime(date) ?? null),
    strategy,
    hold: column((row) => row.buyAndHold),
    net: column((row) => row.net),
    gross: column((row) => row.gross),
    isRuined: strategy.some((value) => !(value > 0)),
  };
}

/** How far a curve is under its highest value so far, a share ≤ 0. */
export function underPeak(values: Float64Array): Float64Array {
  let peak = -Infinity;
  return values.map((value) => value / (peak = Math.max(peak, value)) - 1);
}
