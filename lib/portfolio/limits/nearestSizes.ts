import { cholesky, solved } from "../covariance/cholesky.ts";
import { PortfolioError } from "../error.ts";

/** At most `most` for a sum of sizes, each counted with its sign, +1 or −1. */
export type SumLimit = { readonly members: Int32Array; readonly signs: Float64Array; readonly most: number };

/** Sizes between zero and a roof that keep limits of sums. */
export type SizeProblem = { readonly wanted: Float64Array; readonly roof: Float64Array; readonly limits: readonly SumLimit[] };

/** A limit that is met exactly, and its multiplier: how hard it pulls on each size it counts. */
type Tight = { readonly limit: SumLimit; price: number };

/** A limit that is passed, or the bound of one size, written as a limit of it alone. */
type Broken = { readonly limit: SumLimit; readonly bound?: number };

/** Sizes that are nearest to the wanted ones among those that keep the tight limits and the held bounds. */
type Pair = {
  readonly size: Float64Array;
  /** 1 held at the roof, −1 held at zero, 0 free. */
  readonly side: Int8Array;
  /** Price of the bound that holds each size; 0 where it is free. */
  readonly boundPrice: Float64Array;
  readonly tight: Tight[];
};

/** An excess that is rounding, as a share of all that is wanted; and one that is too small for a number to be exact to its last digits. */
const [ROUNDING, TINY] = [1e-14, 1e-300];
/** A way that leads nowhere. Signs are whole numbers, so ways that are none and ways that are some are far apart. */
const NOWHERE = 1e-10;

/**
 * The sizes nearest to the wanted ones with 0 ≤ size ≤ roof, up to rounding. Exact and finite: dual active set, Goldfarb and Idnani 1983, with an identity for the quadratic.
 * From the sizes that keep the bounds alone, the limit that is broken most is met exactly, and what then pulls the wrong way is let go; the distance grows with
 * each limit met, so no set of tight limits comes twice. Every `most` must be 0 or more: zero sizes keep all limits, and there is a nearest point.
 */
export function nearestSizes(problem: SizeProblem): Float64Array {
  const { limits, roof, wanted } = problem;
  const size = wanted.map((value, k) => Math.min(value, roof[k]!));
  const pair: Pair = { size, side: Int8Array.from(size, (value, k) => (value < wanted[k]! ? 1 : 0)), boundPrice: wanted.map((value, k) => value - size[k]!), tight: [] };
  const rounding = TINY + ROUNDING * wanted.reduce((sum, value) => sum + value, 0);
  const rounds = 50 + 20 * (roof.length + limits.length);
  for (let round = 0; round < rounds; round++) {
    const broken = mostBroken(problem, pair, rounding);
    if (broken === undefined || !meet(pair, broken)) return size;
  }
  throw new PortfolioError(`limitWeights: the limits were not met together after ${rounds} rounds, which should never happen; please report these weights and limits`);
}

function boundOf(k: number, side: number, value: number): Broken {
  return { limit: { members: Int32Array.of(k), signs: Float64Array.of(side), most: side * value }, bound: k };
}

/** The limit or bound that is passed by most; none if no one is passed by more than rounding. */
function mostBroken({ limits, roof }: SizeProblem, { side, size, tight }: Pair, rounding: number): Broken | undefined {
  let [broken, worst]: [Broken | undefined, number] = [undefined, rounding];
  for (const limit of limits) {
    const excess = excessOf(limit, size);
    if (excess > worst && tight.every((other) => other.limit !== limit)) [broken, worst] = [{ limit }, excess];
  }
  for (const [k, value] of size.entries()) {
    const excess = Math.max(value - roof[k]!, -value);
    if (excess > worst && side[k] === 0) [broken, worst] = [boundOf(k, value < 0 ? -1 : 1, value < 0 ? 0 : roof[k]!), excess];
  }
  return broken;
}

/** Raises the price of a broken limit until it is met exactly; what reaches a price of zero on the way is let go. False if nothing can give: the excess is rounding. */
function meet(pair: Pair, broken: Broken): boolean {
  const { limit } = broken;
  const { boundPrice, side, size, tight } = pair;
  for (let price = 0; ;) {
    const { prices, way } = direction(pair, limit);
    const length = way.reduce((sum, value, k) => (side[k] === 0 ? sum + value * value : sum), 0);
    let step = length > NOWHERE ? Math.max(0, excessOf(limit, size)) / length : Infinity;
    let letGo: (() => void) | undefined;
    for (const [n, { price: left }] of tight.entries()) {
      if (prices[n]! > NOWHERE && left / prices[n]! < step) [step, letGo] = [left / prices[n]!, () => tight.splice(n, 1)];
    }
    for (const [k, held] of side.entries()) {
      const fall = held * way[k]!;
      if (fall > NOWHERE && held * boundPrice[k]! < step * fall) [step, letGo] = [held * boundPrice[k]! / fall, () => { [side[k], boundPrice[k]] = [0, 0]; }];
    }
    if (step === Infinity) return false;
    price += step;
    for (const [n, other] of tight.entries()) other.price -= step * prices[n]!;
    for (const [k, held] of side.entries()) (held === 0 ? size : boundPrice)[k]! -= step * way[k]!;
    if (letGo !== undefined) letGo();
    else {
      hold(pair, broken, price);
      return true;
    }
  }
}

/** What a limit takes from each size while the tight limits stay met, and what that takes from their prices: least squares over the free sizes. */
function direction({ side, tight }: Pair, limit: SumLimit): { readonly prices: Float64Array; readonly way: Float64Array } {
  const rows = [...tight.map((other) => other.limit), limit].map((row) => freePart(row, side));
  const wanted = rows.pop()!;
  const products = rows.map((row, i) => Float64Array.from({ length: i + 1 }, (_, j) => alongOf(tight[j]!.limit, row)));
  const prices = solved(cholesky("limitWeights", rows.map((_, i) => `limit ${i + 1}`), products), rows.map((_, i) => alongOf(tight[i]!.limit, wanted)));
  const way = new Float64Array(side.length);
  addTo(way, limit, 1);
  for (const [n, other] of tight.entries()) addTo(way, other.limit, -prices[n]!);
  return { prices, way };
}

/** Keeps what is met from now on. A size at its bound stands on it exactly. */
function hold({ boundPrice, side, size, tight }: Pair, { bound, limit }: Broken, price: number): void {
  if (bound === undefined) tight.push({ limit, price });
  else [side[bound], boundPrice[bound], size[bound]] = [limit.signs[0]!, limit.signs[0]! * price, Math.abs(limit.most)];
}

/** The signs of a limit by size, 0 where it does not count a size or the size is held. */
function freePart(limit: SumLimit, side: Int8Array): Float64Array {
  const free = new Float64Array(side.length);
  for (const [n, k] of limit.members.entries()) free[k] = side[k] === 0 ? limit.signs[n]! : 0;
  return free;
}

function addTo(values: Float64Array, { members, signs }: SumLimit, factor: number): void {
  for (let n = 0; n < members.length; n++) values[members[n]!]! += factor * signs[n]!;
}

function alongOf({ members, signs }: SumLimit, values: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < members.length; n++) sum += signs[n]! * values[members[n]!]!;
  return sum;
}

function excessOf(limit: SumLimit, size: Float64Array): number {
  return alongOf(limit, size) - limit.most;
}
