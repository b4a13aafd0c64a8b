import { PortfolioError } from "../error.ts";

/** Weights whose sum of sizes ("gross"), or whose sum ("net"), is at most `most` in size. */
export type Region = { readonly kind: "gross" | "net"; readonly members: Int32Array; readonly most: number };

const [CYCLES, TOLERANCE] = [100_000, 1e-14];

/**
 * The point nearest to a given one that lies in every region, between zero and the given point. Boyle and Dykstra 1986: projected on one region after the other,
 * each time with what that region took away in the last cycle put back. Zero lies in every region, so there is always such a point. in: point [n]  out: [n]
 * Of two limits that differ by a hair the looser one is let go by that hair a cycle: such a pair may take more cycles than are run, and is refused then.
 */
export function nearestInside(point: Float64Array, regions: readonly Region[]): Float64Array {
  const x = point.slice();
  const taken = [...regions.map(({ members }) => new Float64Array(members.length)), new Float64Array(point.length)];
  const scale = point.reduce((sum, value) => sum + value * value, 0);
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    let moved = 0;
    for (const [r, region] of regions.entries()) {
      const own = taken[r]!;
      const before = Float64Array.from(region.members, (k, n) => x[k]! + own[n]!);
      const after = region.kind === "net" ? intoSlab(before, region.most) : intoBall(before, region.most);
      for (const [n, k] of region.members.entries()) {
        moved += (before[n]! - after[n]! - own[n]!) ** 2;
        own[n] = before[n]! - after[n]!;
        x[k] = after[n]!;
      }
    }
    const own = taken[regions.length]!;
    for (let k = 0; k < x.length; k++) {
      const before = x[k]! + own[k]!;
      x[k] = point[k]! > 0 ? Math.min(point[k]!, Math.max(0, before)) : Math.max(point[k]!, Math.min(0, before));
      moved += (before - x[k]! - own[k]!) ** 2;
      own[k] = before - x[k]!;
    }
    if (moved <= TOLERANCE * TOLERANCE * scale) return shrunkInside(x, regions);
  }
  throw new PortfolioError(`limitWeights: the limits were not met together within ${CYCLES} cycles; leave out limits that say almost the same`);
}

/** Nearest point whose sum is at most `most` in size. */
function intoSlab(values: Float64Array, most: number): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  const excess = Math.abs(sum) > most ? sum - Math.sign(sum) * most : 0;
  return values.map((value) => value - excess / values.length);
}

/** Nearest point whose sizes add up to at most `most`: every size less the same θ, none below zero. Duchi and others 2008. */
function intoBall(values: Float64Array, most: number): Float64Array {
  const sizes = values.map(Math.abs).sort().reverse();
  let [sum, theta] = [0, 0];
  for (const [k, size] of sizes.entries()) {
    sum += size;
    const level = (sum - most) / (k + 1);
    if (size > level) theta = level;
  }
  return theta <= 0 ? values.slice() : values.map((value) => Math.sign(value) * Math.max(0, Math.abs(value) - theta));
}

/** The last rounding error taken off, so that no limit is passed by it. */
function shrunkInside(x: Float64Array, regions: readonly Region[]): Float64Array {
  let factor = 1;
  for (const { kind, members, most } of regions) {
    const sum = members.reduce((total, k) => total + (kind === "net" ? x[k]! : Math.abs(x[k]!)), 0);
    if (Math.abs(sum) > most) factor = Math.min(factor, most / Math.abs(sum));
  }
  return factor === 1 ? x : x.map((value) => value * factor);
}
