import type { BacktestResult } from "../../backtest/index.ts";
import { cagr } from "../returns/cagr.ts";
import { calmar } from "../returns/calmar.ts";
import { exposure } from "../returns/exposure.ts";
import { maxDrawdown } from "../returns/maxDrawdown.ts";
import { notAvailable, type Measure } from "../measure.ts";
import { periodsPerYear as barsPerYear } from "../returns/periodsPerYear.ts";
import { profitFactor } from "../trades/profitFactor.ts";
import { sharpe } from "../returns/sharpe.ts";
import { simpleReturns } from "../returns/simpleReturns.ts";
import { sortino } from "../returns/sortino.ts";
import { turnover } from "../returns/turnover.ts";
import { volatility } from "../returns/volatility.ts";
import { winRate } from "../trades/winRate.ts";

/** One line of the table of strategies. Shares, not percent; it survives JSON. */
export type StrategyRow = {
  readonly name: string;
  readonly totalReturn: number;
  readonly cagr: Measure;
  readonly volatility: Measure;
  readonly sharpe: Measure;
  readonly sortino: Measure;
  readonly maxDrawdown: number;
  readonly calmar: Measure;
  readonly trades: number;
  readonly winRate: Measure;
  readonly profitFactor: Measure;
  readonly exposure: number;
  readonly turnover: number;
  /** Commission, spread and slippage, money. */
  readonly costs: number;
};

/** The statistics of a backtest, one number or one reason each. Win rate and profit factor are of closed trades, after costs; `trades` counts the open one too. */
export function performance(name: string, result: BacktestResult, { periodsPerYear = barsPerYear(result.closeTime) }: { readonly periodsPerYear?: number } = {}): StrategyRow {
  const { equity, fills, positions, trades } = result;
  const ruined = result.findings.some(({ code }) => code === "ruin") ? notAvailable("the equity fell to 0") : undefined;
  const returns = ruined === undefined ? simpleReturns(equity) : new Float64Array(0);
  const results = trades.filter(({ isOpen }) => !isOpen).map(({ profit, costs }) => profit - costs);
  return {
    name,
    totalReturn: equity[equity.length - 1]! / result.capital - 1,
    cagr: cagr(equity, { periodsPerYear }),
    volatility: ruined ?? volatility(returns, { periodsPerYear }),
    sharpe: ruined ?? sharpe(returns, { periodsPerYear }),
    sortino: ruined ?? sortino(returns, { periodsPerYear }),
    maxDrawdown: maxDrawdown(equity).depth,
    calmar: calmar(equity, { periodsPerYear }),
    trades: trades.length,
    winRate: winRate(results),
    profitFactor: profitFactor(results),
    exposure: exposure(positions),
    turnover: turnover(fills.map(({ price, units }) => price * units), equity, { periodsPerYear }),
    costs: result.costs.total,
  };
}
