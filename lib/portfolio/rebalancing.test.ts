import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generateBars } from "../market/index.ts";
import { randomKey } from "../random/index.ts";
import { detectPanelLookAhead } from "../validation/index.ts";
import { allocateThroughTime, allocationColumns, equalWeight, equityOf, minimumVariance, noTradeBand, panelReturns, rebalance, riskParity, sampleCovariance, scheduledRows, shrunkCovariance, unitsToTrade, type Allocator, type AssetReturns } from "./index.ts";
import { plantedReturns } from "./world.fixture.ts";

const weight = fc.double({ min: -1, max: 1, noNaN: true });
const book = fc.record({ a: weight, b: weight, c: weight });

describe("rebalance", () => {
  test("trades to the target and pays for what it trades", () => {
    const { cost, trades, turnover, weights } = rebalance({ a: 0.5, b: 0.5 }, { a: 0.25, c: 0.75 }, { costBps: 10 });
    expect(weights).toEqual({ a: 0.25, b: 0, c: 0.75 });
    expect(trades).toEqual({ a: -0.25, b: -0.5, c: 0.75 });
    expect([turnover, cost]).toEqual([1.5, 0.0015]);
  });

  test("leaves alone what is inside its band, and goes to the target or only to the edge", () => {
    const options = { band: 0.05, costBps: 0 };
    expect(rebalance({ a: 0.54, b: 0.4 }, { a: 0.5, b: 0.5 }, options).weights).toEqual({ a: 0.54, b: 0.5 });
    const edge = rebalance({ a: 0.54, b: 0.4 }, { a: 0.5, b: 0.5 }, { ...options, to: "edge" });
    expect(edge.weights["b"]).toBeCloseTo(0.45, 12);
    expect(rebalance({ a: 0.02 }, { a: 0 }, options).weights).toEqual({ a: 0 });
  });

  test("makes no trade below the smallest, unless it lets go", () => {
    expect(rebalance({ a: 0.5, b: 0.001 }, { a: 0.505, b: 0 }, { least: 0.01 }).weights).toEqual({ a: 0.5, b: 0 });
  });

  test("weights are held weights plus trades, and wider bands never trade more", () => {
    fc.assert(fc.property(book, book, fc.double({ min: 0, max: 0.5, noNaN: true }), (held, target, band) => {
      const [free, narrow, wide, edge] = [rebalance(held, target), rebalance(held, target, { band }), rebalance(held, target, { band: 2 * band }), rebalance(held, target, { band, to: "edge" })];
      for (const done of [free, narrow, wide, edge]) {
        for (const name of ["a", "b", "c"] as const) expect(done.weights[name]).toBeCloseTo(held[name] + done.trades[name]!, 12);
        expect(done.cost).toBeCloseTo((done.turnover * 2.5) / 1e4, 15);
      }
      expect(narrow.turnover).toBeLessThanOrEqual(free.turnover + 1e-12);
      expect(wide.turnover).toBeLessThanOrEqual(narrow.turnover + 1e-12);
      expect(edge.turnover).toBeLessThanOrEqual(narrow.turnover + 1e-12);
      expect(free.weights).toEqual(target);
    }), { seed: 1 });
  });

  test("names a weight, band or cost that is none", () => {
    expect(() => rebalance({ a: Number.NaN }, { a: 1 })).toThrow('rebalance: the held weight of "a" is NaN');
    expect(() => rebalance({ a: 0 }, { a: 1 }, { band: { a: -1 } })).toThrow('rebalance: the band of "a" is -1; it must be a share from 0');
    expect(() => rebalance({ a: 0 }, { a: 1 }, { costBps: -1 })).toThrow("rebalance: costBps must be basis points from 0 and below 1000, got -1");
  });
});

test("the no-trade band grows with the cube root of the cost, and vanishes where nothing or everything is held", () => {
  expect(noTradeBand(0.5, { costBps: 80 })).toBeCloseTo(2 * noTradeBand(0.5, { costBps: 10 }), 12);
  expect(noTradeBand(0.5, { costBps: 10 })).toBeCloseTo(Math.cbrt((1.5 * 0.001) / 16), 12);
  expect([noTradeBand(0, { costBps: 10 }), noTradeBand(1, { costBps: 10 }), noTradeBand(0.5, { costBps: 0 })]).toEqual([0, 0, 0]);
});

