import { operator, type Kernel, type Line } from "../engine/line.ts";
import { sortedRank } from "./sortedWindow.ts";

/** Windows up to here are counted: without a branch that could be guessed wrong, that is faster than keeping them sorted. */
const COUNTED = 60;

/** Rank of the newest of the last `period` values as a share of them: 1 for the highest. Equal values share their ranks. */
export function percentRank(x: Line, period: number): Line {
  if (period > COUNTED) return sortedRank(x, period);
  return operator("percentRank", [x], [period], {
    delay: period - 1,
    lookback: period - 1,
    start: ([x], [out]) => counted(x, [period], [out]),
    lanes: { kind: "percentRank", most: 16, parameters: [period], start: (periods, [x], outputs) => counted(x!, periods.map(([period]) => period!), outputs) },
  });
}

/** Counts for the shortest window, then on for the next longer one. */
function counted(x: Float64Array, periods: readonly number[], outputs: readonly Float64Array[]): Kernel {
  const order = periods.map((_, k) => k).toSorted((a, b) => periods[a]! - periods[b]!);
  const sorted = Int32Array.from(order, (k) => periods[k]!);
  const columns = order.map((k) => outputs[k]!);
  return (from, to, seen) => {
    for (let t = from; t < to; t++) rank(x, sorted, columns, t, seen + t - from);
  };
}

function rank(x: Float64Array, periods: Int32Array, columns: readonly Float64Array[], t: number, before: number): void {
  const value = x[t]!;
  let above = 0;
  let age = 1;
  for (let lane = 0; lane < periods.length; lane++) {
    const period = periods[lane]!;
    if (before < period - 1) return;
    for (; age < period; age++) above += Number(x[t - age]! < value) - Number(x[t - age]! > value);
    columns[lane]![t] = (above + period + 1) / (2 * period);
  }
}
