import { expect, test } from "vitest";
import { computeFactors } from "../factors/index.ts";
import { column } from "../factors/columns.ts";
import { generateBars } from "../market/index.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { regimeOf } from "./index.ts";

test("expansion comes before trend before range, and nothing is known without both columns", () => {
  expect(regimeOf({ strength: [30, 30, 10, NaN, 30], volatilityRatio: [2, 1, 1, 1, NaN] })).toEqual(["expansion", "trend", "range", "unknown", "unknown"]);
  expect(regimeOf({ strength: [0.4], volatilityRatio: [1] }, { trend: 0.3 })).toEqual(["trend"]);
  expect(() => regimeOf({ strength: [1], volatilityRatio: [] })).toThrow("regimeOf: strength has 1 rows and volatilityRatio 0; compute both from the same bars");
});

test("names the planted trend, range and expansion of a market by its factors", () => {
  const { normal } = randomStream(randomKey(4));
  const bars = generateBars({ symbol: "X", rows: 900, interval: "1d", start: Date.parse("2010-01-04"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(4));
  let log = 0;
  const close = bars.close.map((_, t) => Math.exp((log += t < 300 ? 0.004 + 0.003 * normal() : t < 600 ? -0.5 * (log - 1.2) * 0.3 + 0.003 * normal() : t < 640 ? 0.02 * normal() : 0.003 * normal())));
  const columns = computeFactors({ ...bars, close, open: close, high: close.map((p) => p * 1.0001), low: close.map((p) => p / 1.0001) }, ["efficiency_ratio_20", "volatility_ratio_20_100"]);
  const [strength, volatilityRatio] = columns.names.map((name) => column(columns, name));
  const regimes = regimeOf({ strength: strength!, volatilityRatio: volatilityRatio! }, { trend: 0.5 });
  const share = (from: number, to: number, regime: string) => regimes.slice(from, to).filter((r) => r === regime).length / (to - from);
  expect(share(120, 300, "trend")).toBeGreaterThan(0.9);
  expect(share(420, 600, "range")).toBeGreaterThan(0.8);
  expect(share(608, 630, "expansion")).toBeGreaterThan(0.9);
  expect(share(0, 100, "unknown")).toBe(1);
});
