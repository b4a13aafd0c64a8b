import { operator, type Line } from "../engine/line.ts";
import { highest, lowest } from "../operators/extremes.ts";
import { change } from "../operators/arithmetic.ts";
import { lag } from "../operators/lag.ts";
import { mean as rollingMean } from "../operators/mean.ts";
import { sampleDeviation } from "../volatility/historicalVolatility.ts";
import { EQUAL } from "./arithmetic.ts";
import { wholeDays } from "./wholeDays.ts";

/** Value of x some days ago. */
export function delay(x: Line, days: number): Line {
  return lag(x, wholeDays(days));
}

/** x less its value some days ago. */
export function delta(x: Line, days: number): Line {
  return change(x, wholeDays(days));
}

/** Sum of the last days; 0 where they cancel but for rounding. */
export function sum(x: Line, days: number): Line {
  const whole = wholeDays(days);
  return overWindow("sumOfWindow", x, whole, (values, t) => {
    let all = 0;
    let size = 0;
    for (let k = t - whole + 1; k <= t; k++) {
      all += values[k]!;
      size += Math.abs(values[k]!);
    }
    return Math.abs(all) <= EQUAL * size ? 0 : all;
  });
}

/** Mean of the last days. */
export function mean(x: Line, days: number): Line {
  return rollingMean(x, wholeDays(days));
}

/** Sample standard deviation of the last days. */
export function stddev(x: Line, days: number): Line {
  return sampleDeviation(x, wholeDays(days));
}

/** Least of the last days. */
export function tsMin(x: Line, days: number): Line {
  return lowest(x, wholeDays(days));
}

/** Greatest of the last days. */
export function tsMax(x: Line, days: number): Line {
  return highest(x, wholeDays(days));
}

/** Mean of the last days with weights that fall linearly to the past: days, days − 1, …, 1; 0 where they cancel but for rounding. */
export function decayLinear(x: Line, days: number): Line {
  const whole = wholeDays(days);
  return overWindow("decayLinear", x, whole, (values, t) => {
    let weighted = 0;
    let size = 0;
    for (let k = 1; k <= whole; k++) {
      weighted += k * values[t - whole + k]!;
      size += k * Math.abs(values[t - whole + k]!);
    }
    return Math.abs(weighted) <= EQUAL * size ? 0 : weighted / ((whole * (whole + 1)) / 2);
  });
}

/** Product of the last days. */
export function product(x: Line, days: number): Line {
  const whole = wholeDays(days);
  return overWindow("product", x, whole, (values, t) => {
    let all = 1;
    for (let k = t - whole + 1; k <= t; k++) all *= values[k]!;
    return all;
  });
}

/** Rank of the newest value among those of the last days as a share, 1 for the greatest; equal values share the mean of their ranks. */
export function tsRank(x: Line, days: number): Line {
  const whole = wholeDays(days);
  return overWindow("tsRank", x, whole, (values, t) => {
    const near = EQUAL * largestOf(values, t, whole);
    let below = 0;
    let equal = 0;
    for (let k = t - whole + 1; k <= t; k++) {
      const above = values[t]! - values[k]!;
      if (above > near) below++;
      else if (above >= -near) equal++;
    }
    return (2 * below + equal + 1) / (2 * whole);
  });
}

/** On which of the last days the greatest value was: 1 for the oldest, `days` for today; the newest of equals. */
export function tsArgMax(x: Line, days: number): Line {
  return argument("tsArgMax", x, wholeDays(days), 1);
}

/** On which of the last days the least value was, counted in the same way. */
export function tsArgMin(x: Line, days: number): Line {
  return argument("tsArgMin", x, wholeDays(days), -1);
}

function argument(name: string, x: Line, days: number, direction: 1 | -1): Line {
  return overWindow(name, x, days, (values, t) => {
    const near = EQUAL * largestOf(values, t, days);
    let best = t;
    for (let k = t - 1; k > t - days; k--) if (direction * (values[k]! - values[best]!) > near) best = k;
    return days - (t - best);
  });
}

function largestOf(values: Float64Array, t: number, days: number): number {
  let largest = 0;
  for (let k = t - days + 1; k <= t; k++) largest = Math.max(largest, Math.abs(values[k]!));
  return largest;
}

/** A number of the window of `days` values that ends with row t. */
function overWindow(name: string, x: Line, days: number, at: (values: Float64Array, t: number) => number): Line {
  return operator(name, [x], [days], { delay: days - 1, lookback: days - 1, start: ([x], [out]) => (from, to, seen) => {
    for (let t = from + Math.max(0, days - 1 - seen); t < to; t++) out[t] = at(x, t);
  } });
}
