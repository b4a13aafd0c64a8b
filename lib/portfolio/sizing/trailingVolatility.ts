import { checkedReturns } from "../assetReturns.ts";
import { checkNumber } from "../weights.ts";

/** Standard deviation of the last `lookback` returns, annual: s·√periodsPerYear. in: returns [T]  out: [T], NaN before that many rows */
export function trailingVolatility(where: string, returns: ArrayLike<number>, { lookback, periodsPerYear }: { readonly lookback: number; readonly periodsPerYear: number }): Float64Array {
  checkNumber(where, "lookback", lookback, "a whole number of rows from 2", (value) => Number.isInteger(value) && value >= 2);
  checkNumber(where, "periodsPerYear", periodsPerYear, "above 0", (value) => value > 0);
  const [column] = checkedReturns(where, { returns }).values;
  const own = column!;
  return own.map((_, t) => {
    if (t + 1 < lookback) return Number.NaN;
    let [sum, squares] = [0, 0];
    for (let k = t + 1 - lookback; k <= t; k++) sum += own[k]!;
    const mean = sum / lookback;
    for (let k = t + 1 - lookback; k <= t; k++) squares += (own[k]! - mean) ** 2;
    return Math.sqrt((squares / (lookback - 1)) * periodsPerYear);
  });
}
