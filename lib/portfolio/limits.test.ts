import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatLimitFinding, limitWeights, sampleCovariance, type Limits, type Weights } from "./index.ts";
import { plantedReturns } from "./world.fixture.ts";

const covariance = { names: ["a", "b", "c"], values: [[1, 0.95, 0.1], [0.95, 1, 0.1], [0.1, 0.1, 1]].map((row) => Float64Array.from(row)) };
const distance = (x: Weights, y: Weights) => Object.keys(x).reduce((sum, name) => sum + (x[name]! - y[name]!) ** 2, 0);
const gross = (weights: Weights, names = Object.keys(weights)) => names.reduce((sum, name) => sum + Math.abs(weights[name]!), 0);
const net = (weights: Weights) => Math.abs(Object.values(weights).reduce((sum, weight) => sum + weight, 0));

test("weights inside all limits come back as they are", () => {
  const wanted = { a: 0.3, b: -0.2 };
  expect(limitWeights(wanted, { position: 0.5, gross: 1, net: 1 })).toEqual({ weights: wanted, findings: [] });
});

test("a position limit cuts, and says so", () => {
  const { findings, weights } = limitWeights({ a: 0.7, b: -0.5, c: 0.1 }, { position: { a: 0.4, b: 0.4 } });
  expect(weights).toEqual({ a: 0.4, b: -0.4, c: 0.1 });
  expect(findings).toEqual([
    { code: "position limit", where: { assets: ["a"] }, expected: 0.4, got: 0.7, limited: 0.4 },
    { code: "position limit", where: { assets: ["b"] }, expected: 0.4, got: 0.5, limited: 0.4 },
  ]);
  expect(formatLimitFinding(findings[0]!)).toBe("position limit of a: 70.0 % wanted, 40.0 % allowed, 40.0 % given.");
});

test("a sector limit takes the same from each of its assets and nothing from the others", () => {
  const { findings, weights } = limitWeights({ a: 0.5, b: 0.3, c: 0.2 }, { sector: { of: { a: "tech", b: "tech", c: "oil" }, most: { tech: 0.6 } } });
  expect(weights["a"]).toBeCloseTo(0.4, 12);
  expect(weights["b"]).toBeCloseTo(0.2, 12);
  expect(weights["c"]).toBe(0.2);
  expect(findings).toMatchObject([{ code: "sector limit", where: { assets: ["a", "b"], sector: "tech" }, expected: 0.6, got: 0.8 }]);
  expect(formatLimitFinding(findings[0]!)).toBe("sector limit of tech: 80.0 % wanted, 60.0 % allowed, 60.0 % given.");
});

test("a net limit takes from the heavier side only, a gross limit from both", () => {
  const netted = limitWeights({ a: 0.8, b: 0.4, c: -0.2 }, { net: 0.4 }).weights;
  expect([netted["a"], netted["b"], netted["c"]].map((value) => Number(value!.toFixed(9)))).toEqual([0.5, 0.1, -0.2]);
  const grossed = limitWeights({ a: 0.8, b: -0.4 }, { gross: 1 }).weights;
  expect([grossed["a"], grossed["b"]].map((value) => Number(value!.toFixed(9)))).toEqual([0.7, -0.3]);
});

test("assets that are correlated above the limit count as one position", () => {
  const { findings, weights } = limitWeights({ a: 0.4, b: 0.4, c: 0.4 }, { correlation: { covariance, above: 0.9, most: 0.5 } });
  expect(weights["a"]).toBeCloseTo(0.25, 12);
  expect(weights["c"]).toBe(0.4);
  expect(findings).toMatchObject([{ code: "correlation limit", where: { assets: ["a", "b"] }, expected: 0.5, got: 0.8 }]);
});

