/** Misuse of the backtest: bars, orders, rules or a strategy that it cannot run with. The text names asset, bar and order, and what to do. */
export class BacktestError extends Error {
  override readonly name = "BacktestError";
}
