import { expect, test } from "vitest";
import { column, columnsOf } from "../factors/columns.ts";
import { randomKey } from "../random/index.ts";
import { plantedFactors } from "./fixtures/plantedFactors.ts";
import { AnalysisError, factorTable, HORIZONS, icByHorizon, informationCoefficient, mutualInformation, quantileReturns, rankInformationCoefficient, scoreColumns, turnover } from "./index.ts";

const key = randomKey(1);
const { columns, label } = plantedFactors({ rows: 3000, noise: 8, ic: 0.15, memory: 0.8, seed: 2 });
const labels = HORIZONS.map(label);
const fold = { from: 100, to: 2500 };

test("each line holds what the single functions say of the rows whose labels end in the fold", () => {
  const table = factorTable(columns, labels, fold, { key, shifts: 50 });
  const rows = { from: 100, to: 2499 };
  const { chance, scores } = scoreColumns(columns, labels[0]!, { key, rows, shifts: 50 });
  expect(table.chance).toEqual(chance);
  for (const { column: name, value, ...score } of scores) {
    const values = column(columns, name);
    const row = table.rows.find((line) => line.column === name)!;
    expect(row).toMatchObject(score);
    expect(row.rankIC).toBe(value);
    expect(row.rankIC).toBe(rankInformationCoefficient(values, labels[0]!, { rows }).value);
    expect(row.ic).toBe(informationCoefficient(values, labels[0]!, { rows }).value);
    expect([row.memory, row.turnover]).toEqual(turnover(values, { rows, lags: [1] }).flatMap(({ changed, rankAutocorrelation }) => [rankAutocorrelation, changed]));
    expect([row.spread, row.spreadT]).toEqual([quantileReturns(values, labels[0]!, { rows }).spread.value, quantileReturns(values, labels[0]!, { rows }).spread.t]);
    expect(row.information).toBe(mutualInformation(values, labels[0]!, { rows, estimator: "bins", key }).value);
    expect(table.decay[name]).toEqual(labels.map((each) => {
      const { t, value: at } = rankInformationCoefficient(values, each, { rows: { from: 100, to: 2500 - each.horizon } });
      return { horizon: each.horizon, value: at, t };
    }));
  }
});

test("the planted column stands first, with its half-life", () => {
  const [first, second] = factorTable(columns, labels, fold, { key, shifts: 50 }).rows;
  expect(first!.column).toBe("planted");
  expect(first!.pBest).toBe(1 / 51);
  expect(first!.halfLife).toBeGreaterThan(1.5);
  expect(first!.halfLife).toBeLessThan(7);
  expect(second!.strength).toBeLessThan(first!.strength);
});

test("a column without values stands last and has no numbers", () => {
  const table = factorTable(columnsOf(columns.closeTime, { gone: new Float64Array(3000).fill(Number.NaN), ...columns.values }), labels, fold, { key, shifts: 20 });
  const last = table.rows.at(-1)!;
  expect(last.column).toBe("gone");
  expect([last.rankIC, last.ic, last.halfLife, last.turnover, last.spread, last.information, last.q].every(Number.isNaN)).toBe(true);
});

test("no labels are refused", () => {
  expect(() => factorTable(columns, [], fold, { key })).toThrow(new AnalysisError("factorTable: there are no labels; give at least one, the one to judge by first"));
});

test("coefficients by horizon are those of each label by itself", () => {
  const values = column(columns, "planted");
  expect(icByHorizon(values, labels)).toEqual(labels.map((each) => ({ horizon: each.horizon, ic: informationCoefficient(values, each), rankIC: rankInformationCoefficient(values, each) })));
});
