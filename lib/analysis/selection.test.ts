import { describe, expect, test } from "vitest";
import { column, columnsOf, type Columns } from "../factors/columns.ts";
import { randomBars } from "../factors/fixtures/randomBars.ts";
import type { Bars } from "../market/bars.ts";
import { nextLogReturn } from "../labels/index.ts";
import { randomKey } from "../random/index.ts";
import { detectLookAhead } from "../validation/index.ts";
import { plantedFactors } from "./fixtures/plantedFactors.ts";
import { AnalysisError, fitSelection, judgeSelection, rankInformationCoefficient, selectionFromJSON, selectionLeak } from "./index.ts";

const key = randomKey(1);
const fold = { from: 0, to: 1500 };

describe("a selection", () => {
  test("finds the planted column first, and says how many were tried and what chance gives", () => {
    const { columns, label } = plantedFactors({ rows: 2000, noise: 40, ic: 0.15, seed: 1 });
    const selection = fitSelection(columns, label(1), fold, { key, count: 5, shifts: 99 });
    expect(selection.names).toHaveLength(5);
    expect(selection.names[0]).toBe("planted");
    expect(selection.chance.tried).toBe(41);
    expect(selection.scores).toHaveLength(41);
    expect(selection.scores[0]!.strength).toBeGreaterThan(selection.chance.best + 1);
    expect(selection.scores[1]!.strength).toBeLessThan(selection.chance.best + 1);
    expect([selection.fold, selection.label, selection.horizon, selection.by]).toEqual([fold, "next_log_return_1", 1, "rankIC"]);
  });

  test("by mutual information finds a column whose size matters and not its sign", () => {
    const { columns, label } = plantedFactors({ rows: 2000, noise: 10, ic: 0.001, seed: 2 });
    const planted = column(columns, "planted");
    const next = label(1);
    const loud = { ...next, values: next.values.map((value, t) => value * (0.3 + Math.abs(planted[t]!))) };
    expect(fitSelection(columns, loud, fold, { key, by: "mutualInformation", count: 1, shifts: 99 }).names).toEqual(["planted"]);
    expect(fitSelection(columns, loud, fold, { key, count: 1, shifts: 99, largestQ: 0.05 }).names).toEqual([]);
  });

  test("does not take a copy of what it has", () => {
    const { columns, label } = plantedFactors({ rows: 1500, noise: 5, ic: 0.2, seed: 3 });
    const copied: Columns = columnsOf(columns.closeTime, { copy: column(columns, "planted").map((value) => value ** 3), ...columns.values });
    expect(fitSelection(copied, label(1), fold, { key, count: 2, shifts: 30 }).names.filter((name) => name === "copy" || name === "planted")).toHaveLength(1);
    expect(fitSelection(copied, label(1), fold, { key, count: 2, shifts: 30, redundancy: 1.1 }).names.toSorted()).toEqual(["copy", "planted"]);
  });

  test("reads no row behind its fold and no label that is known only there", () => {
    const { columns, label } = plantedFactors({ rows: 2000, noise: 20, ic: 0.1, seed: 4 });
    const horizon = 10;
    const later = (values: Float64Array, from: number) => values.map((value, t) => (t < from ? value : 1e3 * t));
    const changed = columnsOf(columns.closeTime, Object.fromEntries(columns.names.map((name) => [name, later(column(columns, name), fold.to)])));
    const changedLabel = { ...label(horizon), values: later(label(horizon).values, fold.to - horizon) };
    expect(fitSelection(changed, changedLabel, fold, { key, shifts: 30 }).scores).toEqual(fitSelection(columns, label(horizon), fold, { key, shifts: 30 }).scores);
  });

  test("survives JSON, and what is no selection is refused with its place", () => {
    const { columns, label } = plantedFactors({ rows: 2000, noise: 5, ic: 0.15, seed: 5 });
    const flat = columnsOf(columns.closeTime, { ...columns.values, flat: new Float64Array(2000) });
    const selection = fitSelection(flat, label(1), fold, { key, count: 2, shifts: 30 });
    const read = selectionFromJSON(JSON.parse(JSON.stringify(selection)));
    expect(read.toJSON()).toEqual(selection.toJSON());
    expect(read.select(flat)).toEqual(selection.select(flat));
    expect(read.select(flat).names).toEqual(selection.names);
    expect(() => selectionFromJSON({ ...selection.toJSON(), by: "luck" })).toThrow('this is not a saved selection: at "by":');
  });

  test("of a fold without a label, of no columns wanted, or without shifts is refused", () => {
    const { columns, label } = plantedFactors({ rows: 200, noise: 2, seed: 5 });
    expect(() => fitSelection(columns, label(60), { from: 0, to: 60 }, { key })).toThrow(new AnalysisError("the fold 0..60 holds no row whose label over 60 bars is known inside it; take a longer fold or a shorter horizon"));
    expect(() => fitSelection(columns, label(1), fold, { key, count: 0 })).toThrow("fitSelection: count must be a whole number of columns ≥ 1, got 0");
    expect(() => fitSelection(columns, label(1), fold, { key, shifts: 0 })).toThrow("fitSelection: shifts must be a whole number ≥ 20, got 0; without them nothing is known of chance");
  });
});

