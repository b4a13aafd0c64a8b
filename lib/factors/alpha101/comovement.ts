import { operator, type Line } from "../engine/line.ts";
import { wholeDays } from "./wholeDays.ts";

/** A correlation nearer to 0 than this is rounding. */
const NO_CORRELATION = 1e-10;

/** Pearson correlation over the last days; 0 where one of the two does not vary. */
export function correlation(x: Line, y: Line, days: number): Line {
  return together("correlationOfWindow", x, y, wholeDays(days), (xy, both) => (both === 0 ? 0 : Math.max(-1, Math.min(1, xy / both))));
}

/** Sample covariance over the last days. */
export function covariance(x: Line, y: Line, days: number): Line {
  const whole = wholeDays(days);
  return together("covarianceOfWindow", x, y, whole, (xy) => xy / (whole - 1));
}

/** A number made of Σ(x−x̄)(y−ȳ), 0 where that is rounding, and √(Σ(x−x̄)²·Σ(y−ȳ)²). Each window by itself: equal windows give equal values, which ranks then tie. */
function together(name: string, x: Line, y: Line, days: number, make: (xy: number, both: number) => number): Line {
  return operator(name, [x, y], [days], { delay: days - 1, lookback: days - 1, start: ([x, y], [out]) => (from, to, seen) => {
    for (let t = from + Math.max(0, days - 1 - seen); t < to; t++) {
      const [meanX, meanY] = [meanOf(x, t, days), meanOf(y, t, days)];
      let xx = 0;
      let yy = 0;
      let xy = 0;
      for (let k = t - days + 1; k <= t; k++) {
        const dx = x[k]! - x[t]! - meanX;
        const dy = y[k]! - y[t]! - meanY;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
      }
      const both = Math.sqrt(xx) * Math.sqrt(yy);
      out[t] = make(Math.abs(xy) <= NO_CORRELATION * both ? 0 : xy, both);
    }
  } });
}

/** Mean distance to the newest value: equal values give exactly 0. */
function meanOf(values: Float64Array, t: number, days: number): number {
  let sum = 0;
  for (let k = t - days + 1; k <= t; k++) sum += values[k]! - values[t]!;
  return sum / days;
}
