import { operators, type Line } from "../engine/line.ts";
import { inEras } from "./eras.ts";

/** The straight line through the last values, and the mean that weighs new values most: the newest `period` times as much as the oldest. */
export type Regression = { readonly weightedMean: Line; readonly mean: Line; /** Rise of the straight line per row. */ readonly slope: Line };

/**
 * Least squares line over the last `period` values: it passes the mean in the middle of the window and ends at mean + slope·(period − 1)/2.
 * The weighted mean is mean + slope·(period − 1)/6. Sums of distances to a value of the window are carried for at most four periods
 * (64 rows if that is more), then taken anew: no drift, and equal values give exactly themselves and slope 0.
 */
export function regression(x: Line, period: number): Regression {
  const [weightedMean, mean, slope] = operators("regression", [x], [period], {
    delays: [period - 1, period - 1, period - 1] as const,
    lookback: period,
    registers: 3,
    start: ([x], [weighted, mean, slope], registers) =>
      inEras(period, {
        registers,
        takeAnew: (t) => takeAnew(x, t, period, registers),
        move: (from, to) => move(x, weighted, mean, slope, from, to, period, registers),
        recompute: (t) => {
          takeAnew(x, t + 1, period, registers);
          write(weighted, mean, slope, t, period, registers);
        },
      }),
  });
  return { weightedMean, mean, slope };
}

/** Mean of the last `period` values with weights 1..period, the newest weighs most. */
export function weightedMean(x: Line, period: number): Line {
  return period === 1 ? x : regression(x, period).weightedMean;
}

/** Of the window that ends before row t: an origin, the sum of distances to it, and their sum with weights 1..period. */
function takeAnew(x: Float64Array, t: number, period: number, registers: Float64Array): void {
  const origin = x[t - 1]!;
  let sum = 0;
  let weighted = 0;
  for (let k = 0; k < period; k++) {
    const d = x[t - period + k]! - origin;
    sum += d;
    weighted += (k + 1) * d;
  }
  registers[0] = origin;
  registers[1] = sum;
  registers[2] = weighted;
}

function write(weightedMeans: Float64Array, means: Float64Array, slopes: Float64Array, t: number, period: number, [origin, sum, weighted]: Float64Array): void {
  weightedMeans[t] = origin! + weighted! * (2 / (period * (period + 1)));
  means[t] = origin! + sum! / period;
  slopes[t] = (weighted! - sum! * ((period + 1) / 2)) * (12 / (period * (period * period - 1)));
}

/** No row is doubtful: distances to a value of the window leave digits enough. */
function move(x: Float64Array, weightedMeans: Float64Array, means: Float64Array, slopes: Float64Array, from: number, to: number, period: number, registers: Float64Array): boolean {
  const origin = registers[0]!;
  const share = 1 / period;
  const weightedShare = 2 / (period * (period + 1));
  const centre = (period + 1) / 2;
  const spread = 12 / (period * (period * period - 1));
  let sum = registers[1]!;
  let weighted = registers[2]!;
  for (let t = from; t < to; t++) {
    const d = x[t]! - origin;
    weighted += period * d - sum;
    sum += d - (x[t - period]! - origin);
    weightedMeans[t] = origin + weighted * weightedShare;
    means[t] = origin + sum * share;
    slopes[t] = (weighted - sum * centre) * spread;
  }
  registers[1] = sum;
  registers[2] = weighted;
  return false;
}
