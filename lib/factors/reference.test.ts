import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadBars } from "../market/index.ts";
import type { Bars } from "../market/bars.ts";
import { column, computeFactors } from "./index.ts";

type Reference = {
  readonly series: string;
  readonly bars: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly factors: Readonly<Record<string, { library: string; firstRow: number; mean: number; rootMeanSquare: number; values: Record<string, number> }>>;
};

// Made by scripts/reference/factors/<family>.py, which name the libraries and their versions.
const families = readdirSync(import.meta.dirname)
  .map((family) => ({ family, file: path.join(import.meta.dirname, family, "reference.json") }))
  .filter(({ file }) => existsSync(file))
  .map(({ family, file }) => ({ family, reference: JSON.parse(readFileSync(file, "utf8")) as Reference }))
  .filter(({ reference }) => reference.series?.startsWith("S&P 500 daily"));

describe.each(families)("$family on the S&P 500 of 2000 to 2020", ({ reference }) => {
  let bars: Bars;
  beforeAll(async () => {
    bars = await loadBars({ source: "embedded", symbol: "SP500" });
  });

  test("the reference is of the same bars", () => {
    expect(bars.closeTime.length).toBe(reference.bars);
  });

  test.each(Object.keys(reference.factors))("%s has the values of the reference library", (id) => {
    const { firstRow, mean, rootMeanSquare, values } = reference.factors[id]!;
    const ours = column(computeFactors(bars, [id]), id);
    const near = (got: number, expected: number) => expect(Math.abs(got - expected), `${got} against ${expected}`).toBeLessThanOrEqual(1e-8 * Math.max(Math.abs(expected), rootMeanSquare));
    for (const [row, value] of Object.entries(values)) near(ours[Number(row)]!, value);
    let sum = 0;
    let squares = 0;
    for (const value of ours.subarray(firstRow)) {
      sum += value;
      squares += value * value;
    }
    near(sum / (ours.length - firstRow), mean);
    near(Math.sqrt(squares / (ours.length - firstRow)), rootMeanSquare);
  });
});
