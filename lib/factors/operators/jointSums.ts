/** Where a sum of squared deviations is so small beside all squares that came into the sums, rounding could show. */
export const DOUBTFUL = 1e-6;

/** Registers of moving joint sums: origins, sums of dx, dy, dx², dy², dx·dy, and the least sums of squared deviations that are beyond doubt. */
export const JOINT_REGISTERS = 9;

/** Takes the joint sums of the window that ends before row t. */
export function takeJointSums(x: Float64Array, y: Float64Array, t: number, period: number, registers: Float64Array): void {
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
  registers.set([originX, originY, sumX, sumY, xx, yy, xy, DOUBTFUL * xx, DOUBTFUL * yy]);
}

/** Means, sums of squared deviations and sum of products of deviations of the window that ends with row t, by itself, in two passes. */
export function jointMoments(x: Float64Array, y: Float64Array, t: number, period: number): { readonly meanX: number; readonly meanY: number; readonly xx: number; readonly yy: number; readonly xy: number } {
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
  return { meanX: originX + shiftX, meanY: originY + shiftY, xx, yy, xy };
}
