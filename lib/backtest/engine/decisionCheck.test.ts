import { describe, expect, test } from "vitest";
import type { Bars } from "../../market/bars.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { refusalOf } from "../refusal.fixture.ts";
import { flatBars, FREE, script } from "./bars.fixture.ts";
import { randomTrader } from "./random.fixture.ts";
import { runBacktest } from "./runBacktest.ts";
import type { ClosedBars, Strategy, StrategyOfBars } from "./strategy.ts";

function walk(symbol: string, seed: number, count = 300): Bars {
  const { normal } = randomStream(randomKey(seed));
  let price = 100;
  return flatBars(Array.from({ length: count }, () => (price *= Math.exp(0.01 * normal()))), { symbol });
}

const bars = [walk("A", 1), walk("B", 2)];
const run = (strategy: Strategy | StrategyOfBars, more: { leakCheck?: "off"; bars?: readonly Bars[] } = {}) => runBacktest({ bars, costs: FREE, strategy, ...more });

/** Holds A while a rule says so. */
function holds(name: string, rule: (view: ClosedBars) => boolean): Strategy {
  return {
    name,
    start: () => {
      let held = false;
      return (market, broker) => {
        const wanted = rule(market.of("A"));
        if (wanted !== held) broker.targetShare("A", wanted ? 1 : 0);
        held = wanted;
      };
    },
  };
}

describe("a strategy that is made from bars and", () => {
  const PEEKS: readonly (readonly [string, StrategyOfBars])[] = [
    ["reads the next close", ([a]) => holds("seer", ({ count, close }) => a!.close[count]! > close())],
    ["reads the next close of another asset", ([, b]) => holds("seer", ({ count }) => b!.close[count]! > b!.close[count - 1]!)],
    ["looks ten bars ahead", ([a]) => holds("seer", ({ count, close }) => a!.close[count + 9]! > close())],
    ["scales by all of them", ([a]) => {
      const mean = a!.close.reduce((sum, close) => sum + close, 0) / a!.close.length;
      return holds("seer", (view) => view.close() > mean);
    }],
    ["knows where they end", ([a]) => holds("seer", ({ count }) => count % 5 === 0 && count < a!.close.length / 2)],
    ["fails where the next bar is missing", ([a]) => holds("seer", ({ count }) => {
      if (count < 250 && a!.close[count] === undefined) throw new Error("no such bar");
      return count % 7 < 3;
    })],
  ];

  test.each(PEEKS)("%s is refused", (_, make) => {
    expect(refusalOf(() => run(make))).toMatch(/^the strategy "seer" looks ahead: at the close of 2020-\d\d-\d\d it asks for .* with the later bars, for .* when those after 2020-\d\d-\d\d are (taken away|changed)\. Decide, fit and scale by bars that have closed$/);
    expect(run(make, { leakCheck: "off" }).assumptions).toContain("Whether the decisions know later bars was not tried.");
  });

  test("is told what it did with and without them", () => {
    expect(refusalOf(() => run(PEEKS[0]![1]))).toMatchInlineSnapshot(`"the strategy "seer" looks ahead: at the close of 2020-01-03 it asks for targetShare("A",1) with the later bars, for nothing when those after 2020-01-03 are taken away. Decide, fit and scale by bars that have closed"`);
    expect(refusalOf(() => run(PEEKS[5]![1]))).toMatchInlineSnapshot(`"the strategy "seer" looks ahead: at the close of 2020-01-02 it asks for targetShare("A",1) with the later bars, for nothing (the strategy "seer" failed at A, B, row 0 (2020-01-02): no such bar) when those after 2020-01-02 are taken away. Decide, fit and scale by bars that have closed"`);
  });

  test("reads bars up to the last closed one alone passes, with the result of its twin that has columns", () => {
    const mean = ({ close }: Bars) => close.map((_, t) => (t < 9 ? Number.NaN : close.subarray(t - 9, t + 1).reduce((sum, price) => sum + price, 0) / 10));
    const made = run(([a]) => {
      const average = mean(a!);
      return holds("mean", ({ count, close }) => close() > average[count - 1]!);
    });
    const twin = run({ ...holds("mean", (view) => view.close() > view.column("average")), columns: (own) => ({ average: mean(own) }) });
    expect({ ...made, assumptions: [] }).toEqual({ ...twin, assumptions: [] });
    expect(made.fills.length).toBeGreaterThan(20);
    expect(made.assumptions.join()).toContain("was made anew from bars of the beginning, with the later ones cut off and changed, and decided the same: evidence, not proof");
  });

  test("is made a few times and runs on the beginning alone", () => {
    const long = [walk("A", 3, 20_000)];
    let [made, decided] = [0, 0];
    run(() => (made++, holds("counted", ({ close }) => (decided++, close() > 100))), { bars: long });
    expect(made).toBeGreaterThan(4);
    expect(made).toBeLessThan(10);
    expect(decided).toBeLessThan(20_000 + 10 * 2000 + 1);
  });

  test("wants more bars than a cut leaves is tried at the others", () => {
    const make = (last: number): StrategyOfBars => ([a]) => {
      if (a!.close.length < 250) throw new Error("too few bars");
      return holds("long", ({ count, close }) => a!.close[count - 1 + last]! > (count > 1 ? close(1) : 0));
    };
    expect(run(make(0)).fills.length).toBeGreaterThan(2);
    expect(refusalOf(() => run(make(1)))).toContain('"long" looks ahead');
  });

  test("decides at the last close alone is said not to be tried: no later bar can be taken away", () => {
    const strategy: StrategyOfBars = () => holds("last", ({ count }) => count === 300);
    expect(run(strategy).assumptions).toContain("Whether the decisions know later bars was not tried: there were too few bars, or nothing was decided in the first ones.");
  });

  test("changes them, or makes no strategy, is refused", () => {
    expect(refusalOf(() => run(([a]) => (a!.close.reverse(), script())))).toBe("the function that makes the strategy changed the close of A; copy what is to be changed (close.slice())");
    bars[0]!.close.reverse();
    // @ts-expect-error a notebook's cell is not always type-checked
    expect(refusalOf(() => run(() => undefined))).toBe("the function that makes the strategy from bars returned undefined; return { name, start }");
  });
});

