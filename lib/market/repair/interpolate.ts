import type { BarColumn, Bars } from "../bars.ts";
import { placeOf } from "../finding.ts";
import { fillRange, inRange } from "./fillForward.ts";
import type { Change } from "./repairPlan.ts";

/**
 * Fills the missing cells of bars in place: closes on the straight line of time between the known closes around them, opens by the close before (both inside the bar's own range, where that is known),
 * high and low by the wider of both, volume on the line too. Looks ahead: a value between two bars is known only when the second is.
 * No line and no price crosses into a row of `breaks`. Cells without a known value on both sides stay missing.
 */
export function interpolate(bars: Bars, breaks: Uint8Array): readonly Change[] {
  const changes: Change[] = [];
  const ahead = new Set<number>();
  const setter = (row: number, looksAhead: boolean) => (column: BarColumn, value: number, why: string): void => {
    const from = bars[column][row]!;
    if (Number.isFinite(from) || !Number.isFinite(value)) return;
    bars[column][row] = value;
    changes.push({ code: "interpolated", where: placeOf(bars, row, column), from, to: value, why, looksAhead });
    if (looksAhead) ahead.add(row);
  };
  for (const column of ["close", "volume"] as const) {
    let known = -1;
    for (let row = 0; row < bars.close.length; row++) {
      if (breaks[row] === 1) known = -1;
      if (!Number.isFinite(bars[column][row]!)) continue;
      for (let between = known + 1; known >= 0 && between < row; between++) {
        const value = onLine(bars, column, known, row, between);
        setter(between, true)(column, column === "close" ? inRange(bars, between, value) : value, `no ${column}; on the line from row ${known} to row ${row}`);
      }
      known = row;
    }
  }
  for (let row = 0; row < bars.close.length; row++) {
    const isCarried = row > 0 && breaks[row] === 0;
    // An open taken from a close that was itself interpolated looks as far ahead as that one.
    const set = setter(row, ahead.has(row) || (isCarried && ahead.has(row - 1) && !Number.isFinite(bars.open[row]!)));
    if (isCarried) set("open", inRange(bars, row, bars.close[row - 1]!), "no open; the close before");
    fillRange(bars, row, set);
  }
  return changes;
}

function onLine({ closeTime, ...columns }: Bars, column: "close" | "volume", from: number, to: number, at: number): number {
  const share = (closeTime[at]! - closeTime[from]!) / (closeTime[to]! - closeTime[from]!);
  return columns[column][from]! + share * (columns[column][to]! - columns[column][from]!);
}
