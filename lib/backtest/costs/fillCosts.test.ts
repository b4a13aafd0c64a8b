import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { barsOf } from "../fills/orders.fixture.ts";
import { costSentences, costsOf, fillCosts, orderSize, roundTripCost, type CostOptions } from "./index.ts";

const free: CostOptions = { commissionBps: 0, spreadBps: 0, slippageBps: 0 };
const bars = barsOf([50, 52, 48, 51, 10_000]);
const costsOfFill = (options: CostOptions, units: number, price = 50) => fillCosts(costsOf(options), units, price, bars, 0);

describe("by hand, 200 units at 50, worth 10,000, in a bar from 48 to 52 with a volume of 10,000:", () => {
  test("the flat costs of 1 bps each: commission 1, half the spread 0.5, slippage 1", () => {
    expect(costsOfFill({}, 200)).toEqual({ commission: 1, spread: 0.5, slippage: 1 });
    expect(costsOfFill({}, -200)).toEqual({ commission: 1, spread: 0.5, slippage: 1 });
  });

  test("commission in basis points, a unit, both, and at least its minimum", () => {
    expect(costsOfFill({ commission: { bps: 5 } }, 200).commission).toBe(5);
    expect(costsOfFill({ commission: { perShare: 0.005 } }, 200).commission).toBeCloseTo(1, 12);
    expect(costsOfFill({ commission: { bps: 5, perShare: 0.005 } }, -200).commission).toBeCloseTo(6, 12);
    expect(costsOfFill({ commission: { perShare: 0.005, minimum: 7 } }, 200).commission).toBe(7);
    expect(costsOfFill({ minimumFee: 7 }, 200).commission).toBe(7);
  });

  test("slippage by the bar's range: a tenth of 4, each unit", () => {
    expect(costsOfFill({ slippage: { kind: "volatility", share: 0.1 } }, 200).slippage).toBeCloseTo(80, 10);
  });

  test("slippage by the share of the volume: 10 % · √0.02 or · 0.02² of the price", () => {
    expect(costsOfFill({ slippage: { kind: "volumeShare", impact: 0.1 } }, 200).slippage).toBeCloseTo(10_000 * 0.1 * Math.sqrt(0.02), 9);
    expect(costsOfFill({ slippage: { kind: "volumeShare", impact: 0.1, power: 2 } }, -200).slippage).toBeCloseTo(10_000 * 0.1 * 0.0004, 9);
  });

  test("a volume that is missing, 0 or smaller than the order counts as the order's", () => {
    for (const volume of [Number.NaN, 0, 150]) {
      expect(fillCosts(costsOf({ slippage: { kind: "volumeShare", impact: 0.1 } }), 200, 50, barsOf([50, 52, 48, 51, volume]), 0).slippage).toBeCloseTo(1000, 9);
    }
  });

  test("a bar without a range has no slippage by range", () => {
    expect(fillCosts(costsOf({ slippage: { kind: "volatility", share: 0.1 } }), 200, 50, barsOf([50, Number.NaN, 48, 51]), 0).slippage).toBe(0);
  });
});

describe("the size of a wanted share", () => {
  const kinds: readonly CostOptions[] = [
    free,
    { commissionBps: 10, spreadBps: 20, slippageBps: 30, minimumFee: 40 },
    { commission: { bps: 3, perShare: 0.02, minimum: 5 } },
    { slippage: { kind: "volatility", share: 0.2 } },
    { slippage: { kind: "volumeShare", impact: 0.1 } },
    { slippage: { kind: "volumeShare", impact: 0.1, power: 2 } },
    { slippage: { kind: "volumeShare", impact: 1, power: 4 } },
  ];

  test("leaves a position worth that share of the equity after the costs, of every kind", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -1500, max: 1500, noNaN: true }), (options, wanted, units) => {
        const costs = costsOf(options);
        const equity = 100_000;
        const size = orderSize({ wanted, equity, units, price: 50, costs, bars, row: 0 });
        if (wanted === 0) expect(size).toBe(-units);
        if (size === 0 || wanted === 0) return;
        const paid = fillCosts(costs, size, 50, bars, 0);
        const after = equity - paid.commission - paid.spread - paid.slippage;
        expect(Math.abs((units + size) * 50 - wanted * after)).toBeLessThan(1e-6);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test("is found where the impact is so steep that a larger order would be worth less", () => {
    const costs = costsOf({ commissionBps: 0, spreadBps: 0, slippage: { kind: "volumeShare", impact: 1, power: 4 } });
    const thin = barsOf([10, 10, 10, 10, 1000]);
    const size = orderSize({ wanted: 1, equity: 15_000, units: 0, price: 10, costs, bars: thin, row: 0 });
    expect(size * 10 + fillCosts(costs, size, 10, thin, 0).slippage).toBeCloseTo(15_000, 6);
  });

  test("is nothing where the change is smaller than its minimum fee", () => {
    expect(orderSize({ wanted: 0.5, equity: 10_000, units: 99.9, price: 50, costs: costsOf({ ...free, minimumFee: 10 }), bars, row: 0 })).toBe(0);
  });
});

