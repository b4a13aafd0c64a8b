import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadBars } from "../../market/index.ts";
import type { Bars } from "../../market/bars.ts";
import { column, computeFactors } from "../index.ts";
import { flatBars } from "../fixtures/randomBars.ts";
import { CANDLES } from "./index.ts";
import { drawnBars, type Stories } from "./fixtures/drawnBars.ts";

type Summary = { readonly counts: Readonly<Record<string, number>>; readonly first: Readonly<Record<string, number>>; readonly hash: number };
type Pattern = { readonly name: string; readonly penetration?: number; readonly lookback: number; readonly SP500: Summary; readonly drawn: Summary };

// Made by scripts/reference/factors/candles.py, which names the library and its version.
const reference: { readonly drawnRows: number; readonly seed: number; readonly patterns: readonly Pattern[] } = JSON.parse(readFileSync(new URL("./patterns.json", import.meta.url), "utf8"));

const stories: Stories = JSON.parse(readFileSync(new URL("./fixtures/stories.json", import.meta.url), "utf8"));

let series: Readonly<Record<"SP500" | "drawn", Bars>>;
beforeAll(async () => {
  series = { SP500: await loadBars({ source: "embedded", symbol: "SP500" }), drawn: drawnBars(reference.drawnRows, reference.seed, stories) };
});

test("every pattern of TA-Lib is there", () => {
  expect(CANDLES.length).toBe(new Set(reference.patterns.map(({ name }) => name)).size);
});

describe.each(reference.patterns.map((pattern) => ({ id: idOf(pattern), pattern })))("$id", ({ id, pattern }) => {
  test.each(["SP500", "drawn"] as const)("has TA-Lib's value in every row of %s", (name) => {
    const values = column(computeFactors(series[name], [id]), id);
    expect(values.findIndex((value) => !Number.isNaN(value))).toBe(pattern.lookback);
    expect(summaryOf(values)).toEqual(pattern[name]);
  });
});

test.each(CANDLES.map(({ edge, name }) => ({ name, expected: edge.startsWith("100") ? 100 : 0 })))("$name is $expected on flat prices, as its edge says", ({ name, expected }) => {
  const values = column(computeFactors(flatBars(100, 100.1, 0), [name]), name);
  for (const value of values) if (!Number.isNaN(value)) expect(value).toBe(expected);
});

test("a penetration is asked for in the id", () => {
  const ids = ["cdl_dark_cloud_cover", "cdl_dark_cloud_cover_0.5", "cdl_dark_cloud_cover_0.9"];
  const counts = ids.map((id) => column(computeFactors(series.drawn, [id]), id).reduce((sum, value) => sum + (value < 0 ? 1 : 0), 0));
  expect(counts[0]).toBe(counts[1]);
  expect(counts[2]).toBeLessThan(counts[0]!);
  expect(() => computeFactors(series.SP500, ["cdl_doji_0.5"])).toThrow('"cdl_doji_0.5" has 1 parameters, cdl_doji takes 0 (none), as in "cdl_doji".');
});

function idOf({ name, penetration }: Pattern): string {
  const factor = CANDLES.find(({ source }) => source.endsWith(` ${name}`));
  return [factor?.name ?? name, ...(penetration === undefined ? [] : [penetration])].join("_");
}

/** How often each value occurs, the first rows that are not 0, and the FNV-1a hash of all rows. NaN counts as 0, as TA-Lib writes it. */
function summaryOf(values: Float64Array): Summary {
  const counts: Record<string, number> = {};
  const first: Record<string, number> = {};
  let hash = 2166136261;
  for (const [row, value] of values.entries()) {
    const known = Number.isNaN(value) ? 0 : value;
    hash = Math.imul(hash ^ ((known / 4) & 255), 16777619) >>> 0;
    if (known === 0) continue;
    counts[known] = (counts[known] ?? 0) + 1;
    if (Object.keys(first).length < 5) first[row] = known;
  }
  return { counts, first, hash };
}
