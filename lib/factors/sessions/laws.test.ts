import fc from "fast-check";
import { expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { sliceBars, type Bars, type Interval } from "../../market/bars.ts";
import { randomBars } from "../fixtures/randomBars.ts";
import { computeFactors, streamFactors } from "../index.ts";

const NAMES = ["time_in_session", "prev_session_return", "session_volatility_ratio", "session_volume_ratio", "session_gap", "opening_range_position", "session_range_position"];
const PARAMETER: Readonly<Record<string, number>> = { session_volatility_ratio: 2, session_volume_ratio: 2, opening_range_position: 45 };
const ids = [
  ...["", "_local", "_nyse", "_lse", "_jpx", "_asx"].flatMap((market) => NAMES.map((name) => [`${name}${market}`, ...(PARAMETER[name] === undefined ? [] : [PARAMETER[name]])].join("_"))),
  "liquidity_score_2", "tokyo_london_gap", "london_ny_gap_local", "ny_close_asia", "prev_return_sydney_local", "is_open_jpx", "minutes_to_close_nyse", "forex_week_position",
];

/** Bars of a year and a length drawn by chance; hours and days are missing, here and there a week. */
const irregular = fc
  .record({
    interval: fc.constantFrom<Interval>("5m", "15m", "1h"),
    start: fc.integer({ min: Date.UTC(2000, 0, 1) / 3_600_000, max: Date.UTC(2029, 0, 1) / 3_600_000 }),
    seed: fc.integer(),
    steps: fc.array(fc.oneof({ weight: 30, arbitrary: fc.constant(1) }, { weight: 4, arbitrary: fc.integer({ min: 2, max: 40 }) }, { weight: 1, arbitrary: fc.integer({ min: 50, max: 400 }) }), { minLength: 150, maxLength: 260 }),
  })
  .map(({ interval, seed, start, steps }): Bars => {
    let time = start * 3_600_000;
    return { ...randomBars(steps.length, seed, 0.01), interval, closeTime: Float64Array.from(steps, (step) => (time += step * INTERVAL_MILLIS[interval])) };
  });

test("whatever bars are missing: later bars change nothing, one at a time gives the same bits, and no value is infinite", () => {
  fc.assert(
    fc.property(irregular, fc.double({ min: 0.1, max: 0.95, noNaN: true }), (bars, share) => {
      const rows = bars.closeTime.length;
      const whole = computeFactors(bars, ids).values;
      const cut = Math.floor(share * rows);
      const known = computeFactors(sliceBars(bars, 0, cut), ids).values;
      for (const id of ids) expect(known[id], id).toEqual(whole[id]!.slice(0, cut));
      const stream = streamFactors({ ids, interval: bars.interval });
      for (let t = 0; t < rows; t++) {
        stream.append({ closeTime: bars.closeTime[t]!, open: bars.open[t]!, high: bars.high[t]!, low: bars.low[t]!, close: bars.close[t]!, volume: bars.volume[t]! });
        for (const [k, id] of ids.entries()) if (!Object.is(stream.values[k], whole[id]![t])) expect(stream.values[k], `${id} at bar ${t}`).toBe(whole[id]![t]);
      }
      for (const id of ids) expect(whole[id]!.every((value) => Math.abs(value) !== Infinity), id).toBe(true);
    }),
    { seed: 4, numRuns: 30 },
  );
}, 60_000);

test("while a session is open the close lies in its range so far", () => {
  fc.assert(
    fc.property(irregular, (bars) => {
      const { values } = computeFactors(bars, ["session_range_position", "session_high_position", "session_low_position", "session_london", "session_new_york", "session_tokyo", "session_sydney", "time_in_session"]);
      for (let t = 0; t < bars.closeTime.length; t++) {
        const isOpen = values.session_london![t]! + values.session_new_york![t]! + values.session_tokyo![t]! + values.session_sydney![t]! > 0;
        expect(values.time_in_session![t]).toBeGreaterThan(0);
        expect(values.time_in_session![t]).toBeLessThanOrEqual(1);
        if (!isOpen || Number.isNaN(values.session_range_position![t]!)) continue;
        expect(values.session_range_position![t]).toBeGreaterThanOrEqual(0);
        expect(values.session_range_position![t]).toBeLessThanOrEqual(1);
        expect(values.session_high_position![t]).toBeLessThanOrEqual(0);
        expect(values.session_low_position![t]).toBeGreaterThanOrEqual(0);
      }
    }),
    { seed: 6, numRuns: 15 },
  );
}, 60_000);
