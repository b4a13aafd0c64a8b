import { cholesky, solved } from "../covariance/cholesky.ts";
import { PortfolioError } from "../error.ts";

export type BoundedQuadratic = {
  readonly names: readonly string[];
  /** Q, symmetric and positive definite [n][n]. */
  readonly quadratic: readonly ArrayLike<number>[];
  /** c [n]. */
  readonly linear: ArrayLike<number>;
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** What the values add up to; undefined leaves the sum free. */
  readonly total?: number;
};

/**
 * The x that makes ½xᵀQx − cᵀx smallest with least ≤ x ≤ most and, where asked, Σx = total. Exact: primal active set, Nocedal and Wright 2006, algorithm 16.3:
 * values at a bound are held there while the rest is solved for; the first to meet a bound is held too, and the one whose bound costs most is let go.
 */
export function boundedQuadratic(where: string, problem: BoundedQuadratic): Float64Array {
  const { least, most, names } = problem;
  const count = names.length;
  const x = feasible(where, problem);
  const held = Int8Array.from(x, (value, k) => (value <= least[k]! ? -1 : value >= most[k]! ? 1 : 0));
  const rounds = 50 + 20 * count;
  for (let round = 0; round < rounds; round++) {
    const free = [...held.keys()].filter((k) => held[k] === 0);
    const { price, step } = freeStep(where, problem, gradientAt(problem, x), free);
    let [length, blocking] = [1, -1];
    for (const [n, k] of free.entries()) {
      const move = step[n]!;
      const room = move === 0 ? Infinity : ((move > 0 ? most[k]! : least[k]!) - x[k]!) / move;
      if (room < length) [length, blocking] = [room, n];
    }
    for (const [n, k] of free.entries()) x[k]! += length * step[n]!;
    if (blocking >= 0) {
      const k = free[blocking]!;
      held[k] = step[blocking]! < 0 ? -1 : 1;
      x[k] = held[k] < 0 ? least[k]! : most[k]!;
      continue;
    }
    const released = costliest(problem, x, held, price);
    if (released < 0) return x;
    held[released] = 0;
  }
  throw new PortfolioError(`${where}: no solution after ${rounds} rounds; the covariance is close to singular, use shrunkCovariance`);
}

function gradientAt({ linear, quadratic }: BoundedQuadratic, x: Float64Array): Float64Array {
  return x.map((_, i) => x.reduce((sum, value, j) => sum + quadratic[i]![j]! * value, -linear[i]!));
}

/** Newton's step of the free values, and the price λ of the sum: 0 where the sum is free, NaN where no value is. */
function freeStep(where: string, { names, quadratic, total }: BoundedQuadratic, gradient: Float64Array, free: readonly number[]): { readonly step: Float64Array; readonly price: number } {
  if (free.length === 0) return { step: new Float64Array(0), price: total === undefined ? 0 : Number.NaN };
  const lower = cholesky(where, free.map((k) => names[k]!), free.map((i) => free.map((j) => quadratic[i]![j]!)));
  const plain = solved(lower, free.map((k) => -gradient[k]!));
  if (total === undefined) return { step: plain, price: 0 };
  const ones = solved(lower, free.map(() => 1));
  const price = -sum(plain) / sum(ones);
  return { step: plain.map((value, n) => value + price * ones[n]!), price };
}

/** The held value that gains most by leaving its bound; −1 if none gains. */
function costliest(problem: BoundedQuadratic, x: Float64Array, held: Int8Array, price: number): number {
  const gradient = gradientAt(problem, x);
  const level = Number.isNaN(price) ? priceBetween(gradient, held) : price;
  let [worst, gain] = [-1, 1e-10 * gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0)];
  for (const [k, side] of held.entries()) {
    const pull = side * (gradient[k]! - level);
    if (pull > gain && problem.least[k]! < problem.most[k]!) [worst, gain] = [k, pull];
  }
  return worst;
}

/** Where all values are held: the price between the value that would best rise and the one that would best fall. */
function priceBetween(gradient: Float64Array, held: Int8Array): number {
  const lows = gradient.filter((_, k) => held[k] === -1);
  const highs = gradient.filter((_, k) => held[k] === 1);
  if (highs.length === 0) return Math.min(...lows);
  return lows.length === 0 ? Math.max(...highs) : (Math.min(...lows) + Math.max(...highs)) / 2;
}

/** Values inside the bounds that add up to the total: equal shares, then what is left over one after the other. */
function feasible(where: string, { least, most, names, total }: BoundedQuadratic): Float64Array {
  const wrong = names.findIndex((_, k) => !(least[k]! <= most[k]!));
  if (wrong >= 0) throw new PortfolioError(`${where}: the bounds of "${names[wrong]}" are ${least[wrong]} and ${most[wrong]}; the least must not be above the most`);
  const x = least.map((low, k) => Math.min(most[k]!, Math.max(low, (total ?? 0) / names.length)));
  if (total === undefined) return x;
  for (let k = 0; k < x.length; k++) {
    const rest = total - sum(x);
    x[k] = Math.min(most[k]!, Math.max(least[k]!, x[k]! + rest));
  }
  if (Math.abs(total - sum(x)) > 1e-9) throw new PortfolioError(`${where}: the bounds allow sums of the weights from ${sum(least)} to ${sum(most)}, not ${total}; widen them`);
  return x;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
