import { beforeAll, expect, test } from "vitest";
import { loadBars, sliceBars, type Bars } from "../../market/index.ts";
import { randomKey } from "../../random/index.ts";
import { detectLookAhead } from "../../validation/index.ts";
import { exampleId } from "../factorId.ts";
import { computeFactors } from "../index.ts";
import { SESSIONS } from "./index.ts";

const ids = SESSIONS.flatMap((factor) => factor.outputs.map((_, output) => exampleId(factor, output)));
let euro: Bars;
beforeAll(async () => {
  euro = await loadBars({ symbol: "EURUSD" });
});

// The other clocks go through the same kernels.
test.each(["UTC", "NYSE"])("no session column of %s looks ahead on the euro", (market) => {
  const own = ids.filter((id) => (market === "UTC" ? !/_(local|nyse|lse|jpx|asx)(_|$)/.test(id) : id.includes("_nyse")));
  expect(own.length).toBeGreaterThan(8);
  expect(detectLookAhead((bars) => computeFactors(bars, own), sliceBars(euro, 0, 600), { key: randomKey(1), cuts: 8 })).toEqual([]);
}, 60_000);

test("a year of the euro has a value in every column from the first one on", () => {
  const { values } = computeFactors(euro, ids);
  for (const id of ids) {
    const first = values[id]!.findIndex((value) => !Number.isNaN(value));
    expect(first, id).toBeGreaterThanOrEqual(0);
    expect(first, id).toBeLessThan(400);
    expect(values[id]!.subarray(first).every(Number.isFinite), id).toBe(true);
  }
});
