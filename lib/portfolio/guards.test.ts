import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARMED, armed, drawdownGuard, FRESH_GUARD, guardReturns, killSwitch, nextTrailingStop, startTrailingStop, stopLossLevel } from "./index.ts";

const curve = fc.array(fc.double({ min: 1, max: 200, noNaN: true }), { minLength: 1, maxLength: 40 });

describe("stopLossLevel", () => {
  test("lies below a long and above a short position, by a share or by average true ranges", () => {
    expect(stopLossLevel(100, 1, { share: 0.05 })).toBe(95);
    expect(stopLossLevel(100, -1, { share: 0.05 })).toBe(105);
    expect(stopLossLevel(100, 1, { atr: 2, multiple: 3 })).toBe(94);
    expect(stopLossLevel(100, -1, { atr: 2, multiple: 3 })).toBe(106);
  });

  test("refuses a stop that could never be hit, and a range that is none", () => {
    expect(() => stopLossLevel(10, 1, { atr: 4, multiple: 3 })).toThrow("stopLossLevel: the level must be above 0, at an entry of 10; take a smaller distance, got -2");
    expect(() => stopLossLevel(10, 1, { atr: Number.NaN, multiple: 3 })).toThrow("stopLossLevel: atr must be a price range above 0, got NaN");
    expect(() => stopLossLevel(0, 1, { share: 0.1 })).toThrow("stopLossLevel: price must be above 0, got 0");
  });
});

describe("trailing stop", () => {
  const tenth = { share: 0.1 };

  test("follows the best price, and is hit by the level that was known at the bar's open", () => {
    let stop = startTrailingStop(100, 1, tenth);
    stop = nextTrailingStop(stop, { high: 120, low: 91 }, tenth);
    expect(stop).toEqual({ side: 1, best: 120, level: 108, isHit: false });
    stop = nextTrailingStop(stop, { high: 119, low: 107 }, tenth);
    expect(stop).toMatchObject({ level: 108, isHit: true });
    expect(nextTrailingStop(stop, { high: 500, low: 400 }, tenth)).toEqual(stop);
  });

  test("never goes back, on either side", () => {
    fc.assert(fc.property(curve, fc.constantFrom<1 | -1>(1, -1), (prices, side) => {
      let stop = startTrailingStop(100, side, tenth);
      for (const price of prices) {
        const next = nextTrailingStop(stop, { high: price, low: price }, tenth);
        expect(side * (next.level - stop.level)).toBeGreaterThanOrEqual(0);
        if (!next.isHit) expect(side * (price - next.level)).toBeGreaterThanOrEqual(0);
        stop = next;
      }
    }), { seed: 1 });
  });

  test("refuses a bar whose high is below its low", () => {
    expect(() => nextTrailingStop(startTrailingStop(100, 1, tenth), { high: 90, low: 95 }, tenth)).toThrow("nextTrailingStop: high must be a price from 95, the low, got 90");
  });
});

describe("drawdownGuard", () => {
  const after = (equities: readonly number[]) => equities.reduce((guard, equity) => drawdownGuard(guard, equity), FRESH_GUARD);

  test("takes exposure away between a tenth and a fifth below the peak, and gives it back", () => {
    expect(after([100, 95]).exposure).toBe(1);
    expect(after([100, 85]).exposure).toBeCloseTo(0.5, 12);
    expect(after([100, 85, 70]).exposure).toBe(0);
    expect(after([100, 85, 99]).exposure).toBe(1);
  });

  test("allows nothing without equity, and refuses equity that is no number", () => {
    expect(after([100, -5])).toEqual({ peak: 100, drawdown: 1, exposure: 0 });
    expect(after([0]).exposure).toBe(0);
    expect(() => after([100, Number.NaN])).toThrow("drawdownGuard: equity must be a finite amount of money, got NaN");
    expect(() => drawdownGuard(FRESH_GUARD, 1, { from: 0.3, to: 0.2 })).toThrow("drawdownGuard: to must be a share above 0.3, where it begins, and up to 1, got 0.2");
  });

  test("does not depend on the unit of the money", () => {
    fc.assert(fc.property(curve, (equities) => {
      expect(after(equities.map((equity) => 1000 * equity)).exposure).toBeCloseTo(after(equities).exposure, 9);
    }), { seed: 1 });
  });
});

describe("killSwitch", () => {
  const after = (equities: readonly number[]) => equities.reduce((state, equity) => killSwitch(state, equity), ARMED);

  test("goes off at the drawdown and stays off whatever comes, until it is armed again", () => {
    expect(after([100, 81]).isOff).toBe(false);
    expect(after([100, 80]).isOff).toBe(true);
    const off = after([100, 80, 300]);
    expect(off.isOff).toBe(true);
    expect(armed(80)).toEqual({ peak: 80, drawdown: 0, isOff: false });
    expect(killSwitch(armed(80), 70).isOff).toBe(false);
  });

  test("is off exactly when some equity was that far under the highest before it", () => {
    fc.assert(fc.property(curve, (equities) => {
      const fell = equities.some((equity, t) => equity <= 0.8 * Math.max(...equities.slice(0, t + 1)));
      expect(after(equities).isOff).toBe(fell);
    }), { seed: 1 });
  });

  test("goes off without equity, and is not armed without", () => {
    expect(after([100, -1]).isOff).toBe(true);
    expect(() => armed(-1)).toThrow("armed: the equity is -1; there is nothing to trade with");
  });
});

describe("guardReturns", () => {
  test("holds in a row what the equity of the row before allowed", () => {
    const { exposure, returns } = guardReturns([0, -0.15, -0.1, 0.4, 0.1], { drawdown: {} });
    expect([...exposure].map((value) => Number(value.toFixed(9)))).toEqual([1, 1, 0.5, 0, 1]);
    expect([...returns].map((value) => Number(value.toFixed(9)))).toEqual([0, -0.15, -0.05, 0, 0.1]);
  });

  test("never comes back from the kill switch", () => {
    expect([...guardReturns([0.1, -0.3, 0.5, 0.5], { kill: 0.25 }).returns]).toEqual([0.1, -0.3, 0, 0]);
  });

  test("without guards changes nothing, and no guard knows a later row", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 2, maxLength: 40 }), (returns) => {
      expect([...guardReturns(returns, {}).returns]).toEqual(returns);
      const whole = guardReturns(returns, { drawdown: {}, kill: 0.4 });
      expect(guardReturns(returns.slice(0, -1), { drawdown: {}, kill: 0.4 }).exposure).toEqual(whole.exposure.slice(0, -1));
    }), { seed: 1 });
  });
});
