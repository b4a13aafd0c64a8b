import { describe, expect, test } from "vitest";
import { mapBars, type BarColumn } from "../market/bars.ts";
import { computeFactors } from "./index.ts";
import { randomBars } from "./fixtures/randomBars.ts";

const bars = randomBars(300, 4);

function withValue(column: BarColumn, row: number, value: number) {
  return mapBars(bars, (values, name) => (name === column ? values.map((old, t) => (t === row ? value : old)) : values));
}

describe("bars no factor can use are refused with the row, the date and the remedy", () => {
  test.each<[string, BarColumn, number, number, string]>([
    ["a repeated time", "closeTime", 8, bars.closeTime[7]!, "row 8 (2015-01-08) of RANDOM: it repeats the time of the row before."],
    ["an earlier time", "closeTime", 8, bars.closeTime[2]!, "row 8 (2015-01-03) of RANDOM: it is earlier than the row before (2015-01-08)."],
    ["a missing time", "closeTime", 8, Number.NaN, "row 8 (no date) of RANDOM: there is no close time."],
    ["a negative price", "close", 3, -1, "row 3 (2015-01-04) of RANDOM: a price is not above zero"],
    ["a zero price", "open", 3, 0, "row 3 (2015-01-04) of RANDOM: a price is not above zero"],
    ["a high below the low", "high", 5, 1, "row 5 (2015-01-06) of RANDOM: high 1 is below low"],
    ["a negative volume", "volume", 5, -3, "row 5 (2015-01-06) of RANDOM: volume -3 is negative."],
    ["an infinite price", "high", 5, Infinity, "row 5 (2015-01-06) of RANDOM: a value is infinite"],
  ])("%s", (_, column, row, value, message) => {
    expect(() => computeFactors(withValue(column, row, value), ["rsi_14"])).toThrow(message);
    expect(() => computeFactors(withValue(column, row, value), ["rsi_14"])).toThrow("checkBars names every bad row, repairBars mends them");
  });

  test("columns of unequal length", () => {
    expect(() => computeFactors({ ...bars, volume: bars.volume.subarray(1) }, ["rsi_14"])).toThrow('column "volume" of RANDOM has 299 rows, closeTime has 300.');
  });
});

test("a gap in a column that a factor does not read changes nothing", () => {
  expect(computeFactors(withValue("volume", 50, Number.NaN), ["rsi_14"])).toEqual(computeFactors(bars, ["rsi_14"]));
});

test("bars are left as they were", () => {
  const before = mapBars(bars, (values) => values.slice());
  computeFactors(bars);
  expect(bars).toEqual(before);
});
