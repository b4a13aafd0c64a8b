import { operator, type Line } from "../engine/line.ts";
import { inEras } from "./eras.ts";
import { DOUBTFUL, JOINT_REGISTERS, jointMoments, takeJointSums } from "./jointSums.ts";

/** Pearson correlation of the last `period` pairs, −1 to 1; 0 where x or y does not vary. */
export function correlation(x: Line, y: Line, period: number): Line {
  return relation("correlation", x, y, period, false);
}

/** Slope of the least squares line of y on x over the last `period` pairs; 0 where x does not vary. */
export function slopeOn(y: Line, x: Line, period: number): Line {
  return relation("slopeOn", x, y, period, true);
}

function relation(name: string, x: Line, y: Line, period: number, isSlope: boolean): Line {
  return operator(name, [x, y], [period], {
    delay: period - 1,
    lookback: period,
    registers: JOINT_REGISTERS,
    start: ([x, y], [out], registers) =>
      inEras(period, {
        registers,
        takeAnew: (t) => takeJointSums(x, y, t, period, registers),
        move: (from, to) => move(x, y, out, from, to, period, registers, isSlope),
        recompute: (t) => recompute(x, y, out, t, period, isSlope),
      }),
  });
}

function move(x: Float64Array, y: Float64Array, out: Float64Array, from: number, to: number, period: number, registers: Float64Array, isSlope: boolean): boolean {
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
    const shiftY = sumY * share;
    const apartX = xx - sumX * share * sumX;
    const apartY = yy - sumY * shiftY;
    const ratio = (xy - sumX * shiftY) / (isSlope ? apartX : Math.sqrt(apartX * apartY));
    out[t] = isSlope ? ratio : ratio > 1 ? 1 : ratio < -1 ? -1 : ratio;
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

function recompute(x: Float64Array, y: Float64Array, out: Float64Array, t: number, period: number, isSlope: boolean): void {
  const { xx, xy, yy } = jointMoments(x, y, t, period);
  const scale = isSlope ? xx : Math.sqrt(xx) * Math.sqrt(yy);
  const ratio = scale === 0 ? 0 : xy / scale;
  out[t] = isSlope ? ratio : Math.max(-1, Math.min(1, ratio));
}
