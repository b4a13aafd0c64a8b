import { describe, expect, test } from "vitest";
import { forwardTest, runBacktest } from "../backtest/index.ts";
import { sliceBars } from "../market/bars.ts";
import { randomKey } from "../random/index.ts";
import { detectSignalLeak } from "../validation/index.ts";
import { STRATEGIES, volatilityTargeted, withDrawdownGuard } from "./index.ts";
import { everyStrategy, moments } from "./markets.fixture.ts";

const listed = everyStrategy(1, { count: 260 });
const ALL = [
  ...listed,
  ...listed.map(({ bars, name, strategy }) => ({ name: `${name}, volatility targeted`, bars, strategy: volatilityTargeted(strategy, { lookback: 20 }) })),
  ...listed.map(({ bars, name, strategy }) => ({ name: `${name}, guarded`, bars, strategy: withDrawdownGuard(strategy, { from: 0.01, most: 0.06 }) })),
];

test("every listed strategy is held to its contract here", () => {
  expect(listed.map(({ name }) => name).sort()).toEqual(STRATEGIES.map(({ name }) => name).sort());
});

describe.each(ALL)("$name", ({ bars, strategy }) => {
  const backtested = runBacktest({ bars, strategy });

  test("trades, and the same object runs again and gives the same", () => {
    expect(backtested.fills.length).toBeGreaterThan(2);
    expect(runBacktest({ bars, strategy })).toEqual(backtested);
  });

  test("does the same in a forward test, to the last bit", () => {
    const forward = forwardTest({ bars: bars.map((one) => sliceBars(one, 0, 200)), strategy });
    for (const closed of moments(bars).slice(200)) forward.step(closed);
    expect(forward.result()).toEqual(backtested);
  });

  test("holds at no close what depends on a later bar", () => {
    const [first, ...others] = bars;
    const units = (given: typeof bars[number]) => runBacktest({ bars: [given, ...others.map((one) => sliceBars(one, 0, given.closeTime.length))], strategy, leakCheck: "off" }).units;
    expect(detectSignalLeak(units, first!, { key: randomKey(2), cuts: 4 })).toEqual([]);
  });
});
