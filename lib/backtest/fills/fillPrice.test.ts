import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WorkingOrder } from "../orders/index.ts";
import { fillPrice, trailingLevel } from "./fillPrice.ts";
import { barsOf, given } from "./orders.fixture.ts";
import { fillRuleOf } from "./rule.ts";

type Row = readonly [number, number, number, number];
const through = fillRuleOf();
const touch = fillRuleOf({ limits: "touch" });
const priceIn = (order: WorkingOrder, row: Row, rule = through) => fillPrice(order, barsOf(row), 0, rule);
const buy = { units: 10 } as const;
const sell = { units: -10 } as const;

describe("a market order", () => {
  test("is filled at the open", () => {
    expect(priceIn(given({ ...buy, type: "market" }), [101, 105, 99, 102])).toBe(101);
    expect(priceIn(given({ ...sell, type: "market" }), [101, 105, 99, 102])).toBe(101);
  });

  test("waits in a bar without an open, as every order does", () => {
    for (const order of [given({ ...buy, type: "market" }), given({ ...buy, type: "limit", limit: 104 }), given({ ...buy, type: "stop", stop: 100 }), given({ ...buy, type: "stop-limit", stop: 100, limit: 105 }), given({ ...buy, type: "trailing-stop", distance: 1 })]) {
      expect(priceIn(order, [Number.NaN, 105, 99, 102])).toBeNaN();
    }
  });
});

describe("a limit order", () => {
  const [low, high] = [given({ ...buy, type: "limit", limit: 98 }), given({ ...sell, type: "limit", limit: 104 })];

  test("is filled at its limit when the bar trades through it", () => {
    expect(priceIn(low, [100, 103, 97, 102])).toBe(98);
    expect(priceIn(high, [100, 105, 99, 102])).toBe(104);
  });

  test("is not filled by a touch, unless the rule says so", () => {
    expect(priceIn(low, [100, 103, 98, 102])).toBeNaN();
    expect(priceIn(high, [100, 104, 99, 102])).toBeNaN();
    expect(priceIn(low, [100, 103, 98, 102], touch)).toBe(98);
    expect(priceIn(high, [100, 104, 99, 102], touch)).toBe(104);
  });

  test("gets the better open of a gap", () => {
    expect(priceIn(low, [95, 97, 94, 96])).toBe(95);
    expect(priceIn(high, [106, 107, 105, 106])).toBe(106);
  });

  test("is filled at an open that is its limit", () => {
    expect(priceIn(low, [98, 99, 98, 98])).toBe(98);
    expect(priceIn(high, [104, 104, 103, 104])).toBe(104);
  });

  test("waits where the bar stays on the wrong side", () => {
    expect(priceIn(low, [100, 103, 99, 102])).toBeNaN();
    expect(priceIn(high, [100, 103, 99, 102])).toBeNaN();
  });

  test("that is immediate looks at the open alone", () => {
    for (const timeInForce of ["ioc", "fok"] as const) {
      expect(priceIn(given({ ...buy, type: "limit", limit: 98, timeInForce }), [100, 103, 90, 102])).toBeNaN();
      expect(priceIn(given({ ...buy, type: "limit", limit: 98, timeInForce }), [97, 103, 90, 102])).toBe(97);
    }
  });
});

describe("a stop order", () => {
  const [above, below] = [given({ ...buy, type: "stop", stop: 104 }), given({ ...sell, type: "stop", stop: 98 })];

  test("is filled at its price when the bar reaches it, by a touch too", () => {
    expect(priceIn(above, [100, 105, 99, 102])).toBe(104);
    expect(priceIn(above, [100, 104, 99, 102])).toBe(104);
    expect(priceIn(below, [100, 103, 97, 102])).toBe(98);
    expect(priceIn(below, [100, 103, 98, 102])).toBe(98);
  });

  test("pays the gap: opened beyond it, it is filled at the open", () => {
    expect(priceIn(above, [107, 109, 103, 104])).toBe(107);
    expect(priceIn(below, [91, 99, 90, 98])).toBe(91);
  });

  test("waits where the bar does not reach it", () => {
    expect(priceIn(above, [100, 103.99, 99, 102])).toBeNaN();
    expect(priceIn(below, [100, 103, 98.01, 102])).toBeNaN();
  });
});

