import type { Trade } from "../../backtest/index.ts";
import { measured, notAvailable, tooFew, type Measure, type NotAvailable } from "../measure.ts";
import { closedTrades, netResults } from "./netResults.ts";
import { profitFactor } from "./profitFactor.ts";
import { longestStreak } from "./longestStreak.ts";
import { FEWEST_TRADES, winRate } from "./winRate.ts";

/** What closed trades brought, after costs. Money is in the currency of the prices. */
export type TradeStatistics = {
  readonly count: number;
  readonly winRate: Measure;
  readonly profitFactor: Measure;
  /** Mean result of a trade, p·(average win) − (1 − p)·(average loss). */
  readonly expectancy: Measure;
  readonly averageWin: Measure;
  /** A positive number: mean of what was lost by trades that did not win. */
  readonly averageLoss: Measure;
  /** Average win ÷ average loss. */
  readonly payoff: Measure;
  readonly best: number | NotAvailable;
  readonly worst: number | NotAvailable;
  /** Most wins in a row, and most losses. */
  readonly longestWins: number;
  readonly longestLosses: number;
  /** Mean holding time in bars. */
  readonly barsHeld: Measure;
};

/** Statistics of closed trades; a result of 0 did not win. in: trades, oldest first  out: N/A below `fewest` closed trades */
export function tradeStatistics(trades: readonly Trade[], { fewest = FEWEST_TRADES }: { readonly fewest?: number } = {}): TradeStatistics {
  const [closed, results] = [closedTrades(trades), netResults(trades)];
  const few = tooFew(results.length, fewest, "closed trades");
  const [wins, losses] = [results.filter((result) => result > 0), results.filter((result) => result <= 0)];
  const enough = (value: number, reason: string) => few ?? measured(value, reason);
  const [averageWin, averageLoss] = [average(wins), -average(losses)];
  return {
    count: results.length,
    winRate: winRate(results, { fewest }),
    profitFactor: profitFactor(results, { fewest }),
    expectancy: enough(average(results), "there is no trade"),
    averageWin: enough(averageWin, "no trade won"),
    averageLoss: enough(averageLoss, "no trade lost"),
    payoff: enough(averageLoss === 0 ? Number.NaN : averageWin / averageLoss, wins.length === 0 ? "no trade won" : "no trade lost"),
    best: results.length === 0 ? notAvailable("there is no closed trade") : results.reduce((most, result) => Math.max(most, result)),
    worst: results.length === 0 ? notAvailable("there is no closed trade") : results.reduce((least, result) => Math.min(least, result)),
    longestWins: longestStreak(results, (result) => result > 0),
    longestLosses: longestStreak(results, (result) => result <= 0),
    barsHeld: enough(average(closed.map(({ barsHeld }) => barsHeld)), "there is no trade"),
  };
}

function average(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
