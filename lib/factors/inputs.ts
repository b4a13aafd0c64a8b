import { BAR_COLUMNS, isoDate, type BarColumn, type Bars } from "../market/bars.ts";
import { FactorError } from "./error.ts";

/**
 * Refuses bars no factor can be computed from: unsorted or repeated times, prices not above zero, high below low, negative volume.
 * A missing value (NaN) is no error. Returns whether every value is there.
 */
export function checkInputs(bars: Bars): boolean {
  const rows = bars.closeTime.length;
  for (const name of BAR_COLUMNS) {
    if (bars[name].length !== rows) throw new FactorError(`column "${name}" of ${bars.symbol} has ${bars[name].length} rows, closeTime has ${rows}. All columns of bars are equally long.`);
  }
  const sound = soundRows(bars.closeTime, bars.open, bars.high, bars.low, bars.close, bars.volume);
  if (sound < rows) refuseBadRow(bars, sound);
  return sound === rows;
}

/** How many rows stand before the first with anything wrong or missing. NaN passes no comparison; columns as parameters halve the time. */
function soundRows(closeTime: Float64Array, open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array, volume: Float64Array): number {
  let before = -Infinity;
  for (let t = 0; t < closeTime.length; t++) {
    const time = closeTime[t]!;
    const o = open[t]!;
    const h = high[t]!;
    const l = low[t]!;
    const c = close[t]!;
    const v = volume[t]!;
    if (!(time > before && l > 0 && l <= h && h < Infinity && o > 0 && o < Infinity && c > 0 && c < Infinity && v >= 0 && v < Infinity)) return t;
    before = time;
  }
  return closeTime.length;
}

/** Looks from a row on for one that is wrong, not only without a value. */
function refuseBadRow(bars: Bars, from: number): void {
  const { closeTime, open, high, low, close, volume } = bars;
  let before = from === 0 ? -Infinity : closeTime[from - 1]!;
  for (let t = from; t < closeTime.length; t++) {
    const time = closeTime[t]!;
    const o = open[t]!;
    const h = high[t]!;
    const l = low[t]!;
    const c = close[t]!;
    const v = volume[t]!;
    if (!(time > before)) refuseTime(bars, t);
    before = time;
    const wrong = wrongValue(o, h, l, c, v);
    if (wrong !== undefined) refuse(bars, t, wrong);
  }
}

/** Refuses one bar of a stream for the same reasons. */
export function checkRow(bar: Readonly<Record<BarColumn, number>>, row: number, timeBefore: number, symbol: string): void {
  const { closeTime, high, low, open, close, volume } = bar;
  const refuseBar = (what: string): never => {
    throw new FactorError(`bar ${row} (${dateOf(closeTime)}) of ${symbol}: ${what}.`);
  };
  if (Number.isNaN(closeTime)) refuseBar("there is no close time");
  if (closeTime <= timeBefore) refuseBar(closeTime === timeBefore ? "it repeats the time of the bar before; an unfinished bar is replaced with replaceLast" : `it is earlier than the bar before (${dateOf(timeBefore)})`);
  const wrong = wrongValue(open, high, low, close, volume);
  if (wrong !== undefined) refuseBar(wrong);
}

function refuseTime(bars: Bars, t: number): never {
  const time = bars.closeTime[t]!;
  if (Number.isNaN(time)) refuse(bars, t, "there is no close time");
  const before = bars.closeTime[t - 1];
  if (before === time) refuse(bars, t, "it repeats the time of the row before");
  refuse(bars, t, `it is earlier than the row before (${dateOf(before)})`);
}

function refuse(bars: Bars, t: number, what: string): never {
  throw new FactorError(`row ${t} (${dateOf(bars.closeTime[t])}) of ${bars.symbol}: ${what}. Sort and repair the bars first: checkBars names every bad row, repairBars mends them.`);
}

/** What no bar can be; a missing value is none of it. */
function wrongValue(open: number, high: number, low: number, close: number, volume: number): string | undefined {
  // Written out only where something is wrong: a stream asks for every bar.
  const prices = () => `open ${open}, high ${high}, low ${low}, close ${close}`;
  if (open <= 0 || high <= 0 || low <= 0 || close <= 0) return `a price is not above zero (${prices()})`;
  if (high < low) return `high ${high} is below low ${low}`;
  if (volume < 0) return `volume ${volume} is negative`;
  if (open === Infinity || high === Infinity || low === Infinity || close === Infinity || volume === Infinity) return `a value is infinite (${prices()}, volume ${volume})`;
  return undefined;
}

function dateOf(closeTime: number | undefined): string {
  return closeTime !== undefined && Math.abs(closeTime) <= 8.64e15 ? isoDate(closeTime) : "no date";
}
