import { rollingSharpe, simpleReturns } from "../../statistics/index.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { lineFigure, type LineOptions, type Lines } from "../lines.ts";

export type RollingOptions = LineOptions & { /** Bars of the window. Default 126, half a year of days. */ readonly window?: number; readonly periodsPerYear?: number };

/** Sharpe ratio of the last bars through time, one line a curve. in: close times, and equity by name, above 0 */
export function rollingSharpeFigure(closeTime: ArrayLike<number>, equity: Lines, { periodsPerYear = 252, window = 126, ...options }: RollingOptions = {}): Figure {
  if (closeTime.length <= window) throw new ShowError(`rollingSharpeFigure: ${closeTime.length} closes, more than ${window} needed for one window; give a shorter window`);
  const lines = Object.fromEntries(Object.entries(equity).map(([name, values]) => [name, Float64Array.of(Number.NaN, ...rollingSharpe(simpleReturns(values), { periodsPerYear, window }))]));
  return lineFigure(closeTime, lines, { title: "Rolling Sharpe ratio", note: `of the last ${window} bars`, yTitle: "Sharpe, a year", levels: { "": 0 }, ...options });
}
