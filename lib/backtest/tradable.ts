import { isoDate, type Bars } from "../market/bars.ts";
import { BacktestError } from "./error.ts";

/** Refuses bars that cannot be traded on: fewer than two, and what `checkBars` refuses. */
export function checkTradable(bars: Bars): void {
  const count = bars.closeTime.length;
  if (count < 2) throw new BacktestError(`${bars.symbol} has ${count} ${count === 1 ? "bar" : "bars"}; a decision at one bar's close is traded at the next bar's open, so at least 2 are needed`);
  checkBars(bars);
}

/** Refuses bars out of order or twice, columns of different lengths, a close that is missing, an open or close that is 0 or below. A missing open is a bar without trading. */
export function checkBars(bars: Bars): void {
  const { close, closeTime, open } = bars;
  const count = closeTime.length;
  for (const name of ["open", "high", "low", "close", "volume"] as const) {
    if (!(bars[name] instanceof Float64Array)) throw new BacktestError(`${bars.symbol}: the ${name} is no Float64Array; give each column as one, NaN where there is no value`);
    if (bars[name].length !== count) throw new BacktestError(`${bars.symbol}: there are ${bars[name].length} values of ${name} for ${count} close times; give one a bar`);
  }
  for (let t = 0; t < count; t++) {
    const what = faultOf(closeTime[t]!, open[t]!, close[t]!, t > 0 ? closeTime[t - 1]! : Number.NEGATIVE_INFINITY);
    if (what !== undefined) throw new BacktestError(`${bars.symbol}, ${rowAndDate(bars, t)}: ${what}. Clean the bars first (repairBars of lib/market)`);
  }
}

/** What of a bar forbids trading on it. in: its close time, open and close, and the close time before */
export function faultOf(closeTime: number, open: number, close: number, before: number): string | undefined {
  if (!Number.isFinite(closeTime)) return `the close time is ${closeTime}`;
  if (closeTime <= before) return `the bar is ${closeTime === before ? "a duplicate of" : "older than"} the bar before`;
  if (!(close > 0 && close < Number.POSITIVE_INFINITY)) return `the close is ${close}, a price is above 0`;
  if (open <= 0 || open === Number.POSITIVE_INFINITY) return `the open is ${open}, a price is above 0`;
  return undefined;
}

/** "row 12 (2020-03-16)", for messages. */
export function rowAndDate(bars: Bars, row: number): string {
  const time = bars.closeTime[row]!;
  return Number.isFinite(time) ? `row ${row} (${isoDate(time)})` : `row ${row}`;
}
