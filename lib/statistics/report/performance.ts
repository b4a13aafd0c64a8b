import type { BacktestResult } from "../../backtest/index.ts";
import { periodsPerYear as barsPerYear } from "../../market/periodsPerYear.ts";
import { probabilisticSharpe } from "../inference/probabilisticSharpe.ts";
import { notAvailable, type Measure, type NotAvailable } from "../measure.ts";
import { moments } from "../moments.ts";
import { cagr } from "../returns/cagr.ts";
import { calmar } from "../returns/calmar.ts";
import { equityPath } from "../returns/equityPath.ts";
import { exposure } from "../returns/exposure.ts";
import { kurtosis } from "../returns/kurtosis.ts";
import { longestFall } from "../returns/longestFall.ts";
import { maxDrawdown } from "../returns/maxDrawdown.ts";
import { omega } from "../returns/omega.ts";
import { partialMoments } from "../returns/partialMoments.ts";
import { sharpe } from "../returns/sharpe.ts";
import { simpleReturns } from "../returns/simpleReturns.ts";
import { skewness } from "../returns/skewness.ts";
import { sortino } from "../returns/sortino.ts";
import { tails } from "../returns/tails.ts";
import { turnover } from "../returns/turnover.ts";
import { ulcerIndex } from "../returns/ulcerIndex.ts";
import { volatility } from "../returns/volatility.ts";
import { tradeStatistics } from "../trades/tradeStatistics.ts";

/** One line of the table of strategies. Shares, not percent; it survives JSON. */
export type StrategyRow = {
  readonly name: string;
  readonly totalReturn: number;
  readonly cagr: Measure;
  readonly volatility: Measure;
  readonly sharpe: Measure;
  /** Chance that the true Sharpe ratio is above 0, as far as this sample tells; it knows nothing of other trials. */
  readonly probabilisticSharpe: Measure;
  readonly sortino: Measure;
  readonly omega: Measure;
  readonly skewness: Measure;
  readonly kurtosis: Measure;
  /** Losses of a bar, shares ≥ 0, of the worst 5 % of bars. */
  readonly valueAtRisk: Measure;
  readonly expectedShortfall: Measure;
  readonly tailRatio: Measure;
  readonly maxDrawdown: number;
  /** Longest time under water, in bars. */
  readonly longestFall: number;
  readonly ulcerIndex: number;
  readonly calmar: Measure;
  readonly trades: number;
  readonly winRate: Measure;
  readonly profitFactor: Measure;
  readonly expectancy: Measure;
  readonly payoff: Measure;
  /** Mean holding time of closed trades, in bars. */
  readonly barsHeld: Measure;
  readonly exposure: number;
  readonly turnover: number;
  /** All that was paid, money. */
  readonly costs: number;
};

/** The statistics of a backtest, one number or one reason each. Those of trades are of closed ones, after costs; `trades` counts the open one too. */
export function performance(name: string, result: BacktestResult, { periodsPerYear = barsPerYear(result.closeTime) }: { readonly periodsPerYear?: number } = {}): StrategyRow {
  const { equity, fills, positions, trades } = result;
  const ruined = result.findings.some(({ code }) => code === "ruin") ? notAvailable("the equity fell to 0") : undefined;
  const path = equityPath(equity);
  const { barsHeld, expectancy, payoff, profitFactor, winRate } = tradeStatistics(trades);
  return {
    name,
    totalReturn: path.last / result.capital - 1,
    cagr: cagr(path, { periodsPerYear }),
    ...(ruined === undefined ? ofReturns(simpleReturns(equity), periodsPerYear) : withoutReturns(ruined)),
    maxDrawdown: maxDrawdown(path).depth,
    longestFall: longestFall(path),
    ulcerIndex: ulcerIndex(path),
    calmar: calmar(path, { periodsPerYear }),
    trades: trades.length,
    winRate, profitFactor, expectancy, payoff, barsHeld,
    exposure: exposure(positions),
    turnover: turnover(fills.map(({ price, units }) => price * units), path, { periodsPerYear }),
    costs: result.costs.total,
  };
}

type OfReturns = Pick<StrategyRow, "volatility" | "sharpe" | "probabilisticSharpe" | "sortino" | "omega" | "skewness" | "kurtosis" | "valueAtRisk" | "expectedShortfall" | "tailRatio">;

function ofReturns(returns: Float64Array, periodsPerYear: number): OfReturns {
  // A run of one bar has no return, and nothing can be said of it.
  if (returns.length === 0) return withoutReturns(notAvailable("0 returns, 30 needed"));
  const known = moments(returns);
  const around = partialMoments(returns);
  const options = { periodsPerYear };
  return {
    volatility: volatility(known, options),
    sharpe: sharpe(known, options),
    probabilisticSharpe: probabilisticSharpe(known, options),
    sortino: sortino(around, options),
    omega: omega(around),
    skewness: skewness(known),
    kurtosis: kurtosis(known),
    ...tails(returns),
  };
}

function withoutReturns(reason: NotAvailable): OfReturns {
  return { volatility: reason, sharpe: reason, probabilisticSharpe: reason, sortino: reason, omega: reason, skewness: reason, kurtosis: reason, valueAtRisk: reason, expectedShortfall: reason, tailRatio: reason };
}
