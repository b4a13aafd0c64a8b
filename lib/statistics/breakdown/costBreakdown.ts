import type { BacktestResult } from "../../backtest/index.ts";
import { periodsPerYear as barsPerYear } from "../../market/periodsPerYear.ts";
import { notAvailable, type Measure } from "../measure.ts";
import { mean } from "../moments.ts";

/** One kind of cost, and last their total. */
export type CostRow = {
  readonly cost: string;
  /** Money. */
  readonly amount: number;
  /** Of the value traded, basis points. */
  readonly bpsOfTraded: Measure;
  /** Of the mean equity, a year. */
  readonly yearly: number;
  /** Of the profit before costs. */
  readonly ofProfit: Measure;
};

/** What trading cost, kind by kind, beside the value traded, the equity and the profit before costs. in: a backtest  out: one row a kind, the total last */
export function costBreakdown({ capital, closeTime, costs, equity, fills }: Pick<BacktestResult, "capital" | "closeTime" | "costs" | "equity" | "fills">): CostRow[] {
  let traded = 0;
  for (const { price, units } of fills) traded += Math.abs(price * units);
  const profit = equity[equity.length - 1]! - capital + costs.total;
  const yearsOfEquity = (mean(equity) * (equity.length - 1)) / barsPerYear(closeTime);
  const { total, ...kinds } = costs;
  return [...Object.entries(kinds), ["total", total] as const].map(([cost, amount]) => ({
    cost,
    amount,
    bpsOfTraded: traded === 0 ? notAvailable("nothing was traded") : (amount / traded) * 1e4,
    yearly: amount / yearsOfEquity,
    ofProfit: profit > 0 ? amount / profit : notAvailable("there was no profit before costs"),
  }));
}
