import { expect, test } from "vitest";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import { computeFactors, factorIds } from "../../factors/index.ts";
import { mapBars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import { detectLookAhead, everyFactorJudged, leakFindings, panelLeakReport } from "../index.ts";

const key = randomKey(1);

const judged = everyFactorJudged(key);

test.each(judged)("every one of the $name is found clean, other assets and shifted times included", ({ make, panel }) => {
  const report = panelLeakReport(make, panel, { key, cuts: 4 });
  expect(leakFindings(report).filter(({ code }) => code !== "date-bound")).toEqual([]);
  expect(report.places).toBeGreaterThan(60);
}, 300_000);

test("more than 600 columns are judged, each on a market it has values in", () => {
  const columns = judged.flatMap(({ make, panel }) => Object.values(make(panel))).flatMap(({ names, values }) => names.map((name) => ({ name, values: values[name]! })));
  expect(columns.length).toBeGreaterThan(600);
  expect(columns.filter(({ values }) => values.every(Number.isNaN)).map(({ name }) => name)).toEqual([]);
}, 300_000);

test("every factor of the default set is found clean on bars with a gap", () => {
  const withGap = mapBars(randomBars(900, 21), (values, name) => (name === "close" ? values.map((x, t) => (t >= 400 && t < 404 ? Number.NaN : x)) : values));
  expect(detectLookAhead((bars) => computeFactors(bars, factorIds()), withGap, { key })).toEqual([]);
});