test("units are trades in money over the price, in whole lots towards zero; negative equity is refused", () => {
  expect(unitsToTrade({ a: 0.1, b: -0.25 }, { equity: 1000, prices: { a: 30, b: 10 } })).toEqual({ a: 100 / 30, b: -25 });
  expect(unitsToTrade({ a: 0.1, b: -0.3 }, { equity: 1000, prices: { a: 30, b: 7 }, lot: 1 })).toEqual({ a: 3, b: -42 });
  expect(() => unitsToTrade({ a: 1 }, { equity: -5, prices: { a: 1 } })).toThrow("unitsToTrade: equity must be money above 0: without equity there is nothing to weigh, got -5");
  expect(() => unitsToTrade({ a: 1 }, { equity: 5, prices: { a: 0 } })).toThrow('unitsToTrade: the price of "a" is 0; give one above 0');
});

test("scheduled rows are every so many, or the first of each month", () => {
  expect([...scheduledRows(10, 4, { from: 1 })]).toEqual([1, 5, 9]);
  const closeTime = Array.from({ length: 70 }, (_, day) => Date.UTC(2024, 0, 20 + day));
  expect([...scheduledRows(70, "1mo", { closeTime })].map((row) => new Date(closeTime[row]!).toISOString().slice(0, 10))).toEqual(["2024-01-20", "2024-02-01", "2024-03-01"]);
  expect(() => scheduledRows(10, "1mo")).toThrow('scheduledRows: "1mo" is a stretch of the calendar and needs the closing times of all 10 rows, got none');
  expect(() => scheduledRows(10, 0)).toThrow("scheduledRows: every must be a whole number of rows from 1");
});

