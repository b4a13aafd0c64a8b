import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, exchangeCalendar } from "../market/index.ts";
import { asOf, checkReference, type Reference } from "./asOf.ts";
import { computeFactors } from "./computeFactors.ts";
import { FactorError } from "./error.ts";
import { randomBars } from "./fixtures/randomBars.ts";
import { ReferenceFeed } from "./referenceFeed.ts";

const DAY = 86_400_000;
const at = (text: string): number => Date.parse(text);
const reference = (...rows: readonly (readonly [time: string, close: number])[]): Reference => ({ closeTime: Float64Array.from(rows, ([time]) => at(time)), close: Float64Array.from(rows, ([, close]) => close) });
const seen = (times: readonly string[], other: Reference, options = {}): number[] => [...asOf(Float64Array.from(times, at), other, options)];

describe("the last close of another series", () => {
  test("is that of the same moment or of the newest before, and never a later one", () => {
    const other = reference(["2024-01-05T21:00Z", 1], ["2024-01-08T21:00Z", 2]);
    expect(seen(["2024-01-05T20:59Z", "2024-01-05T21:00Z", "2024-01-08T20:59Z", "2024-01-08T21:00Z", "2024-01-09T09:00Z"], other)).toEqual([Number.NaN, 1, 1, 2, 2]);
  });

  test("stays over a weekend, so bitcoin sees the stocks of Friday on Sunday", () => {
    const stocks = reference(["2024-01-05T23:59:59.999Z", 470], ["2024-01-08T23:59:59.999Z", 476]);
    expect(seen(["2024-01-05", "2024-01-06", "2024-01-07", "2024-01-08"].map((day) => `${day}T23:59:59.999Z`), stocks)).toEqual([470, 470, 470, 476]);
  });

  test("gives a stock on Monday the whole weekend of bitcoin in one return", () => {
    const bitcoin = { closeTime: Float64Array.from({ length: 40 }, (_, k) => at("2024-01-01T00:00Z") + (k + 1) * DAY - 1), close: Float64Array.from({ length: 40 }, (_, k) => 100 * 1.01 ** k) };
    const [friday, monday] = asOf(Float64Array.of(at("2024-01-05T23:59:59.999Z"), at("2024-01-08T23:59:59.999Z")), bitcoin);
    expect(Math.log(monday! / friday!)).toBeCloseTo(3 * Math.log(1.01), 12);
  });

  test("of New York is known at 20:30 UTC in summer and not in winter, whatever the clocks do elsewhere", () => {
    const close = (exchange: "LSE" | "NYSE", day: string): number => exchangeCalendar(exchange).sessionOf(dayOf(day))!.close;
    const days = ["2024-03-07", "2024-03-08", "2024-03-11", "2024-03-22", "2024-04-02"];
    const newYork = { closeTime: Float64Array.from(days, (day) => close("NYSE", day)), close: Float64Array.of(1, 2, 3, 4, 5) };
    expect(seen(days.map((day) => `${day}T20:30Z`), newYork)).toEqual([Number.NaN, 1, 3, 4, 5]);
    expect(days.map((day) => (close("NYSE", day) - close("LSE", day)) / 3_600_000)).toEqual([4.5, 4.5, 3.5, 3.5, 4.5]);
    expect([...asOf(Float64Array.from(days, (day) => close("LSE", day)), newYork)]).toEqual([Number.NaN, 1, 2, 3, 4]);
  });

  test("of New York stays over its holiday in London, whose bars then show no move of it", () => {
    const closes = (exchange: "LSE" | "NYSE"): Float64Array => Float64Array.from(exchangeCalendar(exchange).tradingDaysBetween(dayOf("2024-06-30"), dayOf("2024-07-09")), (day) => (day + 1) * DAY - 1);
    const newYork = closes("NYSE");
    const london = asOf(closes("LSE"), { closeTime: newYork, close: newYork.map((_, k) => k + 1) });
    expect([...london]).toEqual([1, 2, 3, 3, 4, 5]);
  });

  test("is stamped with the end of its day, so Tokyo's bar sees New York's of the same day; one bar late it sees what Tokyo knew at its close", () => {
    const days = ["2024-01-09", "2024-01-10", "2024-01-11"].map((day) => `${day}T23:59:59.999Z`);
    const newYork = reference([days[0]!, 1], [days[1]!, 2], [days[2]!, 3]);
    expect(seen(days, newYork)).toEqual([1, 2, 3]);
    expect(seen(days, newYork, { lateBy: 1 })).toEqual([Number.NaN, 1, 2]);
  });

  test("stays over a holiday of the other market and is missing when it is older than any holiday", () => {
    const tokyo = reference(["2019-04-26T06:00Z", 1], ["2019-05-07T06:00Z", 2]);
    expect(seen(["2019-05-06T20:00Z", "2019-05-07T05:59Z", "2019-05-07T06:00Z", "2019-05-21T06:00Z", "2019-05-21T06:01Z"], tokyo)).toEqual([1, 1, 2, 2, Number.NaN]);
    expect(seen(["2019-04-28T06:00Z"], tokyo, { staleAfter: DAY })).toEqual([Number.NaN]);
  });

  test("is missing where it is missing there", () => {
    expect(seen(["2024-01-02", "2024-01-03"], reference(["2024-01-01", Number.NaN], ["2024-01-03", 5]))).toEqual([Number.NaN, 5]);
  });

  test("is the newest row at or before each time, for any calendars, at once and as bars arrive", () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1 }).map((some) => Float64Array.from(some).sort());
    fc.assert(fc.property(times, times, fc.integer({ min: 0, max: 3 }), fc.constantFrom(5, 30, 1000), (own, others, lateBy, staleAfter) => {
      const other = { closeTime: others, close: others.map((time) => time + 1) };
      const got = asOf(own, other, { lateBy, staleAfter });
      const feed = new ReferenceFeed({ lateBy: { spy: lateBy }, staleAfter });
      let next = 0;
      for (const [t, time] of own.entries()) {
        const known = others.filter((each) => each <= time);
        const fresh = known.length > lateBy && time - known.at(-1)! <= staleAfter;
        expect(got[t]).toBe(fresh ? known.at(-1 - lateBy)! + 1 : Number.NaN);
        for (; next < others.length && others[next]! <= time + 3; next++) feed.take("spy", { closeTime: others[next]!, close: others[next]! + 1 });
        if (next > 0) expect(feed.at(time)["spy.close"]).toBe(got[t]);
      }
    }), { seed: 1, numRuns: 200 });
  });
});

