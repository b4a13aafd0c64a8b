import { columnsOf } from "../../factors/columns.ts";
import { BAR_COLUMNS, sliceBars, type Bars } from "../../market/bars.ts";
import { split, type RandomKey } from "../../random/index.ts";
import { detectLookAhead, formatLookAhead } from "../../validation/index.ts";
import { BacktestError } from "../error.ts";
import type { Strategy } from "./strategy.ts";

/** Bars of a part on which columns are tried: enough for their warm-up, few enough to cost little. */
const TRIED = 2000;
const CUTS = 4;

/** Refuses a strategy whose columns change, at some row, with later bars. A few cuts in the first, the middle and the last bars are evidence, not proof. out: whether there were bars to try */
export function checkColumns({ columns, name, warmUp = 0 }: Strategy, bars: Bars, key: RandomKey): boolean {
  const count = bars.closeTime.length;
  if (columns === undefined || count < 3) return false;
  const length = Math.max(TRIED, 2 * warmUp);
  const starts = length >= count ? [0] : [0, Math.floor((count - length) / 2), count - length];
  for (const from of starts) {
    const part = sliceBars(bars, from, Math.min(from + length, count));
    const [leak] = detectLookAhead((given) => columnsOf(given.closeTime, strategyCall({ name }, `its columns of ${bars.symbol} failed`, () => columns(given))), part, { key: split(key, `columns of ${bars.symbol} from ${from}`), cuts: CUTS });
    if (leak !== undefined) throw new BacktestError(`the strategy "${name}" looks ahead on ${bars.symbol}: ${formatLookAhead(leak)} Compute the column from bars up to its own row`);
  }
  return true;
}

/** A strategy's columns of some bars, refused unless each has one value a bar and the bars are still what they were. */
export function columnsFor({ columns, name }: Strategy, bars: Bars): Readonly<Record<string, Float64Array>> {
  if (columns === undefined) return {};
  const made = refuseChanged(`the strategy "${name}": its columns`, [bars], () => strategyCall({ name }, `its columns of ${bars.symbol} failed`, () => columns(bars)));
  if (typeof made !== "object" || made === null) throw new BacktestError(`the strategy "${name}": its columns of ${bars.symbol} are ${String(made)}; return them by name, such as { fast: Float64Array }`);
  for (const [column, values] of Object.entries(made)) {
    if (values.length !== bars.closeTime.length) throw new BacktestError(`the strategy "${name}": column "${column}" of ${bars.symbol} has ${values.length} values for ${bars.closeTime.length} bars; give one value a bar, NaN where there is none`);
  }
  return made;
}

/** What a strategy gives outside of its decisions; where it throws, the error names it. */
export function strategyCall<T>({ name }: Pick<Strategy, "name">, what: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new BacktestError(`the strategy "${name}": ${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** What is made from bars, refused where the bars are changed by it. in: what makes it, in words */
export function refuseChanged<T>(maker: string, all: readonly Bars[], make: () => T): T {
  const printed = () => all.map((bars) => BAR_COLUMNS.map((column) => fingerprint(bars[column])));
  const before = printed();
  const made = make();
  printed().forEach((columns, k) => {
    const changed = BAR_COLUMNS.find((_, n) => !Object.is(columns[n], before[k]![n]));
    if (changed !== undefined) throw new BacktestError(`${maker} changed the ${changed} of ${all[k]!.symbol}; copy what is to be changed (${changed}.slice())`);
  });
  return made;
}

/** A number that is another one, almost surely, for other values or another order of them. */
function fingerprint(values: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < values.length; t++) {
    const value = values[t]!;
    sum += value === value ? value * (1 + (t % 1009)) : t % 1013;
  }
  return sum;
}
