import { describe, expect, test } from "vitest";
import { randomKey, randomStream, split } from "../random/index.ts";
import { AnalysisError, crossSectionalIC, panelQuantileReturns, panelRankAutocorrelation, type PanelColumn } from "./index.ts";

const named = (columns: readonly Float64Array[]): PanelColumn => Object.fromEntries(columns.map((values, k) => [`asset_${k}`, values]));
const without = (panel: PanelColumn, symbol: string): PanelColumn => Object.fromEntries(Object.entries(panel).filter(([name]) => name !== symbol));

/** Assets whose next return holds `ic` of the column, all moved by one market: the same for every asset of a date. */
function plantedPanel(ic: number, seed: number, { assets = 20, dates = 300 } = {}) {
  const { normal } = randomStream(split(randomKey(seed), "panel"));
  const market = Float64Array.from({ length: dates }, () => 3 * normal());
  const columns = Array.from({ length: assets }, () => Float64Array.from({ length: dates }, normal));
  const labels = columns.map((column) => column.map((value, t) => market[t]! + ic * value + Math.sqrt(1 - ic * ic) * normal()));
  return { columns: named(columns), labels: named(labels) };
}

describe("a panel", () => {
  test("shows a coefficient across assets that the market would hide over time", () => {
    const { columns, labels } = plantedPanel(0.1, 1);
    const { count, ir, mean, t, values } = crossSectionalIC(columns, labels, { horizon: 1, by: "ic" });
    expect(count).toBe(300);
    expect(values).toHaveLength(300);
    expect(Math.abs(mean - 0.1)).toBeLessThan(0.03);
    expect(t).toBeGreaterThan(4);
    expect(ir).toBeGreaterThan(0.2);
  });

  test("of noise has a t beyond two about one time in twenty", () => {
    const alarms = Array.from({ length: 200 }, (_, seed) => {
      const { columns, labels } = plantedPanel(0, seed, { assets: 8, dates: 120 });
      return crossSectionalIC(columns, labels, { horizon: 1 }).t;
    }).filter((t) => Math.abs(t) > 1.96).length;
    console.log(`rank IC across 8 assets of noise, 200 panels: |t| above 1.96 in ${alarms}`);
    expect(alarms).toBeLessThanOrEqual(22);
  });

  test("leaves out the assets that are missing on a date, and dates with too few", () => {
    const { columns, labels } = plantedPanel(0.2, 2, { assets: 6, dates: 40 });
    const gaps = named(Object.values(columns).map((column, k) => column.map((value, t) => ((t === 7 && k > 3) || (t === 9 && k === 0) ? Number.NaN : value))));
    const { values } = crossSectionalIC(gaps, labels, { horizon: 1 });
    expect(values[7]).toBeNaN();
    expect(values[9]).toBe(crossSectionalIC(without(columns, "asset_0"), without(labels, "asset_0"), { horizon: 1 }).values[9]);
    expect(values[8]).toBe(crossSectionalIC(columns, labels, { horizon: 1 }).values[8]);
    expect(crossSectionalIC(columns, labels, { horizon: 1, rows: { from: 5, to: 8 } }).count).toBe(3);
  });

  test("is read by symbol, in whatever order the assets stand", () => {
    const { columns, labels } = plantedPanel(0.2, 5, { assets: 8, dates: 30 });
    const turned = Object.fromEntries(Object.entries(labels).reverse());
    expect(crossSectionalIC(columns, turned, { horizon: 1 })).toEqual(crossSectionalIC(columns, labels, { horizon: 1 }));
  });

  test("pays by quantile what was planted, and the market falls out of the spread", () => {
    const { columns, labels } = plantedPanel(0.1, 3, { assets: 50, dates: 400 });
    const { monotonicity, quantiles, spread, turnover } = panelQuantileReturns(columns, labels, { horizon: 1 });
    expect(quantiles).toHaveLength(5);
    expect(spread.mean).toBeCloseTo(quantiles[4]!.mean - quantiles[0]!.mean, 10);
    expect(Math.abs(spread.mean - 0.28)).toBeLessThan(0.06);
    expect(spread.deviation).toBeLessThan(1);
    expect(monotonicity).toBeGreaterThan(0.8);
    expect(Math.abs(turnover - 0.8)).toBeLessThan(0.03);
  });

  test("keeps the order that its columns keep, whatever moves them all", () => {
    const { columns } = plantedPanel(0, 6, { assets: 12, dates: 200 });
    const still = Object.fromEntries(Object.keys(columns).map((symbol, k) => [symbol, Float64Array.from({ length: 200 }, (_, t) => k + 100 * Math.sin(t))]));
    expect(panelRankAutocorrelation(still, { lag: 3 })).toBeCloseTo(1, 12);
    expect(Math.abs(panelRankAutocorrelation(columns))).toBeLessThan(0.06);
    expect(panelRankAutocorrelation(columns, { rows: { from: 0, to: 1 } })).toBeNaN();
    expect(() => panelRankAutocorrelation(columns, { lag: 0 })).toThrow(new AnalysisError("panelRankAutocorrelation: lag must be a whole number of dates ≥ 1, got 0"));
  });

  test("whose parts do not match is refused", () => {
    const { columns, labels } = plantedPanel(0, 4, { assets: 3, dates: 9 });
    expect(() => crossSectionalIC(columns, without(labels, "asset_0"), { horizon: 1 })).toThrow(new AnalysisError('the panel has "asset_0" in only one of column and label; give one of each for every asset'));
    expect(() => crossSectionalIC(without(columns, "asset_1"), labels, { horizon: 1 })).toThrow('the panel has "asset_1" in only one of column and label');
    expect(() => crossSectionalIC({}, {}, { horizon: 1 })).toThrow("the panel has no assets; give one of each for every asset");
    expect(() => crossSectionalIC({ ...columns, asset_2: new Float64Array(5) }, labels, { horizon: 1 })).toThrow('"asset_2" has 5 rows where "asset_0" has 9; align the panel first');
    expect(() => panelQuantileReturns(columns, labels, { horizon: 1, quantiles: 0 })).toThrow("panelQuantileReturns: quantiles must be a whole number ≥ 2, got 0");
  });
});