describe("allocateThroughTime", () => {
  const byRisk: Allocator = (past) => riskParity(shrunkCovariance(past));
  const options = { lookback: 40, every: 10 };

  test("truncation law: what came before a cut does not know what came after", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e5 }), fc.integer({ min: 41, max: 119 }), fc.integer({ min: 0, max: 2 }), (seed, cut, delay) => {
      const returns = plantedReturns(seed, { assets: 3 });
      const [whole, part] = [returns, Object.fromEntries(Object.entries(returns).map(([name, own]) => [name, own.slice(0, cut)]))].map((given) => allocateThroughTime(given, byRisk, { ...options, delay }));
      expect(part!.returns).toEqual(whole!.returns.slice(0, cut));
      for (const name of whole!.names) expect(part!.weights[name]).toEqual(whole!.weights[name]!.slice(0, cut));
    }), { seed: 1, numRuns: 25 });
  });

  test("passes the look-ahead detector, and an allocator that saw the whole sample does not", () => {
    const panel = Object.fromEntries(["x", "y", "z"].map((symbol, k) => [symbol, generateBars({ symbol, rows: 160, interval: "1d", start: Date.UTC(2020, 0, 1), volatility: 0.01 * (k + 1), clustering: 0, edge: 0 }, randomKey(k))]));
    const leaks = (allocatorOf: (all: AssetReturns) => Allocator) => detectPanelLookAhead((given) => allocationColumns(given, allocatorOf, options), panel, { key: randomKey(1), cuts: 4 });
    expect(leaks(() => byRisk)).toEqual([]);
    expect(leaks((all) => () => minimumVariance(sampleCovariance(all)))).not.toEqual([]);
  });

  test("conserves money: each row's equity is what was held, moved by the returns, less the cost", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e5 }), fc.double({ min: 0, max: 50, noNaN: true }), (seed, costBps) => {
      const returns = plantedReturns(seed, { assets: 3 });
      const path = allocateThroughTime(returns, byRisk, { ...options, costs: { costBps } });
      const equity = equityOf(path.returns);
      for (let t = 1; t < 120; t++) {
        const moved = path.names.reduce((sum, name) => sum + path.weights[name]![t - 1]! * returns[name]![t]!, 0);
        expect(equity[t]! / equity[t - 1]!).toBeCloseTo((1 + moved) * (1 - (path.turnover[t]! * costBps) / 1e4), 12);
      }
    }), { seed: 1, numRuns: 20 });
  });

  test("decides on its schedule from the rows just past, trades a row later, and drifts in between", () => {
    const returns = { a: [0, 0.1, 0, 0.5, 0, 0], b: [0, 0, 0.1, 0, 0, 0] };
    const seen: number[][] = [];
    const path = allocateThroughTime(returns, (past) => (seen.push([...Array.from(past["a"]!)]), equalWeight(["a", "b"])), { lookback: 2, every: 2, costs: { costBps: 0 } });
    expect([...path.decisions]).toEqual([1, 3, 5]);
    expect(seen).toEqual([[0, 0.1], [0, 0.5], [0, 0]]);
    expect([...path.weights["a"]!].map((value) => Number(value.toFixed(9)))).toEqual([0, 0, 0.5, 0.6, 0.5, 0.5]);
    expect([...path.returns]).toEqual([0, 0, 0, 0.25, 0, 0]);
    expect(path.first).toBe(3);
  });

  test("an allocator cannot change the past, and costs only ever cost", () => {
    const returns = plantedReturns(3, { assets: 2 });
    const copy = Object.fromEntries(Object.entries(returns).map(([name, own]) => [name, own.slice()]));
    allocateThroughTime(returns, (past) => {
      const own = past["a0"];
      if (own instanceof Float64Array) own.fill(9);
      return equalWeight(["a0", "a1"]);
    }, options);
    expect(returns).toEqual(copy);
    const [free, dear] = [0, 50].map((costBps) => equityOf(allocateThroughTime(returns, byRisk, { ...options, costs: { costBps } }).returns).at(-1)!);
    expect(dear!).toBeLessThan(free!);
  });

  test("ruin ends the walk, and what an allocator gives wrongly is named with its row", () => {
    const crash = { a: [0, 0, 0, -0.6, 0.5, 0.5] };
    const path = allocateThroughTime(crash, () => ({ a: 2 }), { lookback: 1, every: 1, costs: { costBps: 0 } });
    expect([...path.returns]).toEqual([0, 0, 0, -1, 0, 0]);
    expect([...path.weights["a"]!]).toEqual([0, 2, 2, 0, 0, 0]);
    expect(() => allocateThroughTime(crash, () => ({ a: Number.NaN }), { lookback: 2 })).toThrow('allocateThroughTime: in row 1 the allocator gave "a" the weight NaN; it must be a finite number');
    expect(() => allocateThroughTime(crash, () => ({ z: 1 }), { lookback: 2 })).toThrow('the allocator gave "z" the weight 1; the assets are a');
    expect(() => allocateThroughTime({ a: [0, Number.NaN] }, () => ({ a: 1 }), { lookback: 1 })).toThrow('the return of "a" in row 1 is NaN');
  });

  test("returns of a panel lie between the moments at which every asset closed; bad prices are named", () => {
    const panel = { a: { closeTime: [1, 2, 3, 4], price: [10, 11, 12, 24] }, b: { closeTime: [1, 3, 4, 5], price: [5, 10, 5, 9] } };
    const { closeTime, returns } = panelReturns(panel);
    expect([...closeTime]).toEqual([3, 4]);
    expect([...returns["a"]!].map((value) => Number(value.toFixed(9)))).toEqual([0.2, 1]);
    expect([...returns["b"]!]).toEqual([1, -0.5]);
    expect(() => panelReturns({ a: { closeTime: [1, 2], price: [1, 0] } })).toThrow('panelReturns: the price of "a" in row 1 is 0; returns exist only between prices above 0');
    expect(() => panelReturns({ a: { closeTime: [2, 1], price: [1, 1] } })).toThrow('panelReturns: row 1 of "a" does not close after the one before it');
    expect(() => panelReturns({ a: panel.a, b: { closeTime: [7], price: [1] } })).toThrow("panelReturns: a, b: 0 moments at which all have a price, at least 2 are needed");
  });

  test("equity compounds returns", () => {
    expect([...equityOf([0.1, -0.5], 100)].map((value) => Number(value.toFixed(9)))).toEqual([110, 55]);
  });
});
