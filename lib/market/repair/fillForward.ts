import type { BarColumn, Bars } from "../bars.ts";
import { placeOf } from "../finding.ts";
import type { Change } from "./repairPlan.ts";

/**
 * Fills the missing cells of bars in place, each from what was known before it: open by the last close (inside the bar's own range, where that is known), close by the open, high and low by the wider of both, volume by 0.
 * No price is carried into a row of `breaks`. Cells before the first known price stay missing, and so do those of the bars after the first `limit` without a close of their own.
 */
export function fillForward(bars: Bars, breaks: Uint8Array, limit = Number.POSITIVE_INFINITY): readonly Change[] {
  const changes: Change[] = [];
  let lastClose = Number.NaN;
  let filled = 0;
  for (let row = 0; row < bars.close.length; row++) {
    if (breaks[row] === 1) lastClose = Number.NaN;
    filled = Number.isFinite(bars.close[row]!) ? 0 : filled + 1;
    if (filled > limit) continue;
    const set = (column: BarColumn, value: number, why: string): void => {
      const from = bars[column][row]!;
      if (Number.isFinite(from) || !Number.isFinite(value)) return;
      bars[column][row] = value;
      changes.push({ code: "filled forward", where: placeOf(bars, row, column), from, to: value, why, looksAhead: false });
    };
    set("open", inRange(bars, row, lastClose), "no open; the last close");
    set("close", bars.open[row]!, "no close; the open");
    fillRange(bars, row, set);
    if (Number.isFinite(bars.close[row]!)) set("volume", 0, "no volume; none is known to have traded");
    lastClose = Number.isFinite(bars.close[row]!) ? bars.close[row]! : lastClose;
  }
  return changes;
}

/** High and low of a bar whose open and close are known. */
export function fillRange(bars: Bars, row: number, set: (column: BarColumn, value: number, why: string) => void): void {
  const [open, close] = [bars.open[row]!, bars.close[row]!];
  set("high", Math.max(open, close, Number.isFinite(bars.low[row]!) ? bars.low[row]! : open), "no high; the highest known price of the bar");
  set("low", Math.min(open, close, bars.high[row]!), "no low; the lowest known price of the bar");
}

/** A price taken from elsewhere, brought between the low and the high of the bar, so that a fill makes no bar that cannot be. */
export function inRange({ high, low }: Bars, row: number, price: number): number {
  const floored = low[row]! > price ? low[row]! : price;
  return high[row]! < floored ? high[row]! : floored;
}