describe("the leak of selecting on the whole sample", () => {
  const candidates = (bars: Bars): Columns => {
    const lags = Array.from({ length: 30 }, (_, k) => k + 1);
    return columnsOf(bars.closeTime, Object.fromEntries(lags.map((lag) => [`return_${lag}`, bars.close.map((price, t) => (t < lag ? Number.NaN : Math.log(price / bars.close[t - lag]!)))])));
  };
  const strongest = (bars: Bars, to: number) => {
    const columns = candidates(bars);
    const { names } = fitSelection(columns, nextLogReturn(bars), { from: 0, to }, { key, count: 1, shifts: 20 });
    return columnsOf(bars.closeTime, { strongest: column(columns, names[0]!) });
  };

  test("is caught by the detector; a selection on a fold is clean behind it", () => {
    const bars = randomBars(600, 5);
    const rows = { from: 300, to: 600 };
    expect(detectLookAhead((seen) => strongest(seen, 300), bars, { key, rows })).toEqual([]);
    expect(detectLookAhead((seen) => strongest(seen, seen.closeTime.length), bars, { key, rows })).toHaveLength(1);
  });

  test("flatters noise on the rows it is judged on; a choice on the fold has nothing there", () => {
    const measured = Array.from({ length: 8 }, (_, seed) => {
      const { columns, label } = plantedFactors({ rows: 1000, noise: 40, seed });
      return selectionLeak(columns, label(1), { fold: { from: 0, to: 500 }, later: { from: 500, to: 999 }, key, count: 3, trials: 4 });
    });
    const all = measured.flatMap((leak) => [leak.measured, ...leak.chance]);
    const mean = (name: "onFold" | "onAll") => all.reduce((sum, row) => sum + row[name] / all.length, 0);
    console.log(`best 3 of 40 columns of noise on 499 later rows, ${all.length} times: rank IC ${mean("onFold").toFixed(3)} chosen on the fold, ${mean("onAll").toFixed(3)} chosen on all rows`);
    expect(Math.abs(mean("onFold"))).toBeLessThan(0.02);
    expect(mean("onAll")).toBeGreaterThan(0.03);
  });
});

describe("a selection judged on later rows", () => {
  const { columns, label } = plantedFactors({ rows: 3000, noise: 20, ic: 0.15, seed: 6 });
  const selection = fitSelection(columns, label(1), fold, { key, count: 3, shifts: 30 });

  test("keeps what was planted and loses what was chance", () => {
    const { columns: judged, kept } = judgeSelection(selection, columns, label(1), { from: 1500, to: 3000 });
    expect(judged.map((row) => row.column)).toEqual(selection.names);
    expect(judged[0]!.later).toBe(rankInformationCoefficient(column(columns, "planted"), label(1), { rows: { from: 1500, to: 3000 } }).value);
    expect(judged[0]!.laterT).toBeGreaterThan(3);
    expect(kept).toBeCloseTo(judged.reduce((sum, row) => sum + (Math.sign(row.fold) * row.later) / 3, 0), 12);
  });

  test("is refused rows it was chosen on", () => {
    expect(() => judgeSelection(selection, columns, label(1), { from: 1499, to: 3000 })).toThrow(new AnalysisError("judgeSelection: the rows 1499..3000 begin inside the fold 0..1500 on which the columns were chosen; take rows from 1500 on"));
    expect(() => selectionLeak(columns, label(1), { fold, later: { from: 1000, to: 2000 }, key })).toThrow("selectionLeak: the later rows 1000..2000 begin inside the fold 0..1500");
  });
});
