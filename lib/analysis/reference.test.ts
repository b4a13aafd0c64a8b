import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { columnsOf } from "../factors/columns.ts";
import { randomKey } from "../random/index.ts";
import { twoSidedP } from "./normal.ts";
import { benjaminiHochberg, crossSectionalIC, cutTree, expectedBest, informationCoefficient, linkage, mutualInformation, panelQuantileReturns, panelRankAutocorrelation, quantileReturns, rankCorrelationMatrix, rankInformationCoefficient, turnover } from "./index.ts";

const numbers = z.array(z.number().nullable().transform((value) => value ?? Number.NaN)).transform((list) => Float64Array.from(list));
const { columns, inputs, panel, values } = z
  .object({ columns: z.array(numbers), inputs: z.record(z.string(), numbers), panel: z.object({ factor: z.array(numbers), label: z.array(numbers) }), values: z.record(z.string(), numbers) })
  .parse(JSON.parse(readFileSync(new URL("./reference.json", import.meta.url), "utf8")));

const factor = inputs["factor"]!;
const label = { name: "sum of 5", horizon: 5, values: inputs["label"]! };
const [ic, rankIC] = [informationCoefficient(factor, label), rankInformationCoefficient(factor, label)];
const means = quantileReturns(factor, label);
const normalPair = { name: "normal", horizon: 1, values: inputs["y"]! };
const information = (estimator: "bins" | "neighbours", x: Float64Array, y: typeof label, neighbours = 3) => mutualInformation(x, y, { estimator, neighbours, key: randomKey(1) }).value;

const named = columnsOf(Float64Array.from(columns[0]!.keys()), Object.fromEntries(columns.map((values, k) => [`c${k}`, values])));
const distances = rankCorrelationMatrix(named).values.map((row) => row.map((value) => 1 - Math.abs(value)));
const [average, complete] = [linkage(distances, "average"), linkage(distances, "complete")];
const bySymbol = (assets: readonly Float64Array[]) => Object.fromEntries(assets.map((values, k) => [`asset_${String(k).padStart(2, "0")}`, values]));
const byDate = crossSectionalIC(bySymbol(panel.factor), bySymbol(panel.label), { horizon: 1 });
const panelMeans = panelQuantileReturns(bySymbol(panel.factor), bySymbol(panel.label), { horizon: 1 });

const ours: Readonly<Record<string, readonly number[]>> = {
  "ic (statsmodels OLS, HAC)": [ic.value, ic.standardError, ic.p],
  "rank ic (scipy ranks, statsmodels OLS, HAC)": [rankIC.value, rankIC.standardError, rankIC.p],
  "spearman (scipy)": [rankIC.value],
  "mean of quantiles (statsmodels OLS, HAC)": means.quantiles.map(({ mean }) => mean),
  "errors of quantiles (statsmodels OLS, HAC)": means.quantiles.map(({ standardError }) => standardError),
  "spread (statsmodels OLS, HAC)": [means.spread.value, means.spread.standardError, means.spread.t],
  "rank autocorrelation at lags 1, 5 (pandas)": turnover(factor, { lags: [1, 5] }).map(({ rankAutocorrelation }) => rankAutocorrelation),
  "mutual information of bins (scikit-learn), Miller's correction": [information("bins", factor, label)],
  "mutual information of neighbours (scikit-learn)": [3, 7].map((neighbours) => information("neighbours", inputs["x"]!, normalPair, neighbours)),
  "heights, average (scipy)": average.map(({ height }) => height),
  "heights, complete (scipy)": complete.map(({ height }) => height),
  "children, average (scipy)": average.flatMap(({ left, right }) => [left, right]),
  "ic by date (alphalens)": [...byDate.values],
  "mean ic by date (statsmodels, HAC)": [byDate.mean, byDate.t],
  "mean return by quantile (alphalens)": panelMeans.quantiles.map(({ mean }) => mean),
  "rank autocorrelation of a panel at lags 1, 5 (alphalens)": [1, 5].map((lag) => panelRankAutocorrelation(bySymbol(panel.factor), { lag })),
  "turnover of the highest quantile (alphalens)": [panelMeans.turnover],
  "q-values (statsmodels, Benjamini–Hochberg)": [...benjaminiHochberg(inputs["p"]!)],
  "largest of 1, 2, 10, 230, 5000 (scipy quad)": [1, 2, 10, 230, 5000].map(expectedBest),
  "two-sided p of 0.1, 1, 2.4, 2.6, 5, 9 (scipy)": [0.1, 1, 2.4, 2.6, 5, 9].map(twoSidedP),
};

describe("reference values", () => {
  test.each(Object.entries(ours))("%s", (name, got) => {
    const expected = values[name]!;
    expect(got).toHaveLength(expected.length);
    for (const [k, value] of got.entries()) expect(Math.abs(value - expected[k]!), `value ${k}: ${value}, ${expected[k]} expected`).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, Math.abs(expected[k]!)));
  });

  test("clusters at 0.5, average (scipy), numbered in order of appearance", () => {
    const numberOf = new Map<number, number>();
    const expected = Array.from(values["clusters at 0.5, average (scipy)"]!, (id) => numberOf.get(id) ?? numberOf.set(id, numberOf.size).get(id));
    expect([...cutTree(average, 0.5)]).toEqual(expected);
  });

  test("every value of the file is compared", () => {
    expect([...Object.keys(ours), "clusters at 0.5, average (scipy)"].sort()).toEqual(Object.keys(values).sort());
  });
});

test("the tails keep their digits where the value is tiny", () => {
  const expected = values["two-sided p of 0.1, 1, 2.4, 2.6, 5, 9 (scipy)"]!;
  for (const [k, z] of [0.1, 1, 2.4, 2.6, 5, 9].entries()) expect(Math.abs(twoSidedP(z) / expected[k]! - 1)).toBeLessThan(1e-12);
});
