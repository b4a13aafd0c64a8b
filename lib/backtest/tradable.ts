import { isoDate, type Bars } from "../market/bars.ts";
import { BacktestError } from "./error.ts";

/** Refuses bars that cannot be traded on: fewer than two, out of order, a close that is missing, an open or close that is 0 or below. A missing open is a bar without trading. */
export function checkTradable(bars: Bars): void {
  const { close, closeTime, open } = bars;
  const count = closeTime.length;
  if (count < 2) throw new BacktestError(`${bars.symbol} has ${count} bars; a decision at one bar's close is traded at the next bar's open, so at least 2 are needed`);
  for (let t = 0; t < count; t++) {
    const refuse = (what: string) => new BacktestError(`${bars.symbol}, ${rowAndDate(bars, t)}: ${what}. Clean the bars first (repairBars of lib/market)`);
    if (!Number.isFinite(closeTime[t]!)) throw refuse(`the close time is ${closeTime[t]}`);
    if (t > 0 && closeTime[t]! <= closeTime[t - 1]!) throw refuse(`the bar is ${closeTime[t] === closeTime[t - 1] ? "a duplicate of" : "older than"} the bar before`);
    if (!(close[t]! > 0 && Number.isFinite(close[t]!))) throw refuse(`the close is ${close[t]}, a price is above 0`);
    if (open[t]! <= 0 || open[t] === Infinity) throw refuse(`the open is ${open[t]}, a price is above 0`);
  }
}

/** "row 12 (2020-03-16)", for messages. */
export function rowAndDate(bars: Bars, row: number): string {
  const time = bars.closeTime[row]!;
  return Number.isFinite(time) ? `row ${row} (${isoDate(time)})` : `row ${row}`;
}
