import { sliceBars, type Bars } from "../market/bars.ts";
import { BacktestError } from "./error.ts";
import { rowAndDate } from "./tradable.ts";

/**
 * Decides at the close of a bar: from the bars closed so far, the last of them just now, to the wanted position.
 * −1 is short with the whole equity, 0 flat, 1 long with the whole equity. The future is not in the argument.
 */
export type Strategy = (closed: Bars) => number;

/** The decision of a row, refused unless it is a number in −1..1. */
export type Decide = (row: number) => number;

/** Wanted positions as decisions: one number a bar, or a strategy asked bar by bar. */
export function decisions(bars: Bars, wanted: ArrayLike<number> | Strategy): Decide {
  const count = bars.closeTime.length;
  if (typeof wanted !== "function" && wanted.length !== count) {
    throw new BacktestError(`there are ${wanted.length} positions for ${count} bars of ${bars.symbol}; give one wanted position a bar, 0 where none is wanted`);
  }
  const decide = typeof wanted === "function" ? (row: number) => ask(wanted, bars, row) : (row: number) => wanted[row]!;
  return (row) => {
    const position = decide(row);
    if (position >= -1 && position <= 1) return position;
    throw new BacktestError(`the position in ${rowAndDate(bars, row)} is ${position}; a position is a share of the equity from -1 to 1, 0 where none is wanted`);
  };
}

function ask(strategy: Strategy, bars: Bars, row: number): number {
  try {
    return strategy(sliceBars(bars, 0, row + 1));
  } catch (error) {
    throw new BacktestError(`the strategy failed in ${rowAndDate(bars, row)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
