import type { Axis } from "./theme.ts";

/** Beyond a decade only 1, 2 and 5 of each are labelled, each in full: the labels of all nine lie on one another. */
export function logarithmicAxis(series: readonly ArrayLike<number>[]): Axis {
  const { least, most } = spanOf(series);
  return { type: "log", ...(most > 10 * least ? { dtick: "D2", tickformat: least < 1 ? "~g" : "~s" } : {}) };
}

/**
 * Growth beyond which an axis of equity or prices is logarithmic unless told otherwise. There equal distances are equal growth. On a linear axis a fall of a tenth is drawn this many times
 * taller at the top than at the bottom: up to 3 a reader sees past that, beyond it old losses vanish and recent ones look like the worst.
 */
const LINEAR_UP_TO = 3;

/** Whether a logarithmic axis tells these curves better. One that is ruined has no logarithm: its picture stays linear. */
export function isBetterLogarithmic(series: readonly ArrayLike<number>[]): boolean {
  const { least, most } = spanOf(series);
  return canBeLogarithmic(series) && most > LINEAR_UP_TO * least;
}

/** Whether all there is of the values is above 0. */
export function canBeLogarithmic(series: readonly ArrayLike<number>[]): boolean {
  return series.every((values) => {
    for (let t = 0; t < values.length; t++) if (values[t]! <= 0) return false;
    return true;
  });
}

/** The least and the greatest of all values above 0. */
function spanOf(series: readonly ArrayLike<number>[]): { readonly least: number; readonly most: number } {
  let [least, most] = [Infinity, 0];
  for (const values of series) {
    for (let t = 0; t < values.length; t++) {
      const value = values[t]!;
      if (value > 0 && value < least) least = value;
      if (value < Infinity && value > most) most = value;
    }
  }
  return { least, most };
}
