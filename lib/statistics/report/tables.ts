import type { BacktestResult } from "../../backtest/index.ts";
import { formatBarTime } from "../../market/barTime.ts";
import type { ForecastRow } from "../forecasts/compareForecasts.ts";
import { formatMeasure, isAvailable, type Measure } from "../measure.ts";
import type { StrategyRow } from "./performance.ts";

/** A row as people read it: a number, or text where there is none. */
export type TableRow = Readonly<Record<string, number | string>>;

/** Rows of `compareForecasts` for a table under a notebook cell. Direction and skill are shares; the lag test and whether the skill is beyond chance (Diebold and Mariano) are in words. */
export function forecastTable(rows: readonly ForecastRow[]): TableRow[] {
  return rows.map(({ directionalAccuracy, lag, mae, model, rmse, skill, unit, ...row }) => ({
    model,
    unit,
    RMSE: rmse,
    MAE: mae,
    direction: cell(directionalAccuracy),
    skill: cell(skill),
    "beyond chance": beyondChance(row.dieboldMariano),
    "lag test": "reason" in lag ? `N/A: ${lag.reason}` : lag.repeatsYesterday ? `lag ${lag.lag}, repeats the past` : `lag ${lag.lag}`,
  }));
}

/** Formats of the columns of `forecastTable` that are shares. */
export const FORECAST_FORMATS = { direction: "percent", skill: "percent" } as const;

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

/** Formats of the columns of `strategyTable` that are shares. */
export const STRATEGY_FORMATS = { CAGR: "percent", "max drawdown": "percent", "win rate": "percent", exposure: "percent" } as const;

/** Trades of a backtest for a table under a notebook cell: when each was entered and left, at which prices, and what it brought. `decided` is the close before the entry: that of a market order; a limit or stop order may have waited longer. */
export function tradeTable({ closeTime, trades }: BacktestResult): TableRow[] {
  return trades.map((trade) => ({
    side: trade.side,
    decided: formatBarTime(closeTime[trade.entryRow - 1]!),
    entered: formatBarTime(trade.entryTime),
    at: trade.entryPrice,
    left: trade.isOpen ? "still held" : formatBarTime(trade.exitTime),
    "at price": trade.exitPrice,
    "bars held": trade.barsHeld,
    "profit before costs": trade.profit,
    costs: trade.costs,
  }));
}

function cell(measure: Measure): number | string {
  return isAvailable(measure) ? measure : formatMeasure(measure);
}

function beyondChance(statistic: Measure): string {
  if (!isAvailable(statistic)) return "–";
  return statistic > 2 ? "better" : statistic < -2 ? "worse" : "cannot tell";
}
