import type { BacktestResult, Trade } from "../../backtest/index.ts";

/** Trades that were closed: the one still held has no result yet. */
export function closedTrades(trades: readonly Trade[]): readonly Trade[] {
  return trades.filter(({ isOpen }) => !isOpen);
}

/** Net results of closed trades, after costs. out: money, in the order of the trades */
export function netResults(trades: readonly Trade[]): readonly number[] {
  return closedTrades(trades).map(({ costs, profit }) => profit - costs);
}

/** Net results of closed trades as shares of the equity at the close before the entry. out: simple returns of trades */
export function tradeReturns({ capital, equity, trades }: Pick<BacktestResult, "capital" | "equity" | "trades">): Float64Array {
  return Float64Array.from(closedTrades(trades), ({ costs, entryRow, profit }) => (profit - costs) / (entryRow === 0 ? capital : equity[entryRow - 1]!));
}