describe("a factor that compares", () => {
  const bars = randomBars(300, 1);

  test("begins anew where its reference begins, and ends where that grows stale", () => {
    const part = { closeTime: bars.closeTime.slice(100, 200), close: randomBars(100, 2).close };
    const values = computeFactors(bars, ["beta_spy_20"], { references: { spy: part } }).values["beta_spy_20"]!;
    expect(values.findIndex((value) => !Number.isNaN(value))).toBe(120);
    expect(values.findLastIndex((value) => !Number.isNaN(value))).toBe(199 + 14);
  });

  test("is the same with a reference one bar late as with its closes moved by one bar", () => {
    const spy = randomBars(300, 2);
    const moved = { closeTime: spy.closeTime.slice(1), close: spy.close.slice(0, -1) };
    const ids = ["correlation_spy_20", "exposure_spy_60"];
    expect(computeFactors(bars, ids, { references: { spy }, lateBy: { spy: 1 } })).toEqual(computeFactors(bars, ids, { references: { spy: moved } }));
  });

  test("refuses a reference that would be seen early, or late under a name that is not given", () => {
    const refused = (options: object): (() => unknown) => () => computeFactors(bars, ["beta_spy_20"], { references: { spy: randomBars(300, 2) }, ...options });
    expect(refused({ lateBy: { spy: -1 } })).toThrow(new FactorError('the reference "spy": lateBy must be a whole number from 0, got "-1". It counts the reference\'s own bars; a negative one would look ahead.'));
    expect(refused({ lateBy: { spy: 0.5 } })).toThrow(FactorError);
    expect(refused({ lateBy: { spx: 1 } })).toThrow(new FactorError('lateBy names the reference "spx", which is not given. There are spy.'));
    expect(refused({ staleAfter: Number.NaN })).toThrow(FactorError);
    expect(() => new ReferenceFeed({ lateBy: { spy: -1 } })).toThrow(FactorError);
    expect(() => new ReferenceFeed({ staleAfter: -1 })).toThrow(FactorError);
  });

  test("does not take a word that every object knows for a reference", () => {
    expect(() => computeFactors(bars, ["beta_constructor_20"], { references: {} })).toThrow(new FactorError('"beta_constructor_20" needs the reference "constructor". Give them as references: { constructor: bars }.'));
  });

  test("says which reference it lacks, and refuses one whose times do not rise", () => {
    expect(() => computeFactors(bars, ["exposure_size_given_market_60"], { references: { size: bars } })).toThrow(new FactorError('"exposure_size_given_market_60" needs the reference "market". Give them as references: { market: bars }.'));
    expect(() => computeFactors(bars, ["beta_spy_20"])).toThrow(new FactorError('"beta_spy_20" needs the reference "spy". Give them as references: { spy: bars }.'));
    expect(() => checkReference("spy", { closeTime: Float64Array.of(1, 1), close: Float64Array.of(5, 5) })).toThrow('the reference "spy": the time in row 1 is not later than the one before. Sort its bars and remove repeated ones; checkBars finds them.');
  });
});
