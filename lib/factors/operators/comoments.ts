import { operators, type Line } from "../engine/line.ts";
import { inEras } from "./eras.ts";
import { DOUBTFUL, JOINT_REGISTERS, jointMoments, takeJointSums } from "./jointSums.ts";

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
    registers: JOINT_REGISTERS,
    start: ([x, y], outputs, registers) =>
      inEras(period, {
        registers,
        takeAnew: (t) => takeJointSums(x, y, t, period, registers),
        move: (from, to) => move(x, y, outputs, from, to, period, registers),
        recompute: (t) => recompute(x, y, outputs, t, period),
      }),
  });
  return { meanX, meanY, xx, yy, xy };
}

type Outputs = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

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

function recompute(x: Float64Array, y: Float64Array, [meanX, meanY, outX, outY, outXY]: Outputs, t: number, period: number): void {
  const window = jointMoments(x, y, t, period);
  meanX[t] = window.meanX;
  meanY[t] = window.meanY;
  outX[t] = window.xx;
  outY[t] = window.yy;
  outXY[t] = window.xy;
}
