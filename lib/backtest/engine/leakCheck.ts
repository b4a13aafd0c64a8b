import { columnsOf } from "../../factors/columns.ts";
import { sliceBars, type Bars } from "../../market/bars.ts";
import { split, type RandomKey } from "../../random/index.ts";
import { detectLookAhead, formatLookAhead } from "../../validation/index.ts";
import { BacktestError } from "../error.ts";
import type { Strategy } from "./strategy.ts";

/** Bars on which columns are tried: enough for their warm-up, few enough to cost nothing. */
const TRIED = 2000;
const CUTS = 4;

/** Refuses a strategy whose columns change, at some row, with later bars. A few cuts of the first bars are evidence, not proof. */
export function checkColumns({ columns, name, warmUp = 0 }: Strategy, bars: Bars, key: RandomKey): void {
  if (columns === undefined || bars.closeTime.length < 3) return;
  const tried = sliceBars(bars, 0, Math.max(TRIED, 2 * warmUp));
  const [leak] = detectLookAhead((given) => columnsOf(given.closeTime, columns(given)), tried, { key: split(key, `columns of ${bars.symbol}`), cuts: CUTS });
  if (leak === undefined) return;
  throw new BacktestError(`the strategy "${name}" looks ahead on ${bars.symbol}: ${formatLookAhead(leak)} Compute the column from bars up to its own row`);
}

/** A strategy's columns of some bars, refused unless each has one value a bar. */
export function columnsFor({ columns, name }: Strategy, bars: Bars): Readonly<Record<string, Float64Array>> {
  if (columns === undefined) return {};
  const made = columns(bars);
  for (const [column, values] of Object.entries(made)) {
    if (values.length !== bars.closeTime.length) throw new BacktestError(`the strategy "${name}": column "${column}" of ${bars.symbol} has ${values.length} values for ${bars.closeTime.length} bars; give one value a bar, NaN where there is none`);
  }
  return made;
}
