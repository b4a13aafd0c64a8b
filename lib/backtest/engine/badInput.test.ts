import { describe, expect, test } from "vitest";
import { sliceBars, type Bars } from "../../market/bars.ts";
import { barsOf, flatBars, script } from "./bars.fixture.ts";
import { runBacktest } from "./runBacktest.ts";
import type { RunOptions } from "./runOptions.ts";
import type { Broker } from "./strategy.ts";
import { refusalOf } from "../refusal.fixture.ts";

const bars = flatBars([10, 11, 12]);
const idle = script();

function messageOf(options: Partial<RunOptions>): string {
  return refusalOf(() => runBacktest({ bars, strategy: idle, ...options }));
}

const ordering = (act: (broker: Broker) => unknown) => messageOf({ strategy: script(undefined, (broker) => void act(broker)) });
const findingsOf = (all: readonly Bars[]) => runBacktest({ bars: all, strategy: idle }).findings;

describe("bars", () => {
  test("that are none, too few, there twice or torn are refused", () => {
    expect(messageOf({ bars: [] })).toMatchInlineSnapshot(`"there are no bars; give those of at least one asset"`);
    expect(messageOf({ bars: sliceBars(bars, 0, 1) })).toContain("A has 1 bar;");
    expect(messageOf({ bars: [bars, bars] })).toMatchInlineSnapshot(`"the bars of A 1d are there twice; give those of an asset and interval once, in one piece"`);
    expect(messageOf({ bars: { ...bars, volume: Float64Array.of(1) } })).toMatchInlineSnapshot(`"A: there are 1 values of volume for 3 close times; give one a bar"`);
  });

  test("of any asset that are unsorted, twice or priced at 0 are refused by asset, row and date", () => {
    const second = (change: Partial<Bars>) => messageOf({ bars: [bars, { ...flatBars([1, 2, 3], { symbol: "B" }), ...change }] });
    const [first, middle, last] = bars.closeTime;
    expect(second({ closeTime: Float64Array.of(first!, last!, middle!) })).toContain("B, row 2 (2020-01-03): the bar is older than the bar before");
    expect(second({ closeTime: Float64Array.of(first!, middle!, middle!) })).toContain("B, row 2 (2020-01-03): the bar is a duplicate of the bar before");
    expect(second({ close: Float64Array.of(1, 0, 3) })).toContain("B, row 1 (2020-01-03): the close is 0");
  });

  test("with prices beyond their range are a finding", () => {
    expect(findingsOf([barsOf([[1, 1, 1, 1], [5, 2, 1, 2], [2, 2, 1, 3]])])).toEqual([
      { code: "beyond-range", where: { asset: "A", row: 1, date: "2020-01-03" }, expected: "an open and a close between the low and the high", got: "open 5, close 2 in a bar from 1 to 2, and 1 more" },
    ]);
  });

  test("with a low or a high that is missing, where there is trading, are a finding", () => {
    expect(findingsOf([barsOf([[1, 1, 1, 1], [2, Number.NaN, Number.NaN, 2], [Number.NaN, Number.NaN, Number.NaN, 2]])])).toMatchObject([{ code: "beyond-range", where: { row: 1 }, got: "open 2, close 2 in a bar from NaN to NaN" }]);
  });

  test("with a long gap are a finding", () => {
    const gap = { ...bars, closeTime: bars.closeTime.map((time, t) => time + (t === 2 ? 20 * 86_400_000 : 0)) };
    expect(findingsOf([gap])).toMatchObject([{ code: "gap", where: { asset: "A", row: 2, date: "2020-01-24" }, got: "none for 21 days before this one; orders waited for it" }]);
  });

  test("of assets with different calendars are a finding for each asset that misses moments", () => {
    const other = flatBars([1, 1, 1, 1, 1], { symbol: "B" });
    const holes = { ...bars, closeTime: Float64Array.of(other.closeTime[0]!, other.closeTime[2]!, other.closeTime[4]!) };
    expect(findingsOf([holes, other])).toMatchObject([{ code: "calendars-differ", where: { asset: "A", row: 1, date: "2020-01-03" }, got: expect.stringContaining("2 moments without one") }]);
    expect(findingsOf([bars, other])).toEqual([]);
  });

  test("that end long before the run are a finding, unless the asset was delisted", () => {
    const long = flatBars(Array.from({ length: 20 }, () => 1), { symbol: "B" });
    expect(findingsOf([bars, long])).toMatchObject([{ code: "bars-end", where: { asset: "A", row: 2 } }]);
    expect(runBacktest({ bars: [bars, long], strategy: idle, delistings: { A: bars.closeTime[2]! } }).findings).toEqual([]);
  });
});

