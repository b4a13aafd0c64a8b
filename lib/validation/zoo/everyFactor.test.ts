import { expect, test } from "vitest";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import { computeFactors, factorIds } from "../../factors/index.ts";
import { mapBars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import { detectLookAhead, everyFactorJudged, leakFindings, panelLeakReport } from "../index.ts";

const key = randomKey(1);

test.each(everyFactorJudged(key).map((judged) => ({ ...judged, interval: judged.panel.FACTORS!.interval })))("every factor is found clean on $interval bars, references and shifted times included", ({ make, panel }) => {
  const report = panelLeakReport(make, panel, { key, cuts: 6 });
  expect(report.columns.length).toBeGreaterThan(200);
  expect(leakFindings(report).filter(({ code }) => code !== "date-bound")).toEqual([]);
  expect(report.cuts.truncation).toBeGreaterThan(100);
});

test("every factor of the default set is found clean on bars with a gap", () => {
  const withGap = mapBars(randomBars(900, 21), (values, name) => (name === "close" ? values.map((x, t) => (t >= 400 && t < 404 ? Number.NaN : x)) : values));
  expect(detectLookAhead((bars) => computeFactors(bars, factorIds()), withGap, { key })).toEqual([]);
});
