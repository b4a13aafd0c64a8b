import { expect, test } from "vitest";
import type { Bars } from "../market/bars.ts";
import { backtest, costsOf, signalsFromForecast } from "./index.ts";
import { refusalOf } from "./refusal.fixture.ts";

const bars: Bars = {
  symbol: "TEST", interval: "1d", provenance: "a test",
  closeTime: Float64Array.of(Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 2), Date.UTC(2020, 0, 3)),
  open: Float64Array.of(1, 2, 3), high: Float64Array.of(2, 3, 4), low: Float64Array.of(1, 2, 3), close: Float64Array.of(2, 3, 4), volume: Float64Array.of(1, 1, 1),
};

test("a position that is NaN is refused with its row and date", () => {
  expect(refusalOf(() => backtest(bars, [0, Number.NaN, 0]))).toMatchInlineSnapshot(`"the position in row 1 (2020-01-02) is NaN; a position is a share of the equity from -1 to 1, 0 where none is wanted"`);
});

test("a position outside -1..1 is refused with its row and date", () => {
  expect(refusalOf(() => backtest(bars, [0, 0, 1.5]))).toMatchInlineSnapshot(`"the position in row 2 (2020-01-03) is 1.5; a position is a share of the equity from -1 to 1, 0 where none is wanted"`);
});

test("positions of another length are refused", () => {
  expect(refusalOf(() => backtest(bars, [0, 0]))).toMatchInlineSnapshot(`"there are 2 positions for 3 bars of TEST; give one wanted position a bar, 0 where none is wanted"`);
});

test("bars out of order and duplicates are refused with row and date", () => {
  const times = (...days: number[]) => ({ ...bars, closeTime: Float64Array.from(days, (day) => Date.UTC(2020, 0, day)) });
  expect(refusalOf(() => backtest(times(1, 3, 2), [0, 0, 0]))).toMatchInlineSnapshot(`"TEST, row 2 (2020-01-02): the bar is older than the bar before. Clean the bars first (repairBars of lib/market)"`);
  expect(refusalOf(() => backtest(times(1, 2, 2), [0, 0, 0]))).toMatchInlineSnapshot(`"TEST, row 2 (2020-01-02): the bar is a duplicate of the bar before. Clean the bars first (repairBars of lib/market)"`);
});

test("a close of 0 or none and an open of 0 are refused with row and date", () => {
  expect(refusalOf(() => backtest({ ...bars, close: Float64Array.of(2, 0, 4) }, [0, 0, 0]))).toMatchInlineSnapshot(`"TEST, row 1 (2020-01-02): the close is 0, a price is above 0. Clean the bars first (repairBars of lib/market)"`);
  expect(refusalOf(() => backtest({ ...bars, close: Float64Array.of(2, Number.NaN, 4) }, [0, 0, 0]))).toContain("row 1 (2020-01-02): the close is NaN");
  expect(refusalOf(() => backtest({ ...bars, open: Float64Array.of(1, 2, 0) }, [0, 0, 0]))).toContain("row 2 (2020-01-03): the open is 0");
});

test("a strategy that throws is named by row and date, and keeps its cause", () => {
  const run = () => backtest(bars, () => {
    throw new TypeError("x is undefined");
  });
  expect(refusalOf(run)).toMatchInlineSnapshot(`"the strategy "wanted positions" failed at TEST, row 0 (2020-01-01): x is undefined"`);
});

test("costs below 0, in percent by mistake, or not a number are refused", () => {
  expect(refusalOf(() => costsOf({ commissionBps: -1 }))).toMatchInlineSnapshot(`"costs: commissionBps must be a number ≥ 0, got -1"`);
  expect(refusalOf(() => costsOf({ spreadBps: 1000 }))).toMatchInlineSnapshot(`"costs: spreadBps is 1000 basis points, that is 10 %; give it in basis points below 1000"`);
  expect(refusalOf(() => costsOf({ minimumFee: Number.NaN }))).toContain("minimumFee must be a number ≥ 0, got NaN");
});

test("a capital that is not above 0 is refused", () => {
  expect(refusalOf(() => backtest(bars, [0, 0, 0], { capital: 0 }))).toContain("capital must be a number above 0, got 0");
});

test("one bar cannot be traded", () => {
  const one = { ...bars, closeTime: bars.closeTime.subarray(0, 1) };
  expect(refusalOf(() => backtest(one, [0]))).toContain("at least 2 are needed");
});

test("a threshold below 0 is refused", () => {
  expect(refusalOf(() => signalsFromForecast([0], { threshold: -1 }))).toContain("threshold must be a return ≥ 0, got -1");
});
