import { describe, expect, test } from "vitest";
import { column, columnsOf, type Columns } from "../factors/columns.ts";
import { randomBars } from "../factors/fixtures/randomBars.ts";
import { nextLogReturn } from "../labels/index.ts";
import type { Bars } from "../market/bars.ts";
import { randomKey } from "../random/index.ts";
import { detectLookAhead } from "../validation/index.ts";
import { plantedFactors } from "./fixtures/plantedFactors.ts";
import { AnalysisError, judgeSelection, selectionFromJSON, stabilitySelection } from "./index.ts";

const key = randomKey(1);
const fold = { from: 0, to: 1500 };

describe("a selection by stability", () => {
  test("finds the planted column, alone or nearly so, in nearly all halves", () => {
    const { columns, label } = plantedFactors({ rows: 2000, noise: 40, ic: 0.15, seed: 1 });
    const selection = stabilitySelection(columns, label(1), fold, { key });
    expect(selection.names[0]).toBe("planted");
    expect(selection.names.length).toBeLessThanOrEqual(2);
    expect(selection.scores[0]!.strength).toBeGreaterThan(0.95);
    expect(selection.scores).toHaveLength(41);
    expect([selection.fold, selection.label, selection.horizon, selection.by, selection.chance.tried]).toEqual([fold, "next_log_return_1", 1, "stability", 41]);
    expect(judgeSelection(selection, columns, label(1), { from: 1500, to: 2000 }).columns[0]).toMatchObject({ column: "planted", fold: selection.scores[0]!.value });
  });

  test("of columns without anything in them holds fewer false ones on average than its bound says", () => {
    const chosen = Array.from({ length: 30 }, (_, seed) => {
      const { columns, label } = plantedFactors({ rows: 1000, noise: 40, seed });
      return stabilitySelection(columns, label(1), { from: 0, to: 1000 }, { key });
    });
    const mean = chosen.reduce((sum, { names }) => sum + names.length / chosen.length, 0);
    const { mostFalse } = chosen[0]!;
    console.log(`of 40 columns of noise ${mean.toFixed(2)} are stable on average, the bound is ${mostFalse}`);
    expect(mostFalse).toBeCloseTo(16 / (0.5 * 40), 12);
    expect(mean).toBeLessThan(mostFalse!);
  });

  test("chooses fewer the more often a column must be named, and no more than asked", () => {
    const { columns, label } = plantedFactors({ rows: 2000, noise: 20, ic: 0.2, seed: 2 });
    const names = (share: number, count?: number) => stabilitySelection(columns, label(1), fold, { key, share, each: 8, ...(count !== undefined && { count }) }).names;
    expect(names(0.6).length).toBeGreaterThanOrEqual(names(0.95).length);
    expect(names(0.6)).toEqual(expect.arrayContaining([...names(0.95)]));
    expect(names(0.6, 1)).toEqual(["planted"]);
  });

  test("reads no row behind its fold and no label that is known only there", () => {
    const { columns, label } = plantedFactors({ rows: 2000, noise: 20, ic: 0.1, seed: 4 });
    const horizon = 10;
    const later = (values: Float64Array, from: number) => values.map((value, t) => (t < from ? value : 1e3 * t));
    const changed = columnsOf(columns.closeTime, Object.fromEntries(columns.names.map((name) => [name, later(column(columns, name), fold.to)])));
    const changedLabel = { ...label(horizon), values: later(label(horizon).values, fold.to - horizon) };
    expect(stabilitySelection(changed, changedLabel, fold, { key }).scores).toEqual(stabilitySelection(columns, label(horizon), fold, { key }).scores);
  });

  test("is clean for the detector behind its fold, and caught where it saw all rows", () => {
    const bars = randomBars(600, 5);
    const candidates = (seen: Bars): Columns => columnsOf(seen.closeTime, Object.fromEntries(Array.from({ length: 12 }, (_, k) => [`return_${k + 1}`, seen.close.map((price, t) => (t <= k ? Number.NaN : Math.log(price / seen.close[t - k - 1]!)))])));
    const strongest = (seen: Bars, to: number) => {
      const columns = candidates(seen);
      const [first] = stabilitySelection(columns, nextLogReturn(seen), { from: 0, to }, { key, draws: 20 }).scores;
      return columnsOf(seen.closeTime, { strongest: column(columns, first!.column) });
    };
    const rows = { from: 300, to: 600 };
    expect(detectLookAhead((seen) => strongest(seen, 300), bars, { key, rows })).toEqual([]);
    expect(detectLookAhead((seen) => strongest(seen, seen.closeTime.length), bars, { key, rows })).toHaveLength(1);
  });

  test("survives JSON, and leaves constant and empty columns aside", () => {
    const { columns, label } = plantedFactors({ rows: 1600, noise: 3, ic: 0.2, seed: 5 });
    const odd = columnsOf(columns.closeTime, { flat: new Float64Array(1600).fill(0.1), empty: new Float64Array(1600).fill(Number.NaN), ...columns.values });
    const selection = stabilitySelection(odd, label(1), fold, { key });
    expect(selection.names).toEqual(["planted"]);
    for (const name of ["flat", "empty"]) expect(selection.scores.find((score) => score.column === name)).toMatchObject({ strength: 0, value: Number.NaN });
    expect(selectionFromJSON(JSON.parse(JSON.stringify(selection))).toJSON()).toEqual(selection.toJSON());
  });

  test("is refused on a fold too short for halves, and with shares the bound does not hold for", () => {
    const { columns, label } = plantedFactors({ rows: 200, noise: 2, seed: 5 });
    expect(() => stabilitySelection(columns, label(1), { from: 0, to: 100 }, { key, block: 30 })).toThrow(new AnalysisError("stabilitySelection: the fold 0..100 holds 3 blocks of 30 rows, at least 8 are wanted; take a longer fold or shorter blocks"));
    expect(() => stabilitySelection(columns, label(1), { from: 0, to: 200 }, { key, share: 0.5 })).toThrow("share must lie above 0.5 and not above 1, got 0.5");
    expect(() => stabilitySelection(columns, label(1), { from: 0, to: 200 }, { key, draws: 5 })).toThrow("draws must be a whole number ≥ 20, got 5");
    expect(() => stabilitySelection(columns, label(1), { from: 0, to: 200 }, { key, each: 0 })).toThrow("each must be a whole number of columns ≥ 1, got 0");
  });
});
