import { INTERVAL_MILLIS } from "../barTime.ts";
import type { BarColumn, Bars } from "../bars.ts";
import { placeOf } from "../finding.ts";
import type { Change } from "./repairBars.ts";

/**
 * Fills the missing cells of bars in place, each from what was known before it: open by the last close, close by the open, high and low by the wider of both, volume by 0.
 * A break between intraday bars is a session boundary: no price is carried over it unless `acrossSessions`. Cells before the first known price stay missing,
 * and so do those of the bars after the first `limit` without a close of their own.
 */
export function fillForward(bars: Bars, acrossSessions: boolean, limit = Number.POSITIVE_INFINITY): readonly Change[] {
  const changes: Change[] = [];
  let lastClose = Number.NaN;
  let filled = 0;
  for (let row = 0; row < bars.close.length; row++) {
    if (!acrossSessions && isBoundary(bars, row)) lastClose = Number.NaN;
    filled = Number.isFinite(bars.close[row]!) ? 0 : filled + 1;
    if (filled > limit) continue;
    const set = (column: BarColumn, value: number): void => {
      const from = bars[column][row]!;
      if (Number.isFinite(from) || !Number.isFinite(value)) return;
      bars[column][row] = value;
      changes.push({ code: "filled forward", where: placeOf(bars, row, column), from, to: value, looksAhead: false });
    };
    set("open", lastClose);
    set("close", bars.open[row]!);
    fillRange(bars, row, set);
    if (Number.isFinite(bars.close[row]!)) set("volume", 0);
    lastClose = Number.isFinite(bars.close[row]!) ? bars.close[row]! : lastClose;
  }
  return changes;
}

/** High and low of a bar whose open and close are known. */
export function fillRange(bars: Bars, row: number, set: (column: BarColumn, value: number) => void): void {
  const [open, close] = [bars.open[row]!, bars.close[row]!];
  set("high", Math.max(open, close, Number.isFinite(bars.low[row]!) ? bars.low[row]! : open));
  set("low", Math.min(open, close, bars.high[row]!));
}

/** Whether the market was shut between an intraday bar and the one before it. Daily bars follow each other. */
export function isBoundary({ closeTime, interval }: Bars, row: number): boolean {
  return interval !== "1d" && row > 0 && closeTime[row]! - closeTime[row - 1]! > INTERVAL_MILLIS[interval];
}
