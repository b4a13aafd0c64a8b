import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { randomKey, split } from "../random/index.ts";
import { wandering } from "./fixtures/plantedFactors.ts";
import { AnalysisError, averageRanks, cutTree, leafOrder, linkage, rankCorrelationMatrix, redundancyClusters } from "./index.ts";

const ROWS = 300;
/** Three sources, and copies of each that differ by a rising map, a sign and a little noise. */
function copies(seed: number) {
  const key = randomKey(seed);
  const source = (name: string) => wandering(ROWS, 0.5, split(key, name));
  const [a, b, c, e] = ["a", "b", "c", "e"].map(source);
  return columnsOf(Float64Array.from({ length: ROWS }, (_, t) => t), {
    a1: a!, b1: b!, a2: a!.map((value) => value ** 3), c1: c!, b2: b!.map((value) => -value), a3: a!.map((value, t) => (t < 40 ? Number.NaN : value + 0.2 * e![t]!)), flat: new Float64Array(ROWS).fill(3),
  });
}

describe("redundancy clusters", () => {
  test("gather what says the same, whatever its form and sign, and leave the rest alone", () => {
    const { clusters, correlations, order } = redundancyClusters(copies(1));
    expect(clusters.map(({ members }) => [...members].sort())).toEqual([["a1", "a2", "a3"], ["b1", "b2"], ["c1"], ["flat"]]);
    expect(clusters.map(({ likeness }) => likeness)).toEqual([expect.closeTo(0.98, 1), expect.closeTo(1, 10), 1, 1]);
    expect([...order].sort()).toEqual([...copies(1).names].sort());
    const place = (name: string) => order.indexOf(name);
    expect(correlations[place("b1")]![place("b2")]).toBeCloseTo(-1, 10);
    expect(Math.abs(place("b1") - place("b2"))).toBe(1);
  });

  test("are represented by the member with the best score, without scores by the one nearest to the others", () => {
    const bySize = redundancyClusters(copies(1), { scores: { a1: 0.1, a2: 0.2, a3: 0.9, b1: 0.3 } });
    expect(bySize.clusters.map(({ representative }) => representative)).toEqual(["a3", "b1", "c1", "flat"]);
    expect(["a1", "a2"]).toContain(redundancyClusters(copies(1)).clusters[0]!.representative);
  });

  test("grow fewer as less likeness is asked for", () => {
    const counts = [1, 0.7, 0.3, 0.05, 0].map((threshold) => redundancyClusters(copies(2), { threshold, method: "complete" }).clusters.length);
    expect([...counts].sort((x, y) => y - x)).toEqual(counts);
    expect(counts.at(-1)).toBe(1);
  });

  test("see the rows given and no others", () => {
    const columns = copies(3);
    const spoilt = { ...columns, values: { ...columns.values, a1: columns.values["a1"]!.map((value, t) => (t < 200 ? value : 1e6 * t)) } };
    expect(redundancyClusters(spoilt, { rows: { from: 50, to: 200 } })).toEqual(redundancyClusters(columns, { rows: { from: 50, to: 200 } }));
  });

  test("need a column and a likeness", () => {
    expect(() => redundancyClusters(columnsOf(new Float64Array(3), {}))).toThrow(new AnalysisError("redundancyClusters: there are no columns; give at least one"));
    expect(() => redundancyClusters(copies(1), { threshold: 70 })).toThrow(new AnalysisError("redundancyClusters: threshold is a likeness from 0 to 1, got 70"));
  });

  test("of one column are that column", () => {
    const { clusters, order } = redundancyClusters(columnsOf(new Float64Array(3), { only: Float64Array.of(1, 2, 3) }));
    expect([clusters, order]).toEqual([[{ representative: "only", members: ["only"], likeness: 1 }], ["only"]]);
  });
});

describe("the tree", () => {
  const distances = fc.integer({ min: 1, max: 12 }).chain((n) => fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }))
    .map((raw) => raw.map((row, i) => row.map((value, j) => (i === j ? 0 : i < j ? value : raw[j]![i]!))));

  test.each(["average", "complete"] as const)("of any distances rises, holds every leaf once and is cut into fewer clusters higher up (%s)", (method) => {
    fc.assert(fc.property(distances, (table) => {
      const merges = linkage(table, method);
      expect(merges).toHaveLength(table.length - 1);
      for (const [k, { height, size }] of merges.entries()) {
        expect(height).toBeGreaterThanOrEqual((merges[k - 1]?.height ?? 0) - 1e-12);
        if (k === merges.length - 1) expect(size).toBe(table.length);
      }
      expect([...leafOrder(merges)].sort((a, b) => a - b)).toEqual([...table.keys()]);
      const clusters = [-1, 0.2, 0.5, 2].map((height) => new Set(cutTree(merges, height)).size);
      expect(clusters).toEqual([...clusters].sort((a, b) => b - a));
      expect([clusters[0], clusters[3]]).toEqual([table.length, 1]);
    }), { seed: 1, numRuns: 100 });
  });

  test("of complete linkage joins no two leaves further apart than the cut", () => {
    fc.assert(fc.property(distances, fc.double({ min: 0, max: 1, noNaN: true }), (table, height) => {
      const cluster = cutTree(linkage(table, "complete"), height);
      for (const [i, row] of table.entries()) for (const [j, distance] of row.entries()) if (cluster[i] === cluster[j]) expect(distance).toBeLessThanOrEqual(height === 0 ? 0 : height);
    }), { seed: 2, numRuns: 100 });
  });
});

test("the rank correlation of columns that miss different rows is that of the rows both have", () => {
  const { names, values } = rankCorrelationMatrix(copies(4));
  const { a1, a3 } = copies(4).values;
  const [x, y] = [averageRanks(a1!.subarray(40)), averageRanks(a3!.subarray(40))];
  const square = x.reduce((sum, rank, k) => sum + (rank - y[k]!) ** 2, 0);
  expect(values[names.indexOf("a1")]![names.indexOf("a3")]).toBeCloseTo(1 - (6 * square) / (260 * (260 ** 2 - 1)), 12);
  expect(values[names.indexOf("flat")]![0]).toBeNaN();
});
