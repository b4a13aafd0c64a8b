import fc from "fast-check";
import { randomKey, randomStream, split } from "../random/index.ts";

/** Returns of `assets` that share a market, volatilities between 0.5 and 2.5 % a row; tails of a normal. */
export function plantedReturns(seed: number, { assets = 5, rows = 120 } = {}): Record<string, Float64Array> {
  const market = randomStream(split(randomKey(seed), "market"));
  const common = Float64Array.from({ length: rows }, () => 0.0005 + 0.01 * market.normal());
  return Object.fromEntries(Array.from({ length: assets }, (_, k) => {
    const own = randomStream(split(randomKey(seed), `asset ${k}`));
    const [load, size] = [1.6 * own.uniform() - 0.2, 0.005 + 0.02 * own.uniform()];
    return [`a${k}`, common.map((value) => load * value + size * own.normal())];
  }));
}

/** A seed and a number of assets. */
export const world = fc.record({ seed: fc.integer({ min: 0, max: 1e6 }), assets: fc.integer({ min: 1, max: 9 }) });
