import { expect, test } from "vitest";
import { breakBars, checkBars, FINDING_CODES, generateBars } from "../market/index.ts";
import { randomKey } from "../random/index.ts";
import { figurePng } from "./png.ts";
import { qualityFigure, qualityHeatMap } from "./quality.ts";

const good = generateBars({ symbol: "X", rows: 900, interval: "1d", start: Date.parse("2010-01-04"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(3));
const { bars } = breakBars(good, randomKey(3));
const findings = checkBars(bars);

test("every finding is one mark over the prices, by severity", () => {
  const { data } = qualityFigure(bars, findings);
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  expect(data.map(({ name }) => name)).toEqual(["close", ...["note", "warning", "error"].filter((name) => count(name) > 0).map((name) => `${name} (${count(name)})`)]);
  for (const trace of data.slice(1)) expect(JSON.stringify(trace["y"])).not.toContain("null");
  expect(qualityFigure(good, []).data).toHaveLength(1);
});

test("the picture of a store counts kinds by series, and of a clean one says that nothing was found", () => {
  const [trace] = qualityHeatMap([{ name: "broken", findings }, { name: "good", findings: [] }]).data;
  const codes = [...new Set(FINDING_CODES.filter((code) => findings.some((finding) => finding.code === code)))];
  expect(trace!["x"]).toEqual(codes);
  expect(trace!["text"]).toEqual([codes.map((code) => String(findings.filter((finding) => finding.code === code).length)), codes.map(() => "")]);
  expect(qualityHeatMap([{ name: "good", findings: [] }]).data[0]!["x"]).toEqual(["no finding"]);
});

test("both can be drawn", () => {
  for (const figure of [qualityFigure(bars, findings), qualityHeatMap([{ name: "broken", findings }, { name: "good", findings: [] }])]) expect(figurePng(figure).length).toBeGreaterThan(5000);
});
