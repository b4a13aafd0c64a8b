import type { ForecastRow } from "./compareForecasts.ts";
import { formatMeasure, isAvailable, type Measure } from "./measure.ts";
import type { StrategyRow } from "./performance.ts";

/** A row as people read it: a number, or text where there is none. */
export type TableRow = Readonly<Record<string, number | string>>;

/** Rows of `compareForecasts` for a table under a notebook cell. Direction and skill are shares; the lag test is in words. */
export function forecastTable(rows: readonly ForecastRow[]): TableRow[] {
  return rows.map(({ directionalAccuracy, lag, mae, model, rmse, skill, unit }) => ({
    model,
    unit,
    RMSE: rmse,
    MAE: mae,
    direction: cell(directionalAccuracy),
    skill: cell(skill),
    "lag test": "reason" in lag ? `N/A: ${lag.reason}` : lag.repeatsYesterday ? `lag ${lag.lag}, repeats the past` : `lag ${lag.lag}`,
  }));
}

/** Rows of `performance` for a table under a notebook cell. Growth, fall, win rate and exposure are shares, costs money. */
export function strategyTable(rows: readonly StrategyRow[]): TableRow[] {
  return rows.map((row) => ({
    strategy: row.name,
    CAGR: cell(row.cagr),
    Sharpe: cell(row.sharpe),
    "max drawdown": row.maxDrawdown,
    trades: row.trades,
    "win rate": cell(row.winRate),
    "profit factor": cell(row.profitFactor),
    exposure: row.exposure,
    costs: row.costs,
  }));
}

function cell(measure: Measure): number | string {
  return isAvailable(measure) ? measure : formatMeasure(measure);
}
