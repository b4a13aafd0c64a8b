import { checkSamples } from "./samples.ts";

/** Arithmetic mean. in: x [N]  out: unit of x */
export function mean(x: ArrayLike<number>): number {
  checkSamples("mean", { x });
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += x[t]!;
  return sum / x.length;
}

/** Sample standard deviation, √(Σ(x−x̄)²/(N−1)). in: x [N]  out: unit of x, NaN for N < 2, exactly 0 for equal numbers */
export function standardDeviation(x: ArrayLike<number>): number {
  const centre = mean(x);
  let squares = 0;
  let isConstant = true;
  for (let t = 0; t < x.length; t++) {
    squares += (x[t]! - centre) ** 2;
    if (x[t] !== x[0]) isConstant = false;
  }
  if (x.length < 2) return Number.NaN;
  return isConstant ? 0 : Math.sqrt(squares / (x.length - 1));
}