describe("any strategy", () => {
  test("that remembers outside of start is refused: it is not the same in a second run", () => {
    let before = 0;
    const forgetful: Strategy = { name: "forgetful", start: () => (market, broker) => void (market.of("A").close() > before && broker.targetUnits("A", (before = market.of("A").close()))) };
    expect(refusalOf(() => run(forgetful))).toMatchInlineSnapshot(`"the strategy "forgetful" decides otherwise when it runs again: at the close of 2020-01-02 it asks for targetUnits("A",99.19395552169524) the first time, for nothing the second. What it remembers belongs into the function that start returns, and what it draws comes from the key that start is given"`);
    let drawn = 0;
    expect(refusalOf(() => run({ name: "dice", start: () => (_, broker) => broker.targetUnits("A", drawn++ % 7) }))).toContain("what it draws comes from the key that start is given");
  });

  test("that does not start a second time is refused, before it is said to decide the same", () => {
    let starts = 0;
    const once: Strategy = { ...holds("once", ({ count }) => count > 2), start: (given) => {
      if (starts++ > 0) throw new Error("it has run before");
      return holds("once", ({ count }) => count > 2).start(given);
    } };
    expect(refusalOf(() => run(once))).toBe('the strategy "once" starts once and not a second time. What it remembers belongs into the function that start returns');
  });

  test("whose decisions see the later bars through its columns is refused", () => {
    const seen = new Map<string, Bars>();
    const strategy = { ...holds("keeper", ({ count, close }) => seen.get("A")!.close[count]! > close()), columns: (own: Bars) => (seen.set(own.symbol, own), { close: own.close }) };
    expect(refusalOf(() => run(strategy))).toContain('the strategy "keeper" looks ahead');
  });

  test("that decides late is tried on more bars, and one that decides nothing is said not to be tried", () => {
    const late = walk("A", 4, 4000);
    const make = (from: number): StrategyOfBars => ([a]) => holds("late", ({ count, close }) => count > from && a!.close[count]! > close());
    expect(refusalOf(() => run(make(3000), { bars: [late] }))).toContain('"late" looks ahead');
    expect(run(make(5000), { bars: [late] }).assumptions.join()).toContain("was not tried: there were too few bars, or nothing was decided in the first ones.");
  });

  test("passes with random orders of every kind, and is said to hold what nobody can cut off", () => {
    expect(run(randomTrader).assumptions.join()).toContain("The strategy ran again on bars of the beginning and decided the same. What it holds of its own, such as prices or forecasts read before the run, cannot be cut off: whether that knows the future was not tried.");
  });
});
