/** Misuse of the backtest: bars, positions or costs it cannot trade on. The text names the row and its date. */
export class BacktestError extends Error {
  override readonly name = "BacktestError";
}
