import fc from "fast-check";
import { describe, expect, test } from "vitest";
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

test("the ex-day is the exchange's own date, from Auckland's midnight to Honolulu's", () => {
  for (const exTime of ["2020-08-28T11:00Z", "2020-08-28T14:00Z", "2020-08-28T15:00Z", "2020-08-28T23:00Z", "2020-08-29T00:00Z", "2020-08-29T04:00Z", "2020-08-29T10:00Z"]) expect(exRow(three, Date.parse(exTime))).toBe(1);
  expect(exRow({ closeTime: Float64Array.of(10, 20, 30), interval: "1m" }, 20)).toBe(2);
});

test("what Tokyo's next day brings is not known at the stamp of the day before, though its morning has begun", () => {
  const tokyo = split(Date.parse("2020-08-28T15:00Z"), 2);
  expect(adjustBars(three, [tokyo], { asOf: three.closeTime[0]! }).close).toEqual(three.close);
  expect([...adjustBars(three, [tokyo], { asOf: three.closeTime[1]! }).close]).toEqual([50, 50, 51]);
});

// Yahoo's help, "What is the adjusted close?" (SLN28256): Microsoft in February 2003, multipliers 0.5 and 1 − 0.08/24.96, by the standards of the Center for Research in Security Prices.
test("adjusted closes are those of the vendor's own example", () => {
  const close = Float64Array.of(46.99, 48.3, 24.96, 24.91, 24.95, 24.53, 24.54);
  const closeTime = close.map((_, k) => Date.parse("2003-02-16") + (k + 1) * DAY - 1);
  const bars: Bars = { ...three, closeTime, open: close, high: close, low: close, close, volume: close };
  const events = (exDay: string): CorporateAction[] => [split(midnight("2003-02-18"), 2), dividend(midnight(exDay), 0.08)];
  // On the 21st the factor is 1 − 0.08/24.95, which the example takes from the 18th; to the cent it is the same.
  expect([...adjustBars(bars, events("2003-02-21"), { dividends: true }).close].map((price) => price.toFixed(2))).toEqual(["23.42", "24.07", "24.88", "24.83", "24.87", "24.53", "24.54"]);
  expect(adjustmentFactors(bars, events("2003-02-19"), { dividends: true }).steps.map(({ price }) => Number(price.toFixed(4)))).toEqual([0.5, 0.9968]);
});

describe("a share that paid 4, split 4:1, and paid 1", () => {
  const close = Float64Array.of(400, 404, 101, 100, 102, 101);
  const traded: Bars = { ...three, closeTime: close.map((_, k) => Date.parse("2020-01-06") + (k + 1) * DAY - 1), open: close, high: close, low: close, close, volume: close };
  const [firstPaid, parted, lastPaid] = [midnight("2020-01-07"), midnight("2020-01-08"), midnight("2020-01-10")];
  const asPaid = [dividend(firstPaid, 4), split(parted, 4), dividend(lastPaid, 1)];
  const asYahoo: CorporateAction[] = [{ kind: "dividend", symbol: "X", exTime: firstPaid, amount: 1, countedAt: Date.parse("2021-01-01") }, split(parted, 4), { kind: "dividend", symbol: "X", exTime: lastPaid, amount: 1, countedAt: Date.parse("2021-01-01") }];
  // By hand, from the last row back: 1 − 1/100 for the second dividend, 1/4 for the split, 1 − 4/400 for the first dividend.
  const [second, first] = [0.99, 0.99];
  const byHand = [100 * second * first, 101 * second, 101 * second, 100 * second, 102, 101].map((price) => price.toFixed(9));
  const whole = (made: Bars): readonly string[] => [...made.close].map((price) => price.toFixed(9));

  test("has the same total returns from both ways of counting, in traded prices and in adjusted ones", () => {
    const halved = { ...adjustBars(traded, [split(parted, 4)]), provenance: "a vendor, adjusted for splits" };
    for (const actions of [asPaid, asYahoo]) {
      expect(whole(adjustBars(traded, actions, { dividends: true }))).toEqual(byHand);
      expect(whole(adjustBars(halved, actions, { dividends: true, adjusted: "splits" }))).toEqual(byHand);
    }
  });

  test("a later split, after the source was asked, leaves its amounts alone", () => {
    const later = [...asYahoo, split(Date.parse("2022-01-03T05:00Z"), 10)];
    expect(whole(adjustBars(traded, later, { dividends: true }))).toEqual(whole(adjustBars(traded, asYahoo, { dividends: true })));
  });

  test("adjusted prices cut before the split keep their factors: the prices were divided by it, and so is the dividend", () => {
    const halved = adjustBars(traded, [split(parted, 4)]);
    for (const actions of [asPaid, asYahoo]) {
      expect(adjustmentFactors(sliceBars(halved, 0, 2), actions, { dividends: true, adjusted: "splits" }).price[0]).toBeCloseTo(first, 12);
    }
  });

  test("prices that say that they are adjusted are not adjusted again unless told how", () => {
    const halved = { ...adjustBars(traded, [split(parted, 4)]), provenance: "Yahoo Finance, adjusted for splits" };
    expect(() => adjustBars(halved, asPaid, { dividends: true })).toThrow('the prices of X are adjusted for splits already, by their provenance ("Yahoo Finance, adjusted for splits"). Say { adjusted: "splits", dividends: true }');
    const total = adjustBars(halved, asPaid, { dividends: true, adjusted: "splits" });
    expect(() => adjustBars(total, asPaid, { dividends: true, adjusted: "splits" })).toThrow("are adjusted for dividends already");
    expect(adjustBars(unadjustBars(halved, [split(parted, 4)]), asPaid).close[0]).toBe(100);
  });

  test("one dividend from two sources, counted in two ways, is refused", () => {
    expect(() => adjustBars(traded, [asPaid[0]!, ...asYahoo], { dividends: true })).toThrow("would count twice");
  });
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
  }), { seed: 1 });
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
  }), { seed: 1 });
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