test("an order that waits for a volume, which the bars do not have, is a finding that names it", () => {
  const untold = { ...bars, volume: Float64Array.of(1000, Number.NaN, 1000) };
  const { fills, findings } = runBacktest({ bars: untold, fills: { maxVolumeShare: 0.5 }, strategy: script((broker) => broker.submit({ asset: "A", type: "market", units: 1 })) });
  expect(fills.map(({ row }) => row)).toEqual([2]);
  expect(findings).toEqual([{ code: "order-waited", where: { asset: "A", row: 1, date: "2020-01-03", order: 1 }, expected: "a volume to take a share of", got: "a volume of NaN" }]);
});

describe("orders name strategy, asset, bar and order when they", () => {
  test("have units of 0 or NaN", () => {
    expect(ordering((broker) => broker.submit({ asset: "A", type: "market", units: 0, tag: "entry" }))).toMatchInlineSnapshot(`"the strategy "script" failed at A, row 1 (2020-01-03): order "entry" (buy 0 A, market): units are 0; give a number above 0 to buy, below 0 to sell, and no order where nothing is to be traded"`);
    expect(ordering((broker) => broker.submit({ asset: "A", type: "limit", units: Number.NaN, limit: 1 }))).toContain("units are NaN");
    expect(ordering((broker) => broker.targetUnits("A", Number.NaN))).toContain("targetUnits of A: the units are NaN; give a number, 0 for no position");
  });

  test("have a price of 0 or below", () => {
    expect(ordering((broker) => broker.submit({ asset: "A", type: "limit", units: 1, limit: -5 }))).toContain("order (buy 1 A, limit -5): the limit is -5; give a price above 0");
  });

  test("are for an unknown asset", () => {
    expect(ordering((broker) => broker.submit({ asset: "Z", type: "market", units: 1 }))).toContain(`order (buy 1 Z, market): there is no asset "Z"; the run has A`);
    expect(ordering((broker) => broker.targetShare("Z", 1))).toContain(`there is no asset "Z"; the run has A`);
    expect(ordering((broker) => broker.units("Z"))).toContain(`there is no asset "Z"`);
  });

  test("ask for more than the margin allows", () => {
    expect(ordering((broker) => broker.targetShare("A", 1.5))).toMatchInlineSnapshot(`"the strategy "script" failed at A, row 1 (2020-01-03): targetShare of A: the share is 1.5; give a share of the equity from -1 to 1, or the run a margin with more leverage"`);
    expect(ordering((broker) => broker.targetShare("A", Number.NaN))).toContain("the share is NaN");
  });

  test("pair different assets, or trail an asset without a price", () => {
    const other = flatBars([1, 1], { symbol: "B", start: 2 });
    const both = (act: (broker: Broker) => unknown) => messageOf({ bars: [bars, other], strategy: script((broker) => void act(broker)) });
    expect(both((broker) => broker.oco({ asset: "A", type: "market", units: 1 }, { asset: "B", type: "market", units: 1 }))).toContain("oco: order (buy 1 B, market) is not of A; give orders of one asset");
    expect(both((broker) => broker.submit({ asset: "B", type: "trailing-stop", units: -1, distance: 1 }))).toContain("no bar of B has closed yet");
  });
});

