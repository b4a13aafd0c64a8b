import type { BarColumn, Bars } from "../bars.ts";
import { placeOf } from "../finding.ts";
import type { Change } from "./repairBars.ts";
import { fillRange, isBoundary } from "./fillForward.ts";

/**
 * Fills the missing cells of bars in place: closes on the straight line of time between the known closes around them, opens by the close before,
 * high and low by the wider of both, volume on the line too. Looks ahead: a value between two bars is known only when the second is.
 * No line crosses a session boundary unless `acrossSessions`. Cells without a known value on both sides stay missing.
 */
export function interpolate(bars: Bars, acrossSessions: boolean): readonly Change[] {
  const changes: Change[] = [];
  const setter = (row: number, looksAhead: boolean) => (column: BarColumn, value: number): void => {
    const from = bars[column][row]!;
    if (Number.isFinite(from) || !Number.isFinite(value)) return;
    bars[column][row] = value;
    changes.push({ code: "interpolated", where: placeOf(bars, row, column), from, to: value, looksAhead });
  };
  for (const column of ["close", "volume"] as const) {
    let known = -1;
    for (let row = 0; row < bars.close.length; row++) {
      if (!acrossSessions && isBoundary(bars, row)) known = -1;
      if (!Number.isFinite(bars[column][row]!)) continue;
      for (let between = known + 1; known >= 0 && between < row; between++) setter(between, true)(column, onLine(bars, column, known, row, between));
      known = row;
    }
  }
  for (let row = 0; row < bars.close.length; row++) {
    const looksAhead = changes.some(({ where }) => where.row === row);
    const set = setter(row, looksAhead);
    if (row > 0 && (acrossSessions || !isBoundary(bars, row))) set("open", bars.close[row - 1]!);
    fillRange(bars, row, set);
  }
  return changes;
}

function onLine({ closeTime, ...columns }: Bars, column: "close" | "volume", from: number, to: number, at: number): number {
  const share = (closeTime[at]! - closeTime[from]!) / (closeTime[to]! - closeTime[from]!);
  return columns[column][from]! + share * (columns[column][to]! - columns[column][from]!);
}