test("a round trip costs both ways what is in basis points", () => {
  expect(roundTripCost()).toBeCloseTo(0.0005, 15);
  expect(roundTripCost({ commission: { bps: 10, minimum: 5 }, spreadBps: 0, slippage: { kind: "volumeShare", impact: 0.1 } })).toBeCloseTo(0.002, 15);
});

describe("costs are refused", () => {
  test("below 0, not a number, or in percent by mistake", () => {
    expect(() => costsOf({ commission: { perShare: -1 } })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: costs: perShare must be a number ≥ 0, got -1]`);
    expect(() => costsOf({ slippage: { kind: "fixed", bps: Number.NaN } })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: costs: slippageBps must be a number ≥ 0, got NaN]`);
    expect(() => costsOf({ borrowBps: 20_000 })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: costs: borrowBps is 20000 basis points, that is 200 %; give it in basis points below 10000]`);
    expect(() => costsOf({ slippage: { kind: "volatility", share: 2 } })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: costs: slippage.share must be a share of at most 1, got 2]`);
    expect(() => costsOf({ slippage: { kind: "volumeShare", impact: 0.1, power: 0 } })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: costs: slippage.power must be a number above 0, at most 4, got 0]`);
  });

  test("when they are said twice, or of a kind that does not exist", () => {
    expect(() => costsOf({ commissionBps: 1, commission: { bps: 1 } })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: costs: commission and commissionBps say the same thing twice; give one of them]`);
    expect(() => costsOf({ slippageBps: 1, slippage: { kind: "fixed", bps: 1 } })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: costs: slippage and slippageBps say the same thing twice; give one of them]`);
    // @ts-expect-error a notebook's cell is not always type-checked
    expect(() => costsOf({ slippage: { kind: "random" } })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: costs: there is no slippage of kind "random"; take fixed, volatility or volumeShare]`);
  });
});

test("the sentences name every cost that is there", () => {
  expect(costSentences(costsOf())).toMatchInlineSnapshot(`
    [
      "Commission is 1 bps of the value traded, half the spread 0.5 bps, slippage 1 bps, each time. They are paid in cash; prices are quoted without them.",
      "Selling short costs no borrowing fee, and its proceeds lie in cash.",
      "Cash earns no interest and, below 0, costs none.",
    ]
  `);
  expect(costSentences(costsOf({ commission: { perShare: 0.005, minimum: 1 }, slippage: { kind: "volumeShare", impact: 0.1 }, borrowBps: 50, financingBps: 600 }))).toMatchInlineSnapshot(`
    [
      "Commission is 0.005 a unit, at least 1 a fill, half the spread 0.5 bps, slippage 10 % of the price times the order's share of the bar's volume to the power 0.5, each time. They are paid in cash; prices are quoted without them.",
      "Units sold short cost 50 bps of their worth a year: at each close, what is short then pays for the time since the close before; their proceeds lie in cash.",
      "Cash below 0 costs 600 bps a year; cash above 0 earns no interest.",
    ]
  `);
  expect(costSentences(costsOf({ slippage: { kind: "volatility", share: 0.1 } }))[0]).toContain("slippage 10 % of the bar's range");
});
