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
    if (o <= 0 || h <= 0 || l <= 0 || c <= 0) refuse(bars, t, `a price is not above zero (${prices(bars, t)})`);
    if (h < l) refuse(bars, t, `high ${h} is below low ${l}`);
    if (v < 0) refuse(bars, t, `volume ${v} is negative`);
    if (o === Infinity || h === Infinity || l === Infinity || c === Infinity || v === Infinity) refuse(bars, t, `a value is infinite (${prices(bars, t)}, volume ${v})`);
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
  if (open <= 0 || high <= 0 || low <= 0 || close <= 0) refuseBar(`a price is not above zero (open ${open}, high ${high}, low ${low}, close ${close})`);
  if (high < low) refuseBar(`high ${high} is below low ${low}`);
  if (volume < 0) refuseBar(`volume ${volume} is negative`);
  if (open === Infinity || high === Infinity || low === Infinity || close === Infinity || volume === Infinity) refuseBar("a value is infinite");
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

function prices(bars: Bars, t: number): string {
  return `open ${bars.open[t]}, high ${bars.high[t]}, low ${bars.low[t]}, close ${bars.close[t]}`;
}

function dateOf(closeTime: number | undefined): string {
  return closeTime !== undefined && Math.abs(closeTime) <= 8.64e15 ? isoDate(closeTime) : "no date";
}
