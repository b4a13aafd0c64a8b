import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadBars, loadPrices } from "../../market/index.ts";
import type { Bars } from "../../market/bars.ts";
import type { Reference } from "../asOf.ts";
import { column, computeFactors } from "../index.ts";

type Values = { readonly firstRow: number; readonly lastRow: number; readonly mean: number; readonly rootMeanSquare: number; readonly values: Readonly<Record<string, number>> };
const expected: { readonly bars: number; readonly factors: Readonly<Record<string, Values>> } = JSON.parse(readFileSync(new URL("reference.json", import.meta.url), "utf8"));

const SYMBOLS = { market: "SP500_PRICE", size: "SIZE_PRICE", value: "VLUE_PRICE", momentum: "MTUM_PRICE" };

describe("Apple beside the S&P 500 and the factor funds, against pandas and numpy", () => {
  let bars: Bars;
  let references: Readonly<Record<string, Reference>>;
  beforeAll(async () => {
    bars = await loadBars({ source: "embedded", symbol: "AAPL" });
    references = Object.fromEntries(await Promise.all(Object.entries(SYMBOLS).map(async ([name, symbol]) => {
      const { closeTime, price } = await loadPrices(symbol);
      return [name, { closeTime, close: price }] as const;
    })));
  });

  test("the reference values are of the same bars", () => {
    expect(bars.closeTime.length).toBe(expected.bars);
  });

  test.each(Object.keys(expected.factors))("%s", (id) => {
    const { firstRow, lastRow, mean, rootMeanSquare, values } = expected.factors[id]!;
    const ours = column(computeFactors(bars, [id], { references }), id);
    const near = (got: number, wanted: number) => expect(Math.abs(got - wanted), `${got} against ${wanted}`).toBeLessThanOrEqual(1e-8 * Math.max(Math.abs(wanted), rootMeanSquare));
    expect([ours.findIndex((value) => !Number.isNaN(value)), ours.findLastIndex((value) => !Number.isNaN(value))]).toEqual([firstRow, lastRow]);
    for (const [row, value] of Object.entries(values)) near(ours[Number(row)]!, value);
    const known = ours.subarray(firstRow, lastRow + 1);
    near(known.reduce((sum, value) => sum + value, 0) / known.length, mean);
    near(Math.sqrt(known.reduce((sum, value) => sum + value * value, 0) / known.length), rootMeanSquare);
  });
});