describe("options", () => {
  test("out of range are refused with what to do", () => {
    expect(messageOf({ capital: Number.NaN })).toContain("capital must be a number above 0, got NaN");
    expect(messageOf({ margin: { leverage: 0 } })).toContain("leverage must be a number above 0, got 0");
    expect(messageOf({ margin: { leverage: 4, maintenance: 0.3 } })).toMatchInlineSnapshot(`"margin: maintenance must be a share from 0, below 1 ÷ leverage (0.25), got 0.3; a position could not be opened without being closed at once"`);
    expect(messageOf({ strategy: { ...idle, warmUp: -1 } })).toContain("warmUp must be a whole number of bars from 0, got -1");
    expect(messageOf({ actions: [{ kind: "split", symbol: "A", exTime: Date.UTC(2020, 0, 2), ratio: 0 }] })).toMatchInlineSnapshot(`"actions: a split of A (2020-01-02) has the ratio 0 and the ex-time 1577923200000; give a value above 0 and a time"`);
    expect(messageOf({ delistings: { Z: 1 } })).toContain("an action or a delisting of Z, but no bars; the run has A");
  });

  test("with columns of another length are refused by column and asset", () => {
    expect(messageOf({ strategy: { ...idle, columns: () => ({ signal: new Float64Array(2) }) }, leakCheck: "off" })).toMatchInlineSnapshot(`"the strategy "script": column "signal" of A has 2 values for 3 bars; give one value a bar, NaN where there is none"`);
  });
});

test("what is no strategy, or fails before its first bar, is refused by name", () => {
  const strategies: readonly (readonly [object | undefined, string])[] = [
    [undefined, "there is no strategy, but undefined; give { name, start }, or a function of bars that returns it"],
    [{ name: "x" }, `there is no strategy, but {"name":"x"}; give { name, start }`],
    [{ start: () => () => {} }, "there is no strategy, but {}"],
    [{ ...idle, start: () => { throw new Error("no idea"); } }, `the strategy "script": start failed: no idea`],
    [{ ...idle, columns: () => { throw new Error("no idea"); } }, `the strategy "script": its columns of A failed: no idea`],
    [{ ...idle, columns: () => undefined }, `the strategy "script": its columns of A are undefined; return them by name, such as { fast: Float64Array }`],
  ];
  // @ts-expect-error a notebook's cell is not always type-checked
  const refused = (strategy: object | undefined, leakCheck: "on" | "off") => refusalOf(() => runBacktest({ bars, strategy, leakCheck }));
  for (const [strategy, message] of strategies) expect(refused(strategy, "off")).toContain(message);
  for (const [strategy, message] of strategies.slice(0, 5)) expect(refused(strategy, "on")).toContain(message);
});

test("options and bars that no type checker has seen are refused in words", () => {
  // @ts-expect-error
  expect(messageOf({ leakCheck: "maybe" })).toBe(`leakCheck must be "on" or "off", got "maybe"`);
  expect(messageOf({ delistings: { A: Number.NaN } })).toBe("delistings: that of A is at NaN; give a moment in UTC milliseconds, or leave it out");
  // @ts-expect-error
  expect(messageOf({ bars: { ...bars, volume: undefined } })).toBe("A: the volume is no Float64Array; give each column as one, NaN where there is no value");
});

test("a strategy that throws is named with asset and bar, and the error keeps its cause", () => {
  const cause = new TypeError("x is undefined");
  try {
    runBacktest({ bars, strategy: script(undefined, () => { throw cause; }) });
    expect.fail("nothing was thrown");
  } catch (error) {
    expect(error).toMatchObject({ name: "BacktestError", message: `the strategy "script" failed at A, row 1 (2020-01-03): x is undefined`, cause });
  }
});

test("a run that is stopped throws, with the moment it had come to, and leaves no result", () => {
  const long = flatBars(Array.from({ length: 70_000 }, () => 1), { interval: "1m" });
  const stop = new AbortController();
  const shares: number[] = [];
  expect(messageOf({ bars: long, signal: stop.signal, onProgress: (share) => { shares.push(share); stop.abort(); } })).toContain(`the run of "script" was stopped at 2020-02-15, after 65536 of 70000 moments: there is no result`);
  expect(shares).toEqual([65_536 / 70_000]);
});

test("of more than a hundred findings of one kind the rest is counted", () => {
  const holes = flatBars(Array.from({ length: 200 }, () => 10));
  const noOpens = { ...holes, open: holes.open.map((price, t) => (t > 150 ? price : Number.NaN)) };
  const { findings } = runBacktest({ bars: noOpens, strategy: script((broker) => broker.targetShare("A", 1)) });
  expect(findings).toHaveLength(101);
  expect(findings.at(-1)).toMatchObject({ code: "and-more", where: { asset: "A", row: 150 }, got: "50 more like this, the last one here" });
});
