import { nearestSizes, type SumLimit } from "./nearestSizes.ts";

/** Weights whose sum of sizes ("gross"), or whose sum ("net"), is at most `most` in size. */
export type Region = { readonly kind: "gross" | "net"; readonly members: Int32Array; readonly most: number };

/**
 * The point nearest to a given one that lies in every region, between zero and the given point; exact up to rounding, for any limits from 0.
 * No weight changes its side, so the point is found as sizes, of which every limit is a sum. in: point [n]  out: [n]
 */
export function nearestInside(point: Float64Array, regions: readonly Region[]): Float64Array {
  const wanted = point.map(Math.abs);
  const roof = wanted.slice();
  for (const { kind, members, most } of regions) if (kind === "gross") for (const k of members) roof[k] = Math.min(roof[k]!, most);
  const size = nearestSizes({ wanted, roof, limits: regions.flatMap((region) => sumsOf(region, point, roof)) });
  const inside = roundedInside(size.map((value, k) => Math.min(roof[k]!, Math.max(0, value))), point, regions);
  return inside.map((value, k) => (point[k]! < 0 ? 0 - value : value));
}

/** A region as limits of sums of sizes: one for gross, one for each side for net. Sizes that can only be zero do not count. */
function sumsOf({ kind, members, most }: Region, point: Float64Array, roof: Float64Array): readonly SumLimit[] {
  const counted = members.filter((k) => roof[k]! > 0);
  if (kind === "gross") return [{ members: counted, signs: new Float64Array(counted.length).fill(1), most }];
  const signs = Float64Array.from(counted, (k) => Math.sign(point[k]!));
  return [{ members: counted, signs, most }, { members: counted, signs: signs.map((sign) => -sign), most }];
}

/** The last rounding error taken off, so that no limit is passed by it. Sizes only become smaller; net limits come last, because gross ones may shift the net. */
function roundedInside(size: Float64Array, point: Float64Array, regions: readonly Region[]): Float64Array {
  const sumOver = (members: Int32Array) => members.reduce((sum, k) => sum + size[k]!, 0);
  for (const { kind, members, most } of regions) {
    const gross = sumOver(members);
    if (kind === "gross" && gross > most) for (const k of members) size[k]! *= most / gross;
  }
  for (const { kind, members, most } of regions) {
    const [longs, shorts] = [members.filter((k) => point[k]! > 0), members.filter((k) => point[k]! < 0)];
    const [long, short] = [sumOver(longs), sumOver(shorts)];
    if (kind === "net" && long - short > most) for (const k of longs) size[k]! *= (short + most) / long;
    if (kind === "net" && short - long > most) for (const k of shorts) size[k]! *= (long + most) / short;
  }
  return size;
}