describe("a stop-limit order", () => {
  const above = (state: Partial<WorkingOrder> = {}) => given({ ...buy, type: "stop-limit", stop: 104, limit: 106 }, state);
  const below = (state: Partial<WorkingOrder> = {}) => given({ ...sell, type: "stop-limit", stop: 98, limit: 96 }, state);

  test("triggered inside a bar is filled at its limit if the bar closes on the good side", () => {
    expect(priceIn(above(), [100, 108, 99, 105])).toBe(106);
    expect(priceIn(below(), [100, 101, 94, 97])).toBe(96);
  });

  test("triggered inside a bar waits if the bar closes on the bad side, or on the limit itself", () => {
    expect(priceIn(above(), [100, 108, 99, 107])).toBeNaN();
    expect(priceIn(above(), [100, 108, 99, 106])).toBeNaN();
    expect(priceIn(above(), [100, 108, 99, 106], touch)).toBe(106);
    expect(priceIn(below(), [100, 101, 94, 95])).toBeNaN();
  });

  test("is filled no further than the bar's extreme where the limit lies beyond it", () => {
    expect(priceIn(above(), [100, 105, 99, 104.5])).toBe(105);
    expect(priceIn(below(), [100, 101, 97, 97.5])).toBe(97);
  });

  test("triggered by a gap is a limit order from the open on", () => {
    expect(priceIn(above(), [105, 108, 99, 107])).toBe(105);
    expect(priceIn(above(), [109, 110, 105, 109])).toBe(106);
    expect(priceIn(above(), [109, 110, 107, 108])).toBeNaN();
    expect(priceIn(below(), [97, 99, 94, 95])).toBe(97);
  });

  test("triggered in an earlier bar is a limit order", () => {
    expect(priceIn(above({ isTriggered: true }), [107, 108, 105, 107])).toBe(106);
    expect(priceIn(above({ isTriggered: true }), [103, 103, 101, 102])).toBe(103);
  });

  test("with a limit on the other side of its stop waits for the price to come back", () => {
    const back = given({ ...buy, type: "stop-limit", stop: 104, limit: 101 });
    expect(priceIn(back, [100, 105, 99, 102])).toBeNaN();
    expect(priceIn(back, [100, 105, 99, 100.5])).toBe(101);
  });
});

describe("a trailing stop", () => {
  test("stands its distance from the best price, in price or as a share of it", () => {
    expect(trailingLevel(given({ ...sell, type: "trailing-stop", distance: 5 }, { best: 120 }))).toBe(115);
    expect(trailingLevel(given({ ...buy, type: "trailing-stop", distance: 5 }, { best: 80 }))).toBe(85);
    expect(trailingLevel(given({ ...sell, type: "trailing-stop", distance: { share: 0.1 } }, { best: 120 }))).toBe(108);
    expect(trailingLevel(given({ ...buy, type: "trailing-stop", distance: { share: 0.1 } }, { best: 80 }))).toBe(88);
  });

  test("begins at the last close before it was given", () => {
    expect(trailingLevel(given({ ...sell, type: "trailing-stop", distance: 5 }))).toBe(95);
  });

  test("is a stop at that level, whatever this bar's own extreme", () => {
    const order = given({ ...sell, type: "trailing-stop", distance: 5 }, { best: 120 });
    expect(priceIn(order, [118, 130, 114, 129])).toBe(115);
    expect(priceIn(order, [118, 130, 116, 129])).toBeNaN();
    expect(priceIn(order, [112, 113, 111, 112])).toBe(112);
  });
});

describe("an exit in the bar in which its entry was filled inside", () => {
  const inside = { entryRow: 0, entryPrice: 104, reduceOnly: true } as const;

  test("is hit as a stop loss by any price of the bar, at its own price", () => {
    expect(priceIn(given({ ...sell, type: "stop", stop: 99 }, inside), [100, 106, 98, 105])).toBe(99);
    expect(priceIn(given({ ...sell, type: "stop", stop: 99 }, inside), [98.5, 106, 98, 105])).toBe(99);
    expect(priceIn(given({ ...sell, type: "stop", stop: 97 }, inside), [100, 106, 98, 105])).toBeNaN();
  });

  test("is never hit as a take profit", () => {
    expect(priceIn(given({ ...sell, type: "limit", limit: 105 }, inside), [100, 110, 98, 109])).toBeNaN();
  });

  test("that its entry has passed already is filled at the entry's price", () => {
    expect(priceIn(given({ ...sell, type: "stop", stop: 105 }, inside), [100, 106, 98, 105])).toBe(104);
  });
});

test("the price lies within the bar's low and high, and limits are kept", () => {
  const price = fc.double({ min: 1, max: 200, noNaN: true });
  const bar = fc.tuple(price, price, price, price).map(([a, b, c, d]): Row => [a, Math.max(a, b, c, d), Math.min(a, b, c, d), b]);
  const order = fc.record({ units: fc.constantFrom(10, -10), type: fc.constantFrom("market", "limit", "stop", "stop-limit", "trailing-stop" as const), limit: price, stop: price, best: price, isTriggered: fc.boolean(), distance: fc.double({ min: 0.1, max: 50, noNaN: true }) });
  fc.assert(
    fc.property(bar, order, fc.constantFrom(through, touch), (row, { best, distance, isTriggered, limit, stop, type, units }, rule) => {
      const filled = priceIn(given({ type, units, limit, stop, distance }, { best, isTriggered }), row, rule);
      if (Number.isNaN(filled)) return;
      expect(filled).toBeGreaterThanOrEqual(row[2]);
      expect(filled).toBeLessThanOrEqual(row[1]);
      if (type === "limit" || type === "stop-limit") expect(Math.sign(units) * (limit - filled)).toBeGreaterThanOrEqual(0);
    }),
    { seed: 1, numRuns: 2000 },
  );
});
