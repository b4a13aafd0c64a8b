import fc from "fast-check";
import { expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { type Bars, mapBars, sliceBars } from "../bars.ts";
import { generateBars } from "../generateBars.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import { adjustBars, unadjustBars } from "./adjustBars.ts";
import { adjustmentFactors } from "./adjustmentFactors.ts";
import { exRow } from "./exRow.ts";

const DAY = 86_400_000;
const midnight = (date: string): number => Date.parse(`${date}T05:00Z`);
const daily = (seed = 1, rows = 120): Bars => generateBars({ symbol: "X", rows, interval: "1d", start: Date.parse("2010-01-04"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(seed));
const split = (exTime: number, ratio: number): CorporateAction => ({ kind: "split", symbol: "X", exTime, ratio });
const dividend = (exTime: number, amount: number): CorporateAction => ({ kind: "dividend", symbol: "X", exTime, amount });
/** Three days, closes 100, 50, 51: a split 2:1 before the second. */
const three: Bars = {
  symbol: "X", interval: "1d", provenance: "by hand", closeTime: Float64Array.of(1, 2, 3).map((day) => Date.parse("2020-08-27") + day * DAY + DAY - 1),
  open: Float64Array.of(98, 49, 50), high: Float64Array.of(104, 52, 53), low: Float64Array.of(96, 48, 49), close: Float64Array.of(100, 50, 51), volume: Float64Array.of(1000, 2000, 3000),
};

test("a split halves the prices before it and doubles the volumes", () => {
  const made = adjustBars(three, [split(midnight("2020-08-29"), 2)]);
  expect([...made.open, ...made.close, ...made.volume]).toEqual([49, 49, 50, 50, 50, 51, 2000, 2000, 3000]);
  expect(made.provenance).toBe("by hand; adjusted for splits (1 ex-day)");
});

test("a dividend takes its share of the close before it off the prices before it, and leaves volumes", () => {
  const actions = [dividend(midnight("2020-08-30"), 5)];
  expect(adjustBars(three, actions).close).toEqual(three.close);
  const made = adjustBars(three, actions, { dividends: true });
  expect([...made.close]).toEqual([90, 45, 51]);
  expect(made.volume).toEqual(three.volume);
});

test("on one ex-day the split comes first, and the dividend is one of a new share", () => {
  const both = [dividend(midnight("2020-08-29"), 5), split(midnight("2020-08-29"), 2)];
  expect(adjustmentFactors(three, both, { dividends: true }).price[0]).toBeCloseTo(0.5 * (1 - 5 / 50), 15);
});

test("prices adjusted for splits already get dividends alone, each in shares of today", () => {
  const splitDone = adjustBars(three, [split(midnight("2020-08-29"), 2)]);
  const actions = [split(midnight("2020-08-30"), 2), dividend(midnight("2020-08-29"), 10)];
  expect(adjustmentFactors(splitDone, actions, { dividends: true, adjusted: "splits" }).price[0]).toBeCloseTo(1 - 5 / 50, 15);
});

test("the ex-day is the exchange's own date, in New York, London, Tokyo and Sydney", () => {
  for (const exTime of ["2020-08-29T04:00Z", "2020-08-28T23:00Z", "2020-08-28T15:00Z", "2020-08-28T14:00Z"]) expect(exRow(three, Date.parse(exTime))).toBe(1);
  expect(exRow({ closeTime: Float64Array.of(10, 20, 30), interval: "1m" }, 20)).toBe(2);
});

/** Up to six actions a series: splits, reverse splits, dividends. */
const actionsOf = fc.uniqueArray(fc.record({ day: fc.integer({ min: -5, max: 180 }), value: fc.double({ min: 0.02, max: 0.3, noNaN: true }), ratio: fc.constantFrom(2, 3, 1.5, 0.5), isSplit: fc.boolean() }), { maxLength: 6, selector: ({ day }) => day }).map((drawn) =>
  drawn.map(({ day, isSplit, ratio, value }) => (isSplit ? split(midnight("2010-01-04") + day * DAY, ratio) : dividend(midnight("2010-01-04") + day * DAY, value))),
);

test("what is adjusted and then undone is what was there, to 1e-12", () => {
  fc.assert(fc.property(actionsOf, fc.boolean(), fc.constantFrom("no", "splits"), (actions, dividends, adjusted) => {
    const bars = daily(7);
    const options = { dividends, adjusted } as const;
    const back = unadjustBars(adjustBars(bars, actions, options), actions, options);
    for (const name of ["open", "high", "low", "close", "volume"] as const) bars[name].forEach((value, row) => expect(Math.abs(back[name][row]! / value - 1)).toBeLessThan(1e-12));
  }));
});

test("over an ex-day the return is that of the money: new shares counted, the dividend put back at the price without it", () => {
  fc.assert(fc.property(actionsOf, (actions) => {
    const bars = daily(9);
    const made = adjustBars(bars, actions, { dividends: true });
    for (let t = 1; t < bars.close.length; t++) {
      const here = actions.filter(({ exTime }) => exRow(bars, exTime) === t);
      const ratio = here.reduce((product, action) => (action.kind === "split" ? product * action.ratio : product), 1);
      const amount = here.reduce((sum, action) => (action.kind === "dividend" ? sum + action.amount : sum), 0);
      const before = bars.close[t - 1]! / ratio;
      expect(made.close[t]! / made.close[t - 1]!).toBeCloseTo(bars.close[t]! / (before - amount), 9);
    }
  }));
});

test("splits conserve the money traded in each bar", () => {
  const bars = daily(3);
  const made = adjustBars(bars, [split(midnight("2010-03-01"), 4), split(midnight("2010-05-03"), 0.1)]);
  bars.close.forEach((close, row) => expect(made.close[row]! * made.volume[row]!).toBeCloseTo(close * bars.volume[row]!, 4));
});

test("bars that end before an ex-day are not changed by it, and asOf forgets what came later", () => {
  const bars = daily(5);
  const actions = [split(midnight("2010-03-01"), 4), dividend(midnight("2010-05-03"), 1)];
  for (const rows of [10, 40, 60, 90]) {
    const known = actions.filter(({ exTime }) => exRow(bars, exTime) < rows);
    const part = sliceBars(bars, 0, rows);
    expect(adjustBars(part, actions, { dividends: true }).close).toEqual(adjustBars(part, known, { dividends: true }).close);
    expect(adjustBars(bars, actions, { dividends: true, asOf: bars.closeTime[rows - 1]! }).close).toEqual(adjustBars(bars, known, { dividends: true }).close);
  }
});

test("returns do not depend on when one looks", () => {
  const bars = daily(5);
  const actions = [split(midnight("2010-03-01"), 4), dividend(midnight("2010-05-03"), 1)];
  const ratios = (made: Bars): Float64Array => made.close.map((close, t) => (t === 0 ? 1 : close / made.close[t - 1]!));
  const early = ratios(adjustBars(sliceBars(bars, 0, 60), actions, { dividends: true }));
  ratios(adjustBars(bars, actions, { dividends: true })).subarray(0, 60).forEach((ratio, t) => expect(ratio).toBeCloseTo(early[t]!, 12));
});

test("a missing close before an ex-day is stepped over, missing prices stay missing", () => {
  const holed = mapBars(daily(5), (column, name) => (name === "closeTime" ? column : column.map((value, row) => (row === 39 ? Number.NaN : value))));
  const made = adjustBars(holed, [dividend(holed.closeTime[40]! - DAY + 1, 1)], { dividends: true });
  expect(made.close[39]).toBeNaN();
  expect(made.close[38]).toBeCloseTo(holed.close[38]! - 1, 10);
});

test.each([
  [[{ kind: "split", symbol: "Y", exTime: 0, ratio: 2 }], "actions: the split of 1970-01-01 is one of Y, the bars are of X."],
  [[split(0, 0)], "actions: the split of 1970-01-01 of X has the ratio 0. It must be above 0."],
  [[split(0, 2), split(0, 2)], "is there twice (ex 1970-01-01T00:00:00.000Z), and would count twice"],
  [[dividend(midnight("2020-08-29"), 100)], "adjustBars: X pays 100 before row 1 (2020-08-29), and closed at 100 before."],
] satisfies [CorporateAction[], string][])("%j is refused", (actions, text) => {
  expect(() => adjustBars(three, actions, { dividends: true })).toThrow(text);
});

test("drawn bars and actions in any order give the same", () => {
  const stream = randomStream(randomKey(4));
  const actions = Array.from({ length: 5 }, (_, k) => split(midnight("2010-01-10") + (k * 20 + Math.floor(stream.uniform() * 10)) * DAY, 2 + k));
  expect(adjustBars(daily(), actions).close).toEqual(adjustBars(daily(), actions.toReversed()).close);
});