describe("laws", () => {
  const names = ["a0", "a1", "a2", "a3"];
  const weight = fc.double({ min: -1, max: 1, noNaN: true });
  const book = fc.record(Object.fromEntries(names.map((name) => [name, weight])));
  const nearly = fc.tuple(fc.constantFrom(0.3, 0.5), fc.constantFrom(0, 1e-15, 1e-12, 1e-9, 1e-6)).map(([level, hair]) => level * (1 + hair));
  const share = fc.oneof({ weight: 3, arbitrary: fc.double({ min: 0, max: 1.5, noNaN: true }) }, nearly, fc.constant(0));
  const all = fc.record({ position: share, gross: share, net: share, tech: share, group: share, above: fc.double({ min: -0.2, max: 0.9, noNaN: true }) });
  const measured = sampleCovariance(plantedReturns(2, { assets: 4 }));
  const limitsOf = (one: { position: number; gross: number; net: number; tech: number; group: number; above: number }): Limits => ({
    position: one.position, gross: one.gross, net: one.net, sector: { of: { a0: "tech", a1: "tech", a2: "oil", a3: "oil" }, most: { tech: one.tech } }, correlation: { covariance: measured, above: one.above, most: one.group },
  });

  test("every limit is kept, no weight grows or changes its side, and once limited nothing changes", () => {
    fc.assert(fc.property(book, all, (wanted, one) => {
      const limits = limitsOf(one);
      const { findings, weights } = limitWeights(wanted, limits);
      expect(gross(weights)).toBeLessThanOrEqual(one.gross + 1e-15);
      expect(net(weights)).toBeLessThanOrEqual(one.net + 1e-15);
      expect(gross(weights, ["a0", "a1"])).toBeLessThanOrEqual(one.tech + 1e-15);
      for (const name of names) {
        expect(Math.abs(weights[name]!)).toBeLessThanOrEqual(Math.min(one.position, Math.abs(wanted[name]!)));
        expect(weights[name]! * wanted[name]!).toBeGreaterThanOrEqual(0);
      }
      expect(Math.sqrt(distance(limitWeights(weights, limits).weights, weights))).toBeLessThan(1e-9);
      expect(findings.some(({ expected, got }) => got > expected)).toBe(findings.length > 0);
      if (findings.length === 0) expect(weights).toEqual(wanted);
      for (const { expected, limited } of findings) expect(limited).toBeLessThanOrEqual(expected + 1e-15);
    }), { seed: 1, numRuns: 200 });
  });

  test("no weights that keep the limits are closer", () => {
    fc.assert(fc.property(book, all, book, (wanted, one, other) => {
      const limits = limitsOf(one);
      const { weights } = limitWeights(wanted, limits);
      const shrunk = Object.fromEntries(names.map((name) => [name, Math.sign(wanted[name]!) * Math.min(Math.abs(other[name]!), Math.abs(wanted[name]!))]));
      const inside = limitWeights(shrunk, limits).weights;
      expect(distance(weights, wanted)).toBeLessThanOrEqual(distance(inside, wanted) + 1e-9);
    }), { seed: 1, numRuns: 200 });
  });
});

test("limits that make no sense are named", () => {
  expect(() => limitWeights({}, {})).toThrow("limitWeights: there is no weight; give at least one");
  expect(() => limitWeights({ a: Number.NaN }, { gross: 1 })).toThrow('limitWeights: the weight of "a" is NaN; give a finite number');
  expect(() => limitWeights({ a: 1 }, { gross: -1 })).toThrow("limitWeights: gross limit must be a share from 0, got -1");
  expect(() => limitWeights({ a: 1 }, { sector: { of: {}, most: 1 } })).toThrow('limitWeights: "a" has no sector; name one for each asset');
  expect(() => limitWeights({ a: 1 }, { sector: { of: { a: "tech", b: "oil" }, most: { tec: 0.1 } } })).toThrow('limitWeights: there is a limit of the sector "tec", which no asset is of; the sectors are tech, oil');
  expect(() => limitWeights({ z: 1 }, { correlation: { covariance, above: 0.5, most: 1 } })).toThrow('limitWeights: the covariance does not hold "z"; estimate it over all assets');
});
