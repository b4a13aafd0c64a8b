import fc from "fast-check";
import { expect, test } from "vitest";
import { barsOf, bracket, given, trade, type Row } from "../fills/orders.fixture.ts";
import type { TimeInForce } from "./index.ts";

const price = fc.double({ min: 80, max: 120, noNaN: true });
const bars = fc
  .array(fc.tuple(price, price, price, price, fc.integer({ min: 0, max: 300 })), { minLength: 1, maxLength: 40 })
  .map((rows) => barsOf(...rows.map(([a, b, c, d, volume]): Row => [a, Math.max(a, b, c, d), Math.min(a, b, c, d), d, volume])));
const rules = fc.constantFrom({}, { maxVolumeShare: 0.1 }, { limits: "touch", maxVolumeShare: 0.03 } as const);

test("a bracket never sells more than it bought, and is over when its position is", () => {
  fc.assert(
    fc.property(bars, rules, fc.constantFrom(10, -10), fc.boolean(), (market, rule, units, isTrailing) => {
      const orders = bracket({ units, type: "market" }, isTrailing ? { trailing: 8, takeProfit: { share: 0.05 } } : { stopLoss: { share: 0.05 }, takeProfit: { share: 0.05 } });
      let held = 0;
      for (const fill of trade(orders, market, rule)) {
        held += fill.units;
        expect(held * Math.sign(units)).toBeGreaterThanOrEqual(-1e-12);
        expect(Math.abs(held)).toBeLessThanOrEqual(10 + 1e-12);
      }
      const [entry, ...exits] = orders;
      if (entry!.end !== "open" && Math.abs(held) < 1e-12) expect(exits.every(({ end }) => end !== "open")).toBe(true);
      // What is held is guarded by every exit that still waits.
      for (const exit of exits) if (exit.end === "open") expect(Math.abs(exit.left + held)).toBeLessThan(1e-9);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("an order fills its own units at most, in sum with what is left, and an order that ended fills nothing", () => {
  const times = fc.constantFrom<TimeInForce>("gtc", "day", "ioc", "fok", { until: Date.UTC(2020, 0, 6) });
  fc.assert(
    fc.property(bars, rules, fc.constantFrom("market", "limit" as const), times, price, (market, rule, type, timeInForce, limit) => {
      const order = given({ units: -10, type, limit, timeInForce });
      const fills = trade([order], market, rule);
      const sum = fills.reduce((total, { units }) => total + units, 0);
      expect(order.filled).toBeCloseTo(sum, 12);
      expect(order.filled + order.left).toBeCloseTo(-10, 12);
      expect(order.end === "filled").toBe(order.left === 0);
      if (timeInForce === "ioc" || timeInForce === "fok") expect(fills.every(({ row }) => row === 0)).toBe(true);
      if (timeInForce === "day") expect(fills.every(({ row }) => row === 0)).toBe(true);
      if (typeof timeInForce === "object") expect(fills.every(({ row }) => market.closeTime[row]! <= timeInForce.until)).toBe(true);
      if (timeInForce === "fok") expect([0, -10]).toContain(sum);
    }),
    { seed: 1, numRuns: 500 },
  );
});
