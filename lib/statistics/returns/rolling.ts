import { StatisticsError } from "../error.ts";
import { checkSamples } from "../samples.ts";
import type { ReturnOptions } from "./returnOptions.ts";

type RollingOptions = Pick<ReturnOptions, "periodsPerYear"> & { /** Returns in the window. Default 126, half a year of days. */ readonly window?: number };

/** Annualised Sharpe ratio of the last `window` returns. in: simple returns [N]  out: [N], NaN for t < window − 1 and where the window does not vary */
export function rollingSharpe(returns: ArrayLike<number>, options: RollingOptions = {}): Float64Array {
  return rolling("rollingSharpe", returns, options, (mean, deviation, year) => (deviation === 0 ? Number.NaN : (mean / deviation) * year));
}

/** Annualised volatility of the last `window` returns. in: simple returns [N]  out: [N], a share a year, NaN for t < window − 1 */
export function rollingVolatility(returns: ArrayLike<number>, options: RollingOptions = {}): Float64Array {
  return rolling("rollingVolatility", returns, options, (_, deviation, year) => deviation * year);
}

function rolling(what: string, returns: ArrayLike<number>, { periodsPerYear = 252, window = 126 }: RollingOptions, value: (mean: number, deviation: number, year: number) => number): Float64Array {
  const count = checkSamples(what, { returns });
  if (!Number.isInteger(window) || window < 2) throw new StatisticsError(`${what}: the window must be a whole number of returns ≥ 2, got ${window}`);
  const values = new Float64Array(count).fill(Number.NaN);
  const year = Math.sqrt(periodsPerYear);
  let [mean, squares, equal] = [0, 0, 1];
  for (let t = 0; t < count; t++) {
    const [x, left] = [returns[t]!, t < window ? 0 : returns[t - window]!];
    equal = t > 0 && x === returns[t - 1] ? equal + 1 : 1;
    if (t % window === window - 1) {
      // Sums that only add and take away drift: they are made anew once a window.
      [mean, squares] = [0, 0];
      for (let k = t - window + 1; k <= t; k++) mean += returns[k]! / window;
      for (let k = t - window + 1; k <= t; k++) squares += (returns[k]! - mean) ** 2;
    } else if (t >= window) {
      const before = mean;
      mean += (x - left) / window;
      squares += (x - left) * (x - mean + left - before);
    }
    if (t >= window - 1) values[t] = value(mean, equal >= window ? 0 : Math.sqrt(Math.max(0, squares) / (window - 1)), year);
  }
  return values;
}
