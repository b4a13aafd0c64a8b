import { describe, expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { column, computeFactors, streamFactors } from "../index.ts";
import { at, barsOf, isWeekend, run, values } from "./handMade.fixture.ts";

const HOUR = INTERVAL_MILLIS["1h"];

describe("a session's return", () => {
  // The price is 100·1.01^hour: a session of n hours with equal open and close in each gains n − 1 steps.
  const bars = run("2024-03-03T22:00", "2024-03-09T00:00", { price: (k) => 100 * 1.01 ** k, skip: isWeekend });
  const step = Math.log(1.01);

  test("comes with the first bar that opens after the session", () => {
    const previous = values(bars, "prev_session_return");
    expect(previous.findIndex((value) => !Number.isNaN(value))).toBe(9);
    expect(at(bars, "prev_session_return", "2024-03-04T07:00")).toBeCloseTo(8 * step, 12);
    expect(at(bars, "prev_session_return", "2024-03-04T15:00")).toBeCloseTo(8 * step, 12);
    expect(at(bars, "prev_session_return", "2024-03-04T16:00")).toBeCloseTo(7 * step, 12);
    expect(at(bars, "prev_return_london", "2024-03-04T16:00")).toBeCloseTo(7 * step, 12);
    expect(at(bars, "prev_return_london", "2024-03-04T15:00")).toBeNaN();
  });

  test("does not know the session's own later bars", () => {
    const other = { ...bars, close: bars.close.map((value, t) => (t === 17 ? 3 * value : value)), high: bars.high.map((value, t) => (t === 17 ? 3 * value : value)) };
    expect(values(other, "prev_session_return").slice(0, 18)).toEqual(values(bars, "prev_session_return").slice(0, 18));
    expect(values(other, "prev_return_london")[18]).toBeCloseTo(values(bars, "prev_return_london")[18]! + Math.log(3), 12);
  });

  test("of New York is told to Asia, and to nobody else", () => {
    expect(at(bars, "ny_close_asia", "2024-03-04T22:00")).toBeCloseTo(8 * step, 12);
    expect(at(bars, "ny_close_asia", "2024-03-05T08:00")).toBeCloseTo(8 * step, 12);
    expect(at(bars, "ny_close_asia", "2024-03-05T09:00")).toBe(0);
    expect(at(bars, "ny_close_asia", "2024-03-04T21:00")).toBeNaN();
  });

  test("is not made of a session whose beginning is missing", () => {
    const late = run("2024-03-04T10:00", "2024-03-06T00:00", { price: (k) => 100 * 1.01 ** k });
    expect(at(late, "prev_return_london", "2024-03-04T16:00")).toBeNaN();
    expect(at(late, "prev_return_london", "2024-03-05T16:00")).toBeCloseTo(7 * step, 12);
  });
});

describe("a gap", () => {
  const bars = barsOf([
    { open: "2024-03-08T20:00", prices: [100, 101, 99, 100] },
    { open: "2024-03-08T21:00", prices: [100, 102, 99, 101] },
    { open: "2024-03-10T22:00", prices: [104, 106, 103, 105] },
    { open: "2024-03-10T23:00", prices: [105, 107, 104, 106] },
    { open: "2024-03-11T00:00", prices: [107, 108, 105, 105] },
    { open: "2024-03-11T07:00", prices: [105, 105, 103, 104] },
    { open: "2024-03-11T08:00", prices: [103, 104, 102, 103] },
    { open: "2024-03-11T13:00", prices: [102, 103, 101, 102] },
  ]);

  test("is the step over the weekend in Sydney, and stays for the session", () => {
    const gaps = values(bars, "session_gap");
    expect(gaps[1]).toBeNaN();
    expect(gaps[2]).toBeCloseTo(Math.log(104 / 101), 14);
    expect(gaps[3]).toBe(gaps[2]);
    expect(gaps[4]).toBeCloseTo(Math.log(107 / 106), 14);
    expect(gaps[5]).toBe(gaps[4]);
  });

  test("from Tokyo to London ends at the last price Tokyo had before London opened, not at its close", () => {
    const gaps = values(bars, "tokyo_london_gap");
    expect(gaps[5]).toBeNaN();
    expect(gaps[6]).toBeCloseTo(Math.log(103 / 104), 14);
    expect(values(bars, "london_ny_gap")[7]).toBeCloseTo(Math.log(102 / 103), 14);
  });

  test("of a place in the range is measured from the session's own bars, hours missing or not", () => {
    expect(values(bars, "session_high_position").slice(2, 6).map((value) => Math.exp(value))).toEqual([105 / 106, 106 / 107, 105 / 108, 104 / 108].map((value) => expect.closeTo(value, 14)));
    expect(values(bars, "session_low_position")[5]).toBeCloseTo(Math.log(104 / 103), 14);
    expect(values(bars, "session_range_position")[5]).toBeCloseTo(0.2, 14);
    expect(values(bars, "session_range_position").slice(0, 2)).toEqual([Number.NaN, Number.NaN]);
  });
});

test("the opening range ends after its minutes, and is the range so far until then", () => {
  const bars = barsOf([
    { open: "2024-03-04T08:00", prices: [10, 12, 10, 11] },
    { open: "2024-03-04T08:15", prices: [11, 14, 11, 13] },
    { open: "2024-03-04T08:30", prices: [13, 13, 8, 9] },
    { open: "2024-03-04T08:45", prices: [9, 20, 9, 18] },
    { open: "2024-03-04T09:00", prices: [18, 18, 7, 8] },
  ], "15m");
  expect(values(bars, "opening_range_position_30")).toEqual([0.5, 0.75, -0.25, 2, -0.5]);
  expect(values(bars, "opening_range_position_10")).toEqual([0.5, 1.5, -0.5, 4, -1]);
  expect(values(bars, "opening_range_position_45").slice(2)).toEqual([1 / 6, 10 / 6, 0].map((value) => expect.closeTo(value, 14)));
});

test("bars of a market that never closes keep the last session's values at the weekend", () => {
  const bars = run("2024-03-01T00:00", "2024-03-05T00:00", { price: (k) => 100 + Math.sin(k) });
  const share = values(bars, "session_range_position");
  expect(share.every(Number.isFinite)).toBe(true);
  expect(at(bars, "session_volume_ratio_1", "2024-03-02T10:00")).toBe(at(bars, "session_volume_ratio_1", "2024-03-01T21:00"));
});

test("a bar that is taken back across a session's border leaves no trace", () => {
  const ids = ["prev_session_return", "session_volume_ratio_2", "session_volatility_ratio_2", "liquidity_score_2", "session_range_position", "opening_range_position_60", "session_gap"];
  const bars = run("2024-03-03T22:00", "2024-03-09T00:00", { price: (k) => 100 + Math.sin(k) + k / 50, skip: isWeekend, volume: (hour) => hour + 1 });
  const whole = computeFactors(bars, ids);
  const stream = streamFactors({ ids, interval: "1h" });
  for (let t = 0; t < bars.closeTime.length; t++) {
    const bar = { closeTime: bars.closeTime[t]!, open: bars.open[t]!, high: bars.high[t]!, low: bars.low[t]!, close: bars.close[t]!, volume: bars.volume[t]! };
    // A feed's clock was wrong: the bar came as one of tomorrow, of next week, then as itself.
    stream.append({ ...bar, closeTime: bar.closeTime + 24 * HOUR, volume: 7 });
    stream.replaceLast({ ...bar, closeTime: bar.closeTime + 168 * HOUR, high: 3 * bar.high });
    stream.replaceLast(bar);
    for (const [k, id] of ids.entries()) expect(stream.values[k], `${id} at bar ${t}`).toBe(column(whole, id)[t]);
  }
});
