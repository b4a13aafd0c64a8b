import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearestInside, type Region } from "./nearestInside.ts";

const COUNT = 4;
const sumOf = ({ kind, members }: Region, x: Float64Array) => Math.abs(members.reduce((sum, k) => sum + (kind === "net" ? x[k]! : Math.abs(x[k]!)), 0));
const gross = (...members: number[]) => (most: number): Region => ({ kind: "gross", members: Int32Array.from(members), most });
const net = (...members: number[]) => (most: number): Region => ({ kind: "net", members: Int32Array.from(members), most });

/** A point and limits of groups that overlap; many limits are zero, equal or differ by a hair, and so do many numbers of the point. */
const problem = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }).chain((levels) => {
  const hair = fc.constantFrom(0, 1e-15, 1e-13, 1e-11, 1e-9, 1e-6, 1e-3);
  const nearly = fc.tuple(fc.constantFrom(...levels), hair).map(([level, more]) => level * (1 + more));
  const size = fc.oneof(fc.double({ min: 0, max: 1.5, noNaN: true }), nearly, fc.constant(0));
  const region = fc.record({ kind: fc.constantFrom("gross" as const, "net" as const), members: fc.subarray([0, 1, 2, 3], { minLength: 1 }).map((all) => Int32Array.from(all)), most: size });
  return fc.record({
    point: fc.array(fc.tuple(size, fc.boolean()), { minLength: COUNT, maxLength: COUNT }).map((all) => Float64Array.from(all, ([value, isShort]) => (isShort ? 0 - value : value))),
    regions: fc.array(region, { minLength: 1, maxLength: 7 }),
  });
});

/** The corners of what lies in all regions between zero and the point: where COUNT limits are met at once, and none is passed. */
function cornersOf(point: Float64Array, regions: readonly Region[]): readonly Float64Array[] {
  const row = (members: ArrayLike<number>, signOf: (k: number) => number) => Array.from(point, (_, k) => (Array.from(members).includes(k) ? signOf(k) : 0));
  const planes = [
    ...[...point.keys()].flatMap((k) => [{ normal: row([k], () => Math.sign(point[k]!) || 1), most: Math.abs(point[k]!) }, { normal: row([k], () => -(Math.sign(point[k]!) || 1)), most: 0 }]),
    ...regions.flatMap(({ kind, members, most }) => (kind === "gross" ? [{ normal: row(members, (k) => Math.sign(point[k]!)), most }] : [1, -1].map((side) => ({ normal: row(members, () => side), most })))),
  ];
  const corners = choose(planes, COUNT).map((some) => meeting(some.map(({ normal, most }) => [...normal, most])));
  return corners.filter((x): x is Float64Array => x !== undefined && planes.every(({ normal, most }) => normal.reduce((sum, value, k) => sum + value * x[k]!, 0) <= most + 1e-13));
}

function choose<T>(all: readonly T[], count: number): readonly (readonly T[])[] {
  if (count === 0) return [[]];
  return all.flatMap((first, k) => choose(all.slice(k + 1), count - 1).map((rest) => [first, ...rest]));
}

/** Where planes meet, by elimination; none where they do not meet in one point. Signs are whole numbers, so nothing is nearly singular. */
function meeting(rows: number[][]): Float64Array | undefined {
  for (let k = 0; k < rows.length; k++) {
    const best = rows.slice(k).reduce((top, row, n) => (Math.abs(row[k]!) > Math.abs(rows[top]![k]!) ? k + n : top), k);
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    if (Math.abs(rows[k]![k]!) < 1e-9) return undefined;
    for (let n = 0; n < rows.length; n++) if (n !== k) {
      const times = rows[n]![k]! / rows[k]![k]!;
      rows[n] = rows[n]!.map((value, at) => value - times * rows[k]![at]!);
    }
  }
  return Float64Array.from(rows, (row, k) => row[COUNT]! / row[k]!);
}

describe("laws", () => {
  test("every region holds the point, which is between zero and the given one", () => {
    fc.assert(fc.property(problem, ({ point, regions }) => {
      const x = nearestInside(point, regions);
      for (const region of regions) expect(sumOf(region, x)).toBeLessThanOrEqual(region.most + 1e-13);
      for (const [k, value] of x.entries()) {
        expect(Math.abs(value)).toBeLessThanOrEqual(Math.abs(point[k]!));
        expect(value * point[k]!).toBeGreaterThanOrEqual(0);
      }
    }), { seed: 1, numRuns: 1000 });
  });

  test("no corner of what is allowed lies further towards the given point: there is no nearer one", () => {
    fc.assert(fc.property(problem, ({ point, regions }) => {
      const x = nearestInside(point, regions);
      for (const corner of cornersOf(point, regions)) {
        expect(corner.reduce((sum, value, k) => sum + (point[k]! - x[k]!) * (value - x[k]!), 0)).toBeLessThanOrEqual(1e-11);
      }
    }), { seed: 1, numRuns: 250 });
  });

  test("a point that is allowed stays", () => {
    fc.assert(fc.property(problem, ({ point, regions }) => {
      const x = nearestInside(point, regions);
      for (const [k, value] of nearestInside(x, regions).entries()) expect(Math.abs(value - x[k]!)).toBeLessThan(1e-13);
    }), { seed: 1, numRuns: 300 });
  });
});

test("of two limits that differ by a hair the tighter one counts", () => {
  const point = Float64Array.of(0.9, 0.7, 0.5, 0.1);
  for (const hair of [0, 1e-15, 1e-12, 1e-9, 1e-6]) {
    const x = nearestInside(point, [gross(0, 1, 2, 3)(1.2 * (1 + hair)), gross(0, 1, 2, 3)(1.2), net(0, 1, 2, 3)(1.2 * (1 + 2 * hair)), gross(0, 1, 2)(1.2 * (1 + hair))]);
    for (const [k, value] of [0.6, 0.4, 0.2, 0].entries()) expect(x[k]).toBeCloseTo(value, 13);
  }
});

test("a limit of zero takes its own weights to zero and leaves the others as they are", () => {
  expect(nearestInside(Float64Array.of(0.5, -0.3, 0.2, 0.1), [gross(0, 1)(0), gross(2)(0.15)])).toEqual(Float64Array.of(0, 0, 0.15, 0.1));
  expect(nearestInside(Float64Array.of(0.5, -0.3, 0.2, 0.1), [net(0, 1)(0)])).toEqual(Float64Array.of(0.3, -0.3, 0.2, 0.1));
});

test("many weights under many limits that overlap are limited too", () => {
  const count = 200;
  const point = Float64Array.from({ length: count }, (_, k) => Math.sin(7 * k) / 20);
  const everybody = Array.from(point.keys());
  const groups = [7, 11].flatMap((modulus) => Array.from({ length: modulus }, (_, rest) => gross(...everybody.filter((k) => k % modulus === rest))(3 / modulus)));
  const regions = [...groups, net(...everybody)(0.05), gross(...everybody)(2.5), gross(...everybody)(2.5 + 1e-12)];
  const x = nearestInside(point, regions);
  for (const region of regions) expect(sumOf(region, x)).toBeLessThanOrEqual(region.most * (1 + 1e-14));
  expect(sumOf(regions.at(-1)!, x)).toBeCloseTo(2.5, 12);
});
