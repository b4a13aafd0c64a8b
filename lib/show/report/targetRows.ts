import { QUOTED_TARGETS } from "../../runs/closing/quotedTargets.ts";
import { formatMeasure, isAvailable, type Measure, type StrategyReport, type StrategyRow } from "../../statistics/index.ts";

/** A figure that people quote of such systems, beside what was measured. */
export type TargetRow = { readonly target: string; readonly quoted: string; readonly measured: string; readonly reached: string };

/** One row a quoted target; of forecasts, which a backtest holds none of, N/A. */
export function targetRows({ performance: [row] }: StrategyReport): TargetRow[] {
  const strategies = row === undefined ? [] : [{ notebook: "report", rows: [recorded(row)] }];
  return QUOTED_TARGETS.map(({ format, measure, name, quoted, reached }) => {
    const [found] = measure([], strategies);
    if (found === undefined) return { target: name, quoted, measured: "N/A: a backtest holds no forecasts", reached: "N/A" };
    const { measured } = found;
    return { target: name, quoted, measured: measured.value === null ? formatMeasure(measured) : format(measured.value), reached: reached(measured) };
  });
}

type Recorded = Parameters<(typeof QUOTED_TARGETS)[number]["measure"]>[1][number]["rows"][number];

/** The strategy is judged whatever its name says. */
function recorded({ cagr, maxDrawdown, profitFactor, sharpe, trades, winRate }: StrategyRow): Recorded {
  const one = (measure: Measure) => (isAvailable(measure) ? { value: measure } : measure);
  return { name: "strategy", cagr: one(cagr), sharpe: one(sharpe), maxDrawdown: one(maxDrawdown), trades: one(trades), winRate: one(winRate), profitFactor: one(profitFactor) };
}
