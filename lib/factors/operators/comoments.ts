import { operators, type Line } from "../engine/line.ts";
import { inEras } from "./eras.ts";

/** Where a sum of squared deviations is so small beside all squares that came into the sums, rounding could show. */
const DOUBTFUL = 1e-6;

/** Means, sums of squared deviations and sum of products of deviations of two lines over a window. */
export type Comoments = { readonly meanX: Line; readonly meanY: Line; readonly xx: Line; readonly yy: Line; readonly xy: Line };

/**
 * Joint moments of the last `period` values of x and y: x̄, ȳ, Σ(x−x̄)², Σ(y−ȳ)², Σ(x−x̄)(y−ȳ).
 * Sums of the distances to one pair of the window are carried; equal values give exactly 0.
 */
export function comoments(x: Line, y: Line, period: number): Comoments {
  const [meanX, meanY, xx, yy, xy] = operators("comoments", [x, y], [period], {
    delays: [period - 1, period - 1, period - 1, period - 1, period - 1] as const,
    lookback: period,
    registers: 9,
    start: ([x, y], outputs, registers) =>
      inEras(period, {
        registers,
        takeAnew: (t) => takeAnew(x, y, t, period, registers),
        move: (from, to) => move(x, y, outputs, from, to, period, registers),
        recompute: (t) => recompute(x, y, outputs, t, period),
      }),
  });
  return { meanX, meanY, xx, yy, xy };
}

type Outputs = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/** Sums of the window that ends before row t, and the least sums of squared deviations that are beyond doubt. */
function takeAnew(x: Float64Array, y: Float64Array, t: number, period: number, registers: Float64Array): void {
  const originX = x[t - 1]!;
  const originY = y[t - 1]!;
  let sumX = 0, sumY = 0, xx = 0, yy = 0, xy = 0;
  for (let k = t - period; k < t; k++) {
    const dx = x[k]! - originX;
    const dy = y[k]! - originY;
    sumX += dx;
    sumY += dy;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  registers[0] = originX;
  registers[1] = originY;
  registers[2] = sumX;
  registers[3] = sumY;
  registers[4] = xx;
  registers[5] = yy;
  registers[6] = xy;
  registers[7] = DOUBTFUL * xx;
  registers[8] = DOUBTFUL * yy;
}

function move(x: Float64Array, y: Float64Array, outputs: Outputs, from: number, to: number, period: number, registers: Float64Array): boolean {
  const [meanX, meanY, outX, outY, outXY] = outputs;
  const share = 1 / period;
  const originX = registers[0]!;
  const originY = registers[1]!;
  let sumX = registers[2]!, sumY = registers[3]!, xx = registers[4]!, yy = registers[5]!, xy = registers[6]!, leastX = registers[7]!, leastY = registers[8]!;
  let isDoubtful = false;
  for (let t = from; t < to; t++) {
    const dx = x[t]! - originX;
    const dy = y[t]! - originY;
    const leftX = x[t - period]! - originX;
    const leftY = y[t - period]! - originY;
    sumX += dx - leftX;
    sumY += dy - leftY;
    xx += dx * dx - leftX * leftX;
    yy += dy * dy - leftY * leftY;
    xy += dx * dy - leftX * leftY;
    leastX += DOUBTFUL * dx * dx;
    leastY += DOUBTFUL * dy * dy;
    const shiftX = sumX * share;
    const shiftY = sumY * share;
    const apartX = xx - sumX * shiftX;
    const apartY = yy - sumY * shiftY;
    meanX[t] = originX + shiftX;
    meanY[t] = originY + shiftY;
    outX[t] = apartX;
    outY[t] = apartY;
    outXY[t] = xy - sumX * shiftY;
    if (apartX <= leastX || apartY <= leastY) isDoubtful = true;
  }
  registers[2] = sumX;
  registers[3] = sumY;
  registers[4] = xx;
  registers[5] = yy;
  registers[6] = xy;
  registers[7] = leastX;
  registers[8] = leastY;
  return isDoubtful;
}

/** One window by itself, in two passes. */
function recompute(x: Float64Array, y: Float64Array, [meanX, meanY, outX, outY, outXY]: Outputs, t: number, period: number): void {
  const originX = x[t]!;
  const originY = y[t]!;
  let sumX = 0, sumY = 0, xx = 0, yy = 0, xy = 0;
  for (let k = t - period + 1; k <= t; k++) {
    sumX += x[k]! - originX;
    sumY += y[k]! - originY;
  }
  const shiftX = sumX / period;
  const shiftY = sumY / period;
  for (let k = t - period + 1; k <= t; k++) {
    const dx = x[k]! - originX - shiftX;
    const dy = y[k]! - originY - shiftY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  meanX[t] = originX + shiftX;
  meanY[t] = originY + shiftY;
  outX[t] = xx;
  outY[t] = yy;
  outXY[t] = xy;
}
