import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadBars } from "../../market/index.ts";
import { mapBars, sliceBars, type Bars } from "../../market/bars.ts";
import { computePanel, describeFactor, factorIds, type Columns, type Groups, type Panel } from "../index.ts";

type Summary = { readonly rows: number; readonly mean: number; readonly rootMeanSquare: number; readonly values: Readonly<Record<string, number>> };
type PanelName = "whole" | "ragged";
type Reference = { readonly groups: Groups; readonly formulas: Readonly<Record<string, string>>; readonly panels: Readonly<Record<PanelName, Readonly<Record<string, Readonly<Record<string, Summary>>>>>> };
const reference: Reference = JSON.parse(readFileSync(new URL("reference.json", import.meta.url), "utf8"));

/** GOOG is listed late, NFLX is delisted and AMZN lacks a day in nine. */
function ragged(panel: Panel): Panel {
  const holes = (bars: Bars): Bars => mapBars(bars, (column) => column.filter((_, t) => t % 9 !== 5));
  return { ...panel, GOOG: sliceBars(panel["GOOG"]!, 400), NFLX: sliceBars(panel["NFLX"]!, 0, 2000), AMZN: holes(panel["AMZN"]!) };
}

describe("Alpha101 of six stocks, against the formulas' text read by numpy", () => {
  const columns = new Map<PanelName, Readonly<Record<string, Columns>>>();
  beforeAll(async () => {
    const panel = Object.fromEntries(await Promise.all(["AAPL", "AMZN", "GOOG", "META", "NFLX", "NVDA"].map(async (symbol) => [symbol, await loadBars({ source: "embedded", symbol })] as const)));
    columns.set("whole", computePanel(panel, factorIds("alpha101"), { groups: reference.groups }));
    columns.set("ragged", computePanel(ragged(panel), factorIds("alpha101"), { groups: reference.groups }));
  });

  test("the reference is of all alphas there are, with their formulas", () => {
    expect(Object.keys(reference.formulas)).toEqual(factorIds("alpha101"));
    for (const [id, formula] of Object.entries(reference.formulas)) expect(describeFactor(id).formula).toBe(formula);
  });

  describe.each<PanelName>(["whole", "ragged"])("the %s panel", (name) => {
    test.each(Object.keys(reference.panels[name]))("%s", (id) => {
      for (const [symbol, { mean, rootMeanSquare, rows, values }] of Object.entries(reference.panels[name][id]!)) {
        const ours = columns.get(name)![symbol]!.values[id]!;
        const near = (got: number, wanted: number, what: string) => expect(Math.abs(got - wanted), `${id} of ${symbol}, ${what}: ${got} against ${wanted}`).toBeLessThanOrEqual(1e-8 * Math.max(Math.abs(wanted), rootMeanSquare));
        const known = ours.subarray(ours.findIndex((value) => !Number.isNaN(value)));
        expect(known.length, `${id} of ${symbol}, rows`).toBe(rows);
        for (const [row, value] of Object.entries(values)) near(ours[Number(row)]!, value, `row ${row}`);
        // Squares of alpha 84, ranks to the power of price moves, overflow.
        const size = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
        near((known.reduce((sum, value) => sum + value / size, 0) / rows) * size, mean, "mean");
        near(Math.sqrt(known.reduce((sum, value) => sum + (value / size) ** 2, 0) / rows) * size, rootMeanSquare, "root mean square");
      }
    });
  });
});
