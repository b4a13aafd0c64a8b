import { expect, expectTypeOf, test } from "vitest";
import { flatBars, FREE, script } from "./bars.fixture.ts";
import { brokerThrough, type Asks } from "./brokerThrough.ts";
import { runBacktest } from "./runBacktest.ts";
import type { Broker } from "./strategy.ts";

test("shows what the real broker shows at that moment, and asks in its own way", () => {
  const asked: number[] = [];
  let through: Broker | undefined;
  const doubled = (real: Broker): Broker => brokerThrough(real, { ...real, targetUnits: (asset, units) => (asked.push(units), real.targetUnits(asset, 2 * units)) });
  const strategy = script(
    (broker) => (through = doubled(broker)).targetUnits("A", 3),
    (broker) => expect([through!.units("A"), through!.cash, through!.equity, through!.leverage, through!.openOrders()]).toEqual([6, broker.cash, broker.equity, broker.leverage, []]),
  );
  runBacktest({ bars: flatBars([100, 100, 100]), costs: FREE, capital: 1000, leakCheck: "off", strategy });
  expect(asked).toEqual([3]);
});

test("everything that can be asked of a broker has to be written", () => {
  expectTypeOf<keyof Asks>().toEqualTypeOf<"submit" | "cancel" | "cancelAll" | "oco" | "bracket" | "targetShare" | "targetUnits">();
  // @ts-expect-error: the calls but for targetUnits
  const without: Asks = { submit: () => 0, cancel: () => {}, cancelAll: () => {}, oco: () => [], bracket: () => ({ entry: 0 }), targetShare: () => {} };
  expect(Object.keys(without)).toHaveLength(6);
});
