import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { loadBars, type Bars } from "../../market/index.ts";
import { formatFactorId } from "../factorId.ts";
import { column, computeFactors } from "../index.ts";
import { SESSIONS } from "./index.ts";

type Reference = { readonly bars: number; readonly factors: Readonly<Record<string, { firstRow: number; mean: number; rootMeanSquare: number; values: Record<string, number> }>> };

// Made by scripts/reference/factors/sessions.py with pandas and exchange_calendars.
const { bars: rows, factors } = JSON.parse(readFileSync(path.join(import.meta.dirname, "reference.json"), "utf8")) as Reference;

let euro: Bars;
beforeAll(async () => {
  euro = await loadBars({ symbol: "EURUSD" });
});

test("the reference is of the same bars and has every column", () => {
  expect(euro.closeTime.length).toBe(rows);
  const ids = SESSIONS.flatMap((factor) => factor.outputs.map((_, output) => formatFactorId(factor, output, factor.example ?? [])));
  expect(Object.keys(factors).sort()).toEqual(ids.sort());
});

test.each(Object.keys(factors))("%s of a year of the euro is what pandas makes of the definition", (id) => {
  const { firstRow, mean, rootMeanSquare, values } = factors[id]!;
  const ours = column(computeFactors(euro, [id]), id);
  const near = (got: number, expected: number): void => expect(Math.abs(got - expected), `${got} against ${expected}`).toBeLessThanOrEqual(1e-8 * Math.max(Math.abs(expected), rootMeanSquare));
  expect(ours.findIndex((value) => !Number.isNaN(value))).toBe(firstRow);
  for (const [row, value] of Object.entries(values)) near(ours[Number(row)]!, value);
  const known = ours.subarray(firstRow);
  near(known.reduce((sum, value) => sum + value, 0) / known.length, mean);
  near(Math.sqrt(known.reduce((sum, value) => sum + value * value, 0) / known.length), rootMeanSquare);
});
