import type { BacktestResult } from "../../backtest/index.ts";
import { formatBarTime } from "../../market/barTime.ts";
import { isoDate } from "../../market/bars.ts";
import { performance, type StrategyRow } from "./performance.ts";
import { verdict, type StrategyVerdict, type VerdictOptions } from "./verdict.ts";

/** A backtest beside buy-and-hold as one JSON document: what was assumed, what came out, what it means, and every trade. */
export type StrategyReport = {
  readonly symbol: string;
  readonly interval: string;
  readonly from: string;
  readonly to: string;
  readonly bars: number;
  readonly capital: number;
  readonly assumptions: readonly string[];
  readonly performance: readonly StrategyRow[];
  readonly verdict: StrategyVerdict;
  readonly costs: BacktestResult["costs"];
  readonly findings: BacktestResult["findings"];
  readonly trades: readonly (Omit<BacktestResult["trades"][number], "entryTime" | "exitTime"> & { readonly entryTime: string; readonly exitTime: string })[];
  /** Equity at each close, money. */
  readonly equity: readonly { readonly date: string; readonly strategy: number; readonly buyAndHold: number }[];
};

/** Report of a strategy and of buy-and-hold over the same bars. Times are ISO 8601 in UTC: a date for daily bars, else the close time. */
export function strategyReport(strategy: BacktestResult, hold: BacktestResult, options: VerdictOptions): StrategyReport {
  const { assumptions, capital, closeTime, costs, equity, findings, interval, symbol, trades } = strategy;
  const iso = (time: number) => (interval === "1d" ? isoDate(time) : formatBarTime(time));
  return {
    symbol, interval,
    from: iso(closeTime[0]!),
    to: iso(closeTime[closeTime.length - 1]!),
    bars: closeTime.length,
    capital, assumptions,
    performance: [performance("strategy", strategy), performance("buy-and-hold", hold)],
    verdict: verdict(strategy, hold, options),
    costs, findings,
    trades: trades.map((trade) => ({ ...trade, entryTime: iso(trade.entryTime), exitTime: iso(trade.exitTime) })),
    equity: Array.from(closeTime, (time, t) => ({ date: iso(time), strategy: equity[t]!, buyAndHold: hold.equity[t]! })),
  };
}
