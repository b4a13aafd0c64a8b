import { expect, test } from "vitest";
import { barTable } from "../barTable.ts";
import { mapBars, type Bars } from "../bars.ts";
import { loadBars } from "../loadBars.ts";
import { repairError } from "./repairError.ts";

const withClose = (bars: Bars, row: number, close: number): Bars => mapBars(bars, (column, name) => (name === "close" ? column.map((value, t) => (t === row ? close : value)) : column));

test("the error of a repair is the distance of the damaged closes from the truth, in basis points", async () => {
  const truth = await loadBars({ to: "2000-01-10" });
  const broken = withClose(withClose(truth, 1, Number.NaN), 2, 1);
  const repaired = withClose(withClose(truth, 1, truth.close[1]! * Math.exp(0.0003)), 2, Number.NaN);
  const error = repairError(truth, broken, repaired);
  expect([error.damaged, error.restored, error.lost]).toEqual([2, 1, 1]);
  expect(error.meanErrorBps).toBeCloseTo(3, 9);
  expect(error.worstErrorBps).toBeCloseTo(3, 9);
  expect(repairError(truth, truth, truth)).toEqual({ damaged: 0, restored: 0, lost: 0, meanErrorBps: Number.NaN, worstErrorBps: Number.NaN });
});

test("a table of bars has their columns as lists", async () => {
  const { close, date, year } = barTable(await loadBars({ to: "2000-01-04" }));
  expect({ close, date, year }).toEqual({ close: [1455.219971, 1399.420044], date: ["2000-01-03", "2000-01-04"], year: [2000, 2000] });
});
