import { describe, expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { at, barsOf, isWeekend, run, values, type Row } from "./handMade.fixture.ts";

const HOUR = INTERVAL_MILLIS["1h"];

describe("against past sessions", () => {
  const weeks = (skip = isWeekend): Bars => run("2024-01-07T22:00", "2024-02-10T00:00", { skip, volume: (hour, time) => 1 + hour + (time >= Date.parse("2024-02-01T00:00Z") ? 5 : 0) });

  test("volume is compared at the same time of the session", () => {
    const bars = weeks();
    // Every past session had the same volumes; on 1 February each hour has 5 more.
    expect(at(bars, "session_volume_ratio_10", "2024-01-31T03:00")).toBe(1);
    expect(at(bars, "session_volume_ratio_10", "2024-02-01T00:00")).toBe(6);
    expect(at(bars, "session_volume_ratio_10", "2024-02-01T02:00")).toBeCloseTo((1 + 2 + 3 + 15) / 6, 14);
    expect(at(bars, "session_volume_ratio_10", "2024-02-02T00:00")).toBeCloseTo(6 / 1.5, 14);
  });

  test("a session with missing hours counts what it had by then, a day without bars does not count", () => {
    const holiday = weeks((hour, time) => isWeekend(hour, time) || new Date(time).toISOString().startsWith("2024-01-25"));
    expect(at(holiday, "session_volume_ratio_10", "2024-02-01T00:00")).toBe(6);
    const holes = weeks((hour, time) => isWeekend(hour, time) || (new Date(time).toISOString().startsWith("2024-01-31") && (hour === 1 || hour === 2)));
    // Tokyo of 31 January had 1 by 01:00 and by 02:00, and 1 + 4 by 03:00.
    expect(at(holes, "session_volume_ratio_10", "2024-02-01T02:00")).toBeCloseTo(21 / ((9 * 6 + 1) / 10), 14);
    expect(at(holes, "session_volume_ratio_10", "2024-02-01T03:00")).toBeCloseTo(30 / ((9 * 10 + 5) / 10), 14);
  });

  test("the range so far is compared with whole sessions before", () => {
    const rows: Row[] = [{ open: "2024-03-01T21:00" }];
    for (let day = 4; day <= 8; day++) {
      for (let hour = 8; hour < 12; hour++) {
        const half = Math.exp(0.01 * (hour - 7) * (day - 3));
        rows.push({ open: `2024-03-0${day}T${String(hour).padStart(2, "0")}:00`, prices: [100, 100 * half, 100 / half, 100] });
      }
    }
    const ratio = values(barsOf(rows), "session_volatility_ratio_2");
    // Whole ranges are 0.08·n on the n-th day, after k hours 0.02·k·n. Tokyo has the bar of 08:00 too, but London opened later.
    expect(ratio.slice(0, 9).every(Number.isNaN)).toBe(true);
    for (const [k, value] of ratio.slice(9, 13).entries()) expect(value).toBeCloseTo((0.06 * (k + 1)) / 0.12, 12);
    for (const [k, value] of ratio.slice(17, 21).entries()) expect(value).toBeCloseTo((0.1 * (k + 1)) / 0.28, 12);
  });

  test("an hour's liquidity is that of the days before: today's volume changes nothing today", () => {
    const bars = weeks();
    const busy = { ...bars, volume: bars.volume.map((value, t) => (bars.closeTime[t]! - HOUR >= Date.parse("2024-02-08T00:00Z") ? 100 * value : value)) };
    const id = "liquidity_score_5";
    expect(at(busy, id, "2024-02-08T15:00")).toBe(at(bars, id, "2024-02-08T15:00"));
    // Each hour has its number and 6 more: 21 at 15:00, 9 at 03:00.
    expect(at(bars, id, "2024-02-08T15:00") / at(bars, id, "2024-02-08T03:00")).toBeCloseTo(21 / 9, 12);
    expect(values(run("2024-03-04T00:00", "2024-03-07T00:00", { volume: () => 0 }), "liquidity_score_1").slice(24).every((value) => value === 1)).toBe(true);
  });

  test("an hour that had no bars is as liquid as the mean", () => {
    const bars = run("2024-03-04T00:00", "2024-03-07T00:00", { skip: (hour, time) => hour === 5 && time < Date.parse("2024-03-06T00:00Z"), volume: (hour) => hour + 1 });
    expect(at(bars, "liquidity_score_2", "2024-03-06T05:00")).toBe(1);
  });
});
