import { expect, test } from "vitest";
import { breakBars, checkBars, FINDING_CODES, generateBars } from "../market/index.ts";
import { randomKey } from "../random/index.ts";
import { figurePng } from "./png.ts";
import { qualityFigure, qualityHeatMap } from "./quality.ts";

const good = generateBars({ symbol: "X", rows: 900, interval: "1d", start: Date.parse("2010-01-04"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(3));
const { bars } = breakBars(good, randomKey(3));
const findings = checkBars(bars);

test("every finding is one mark over the prices and one in the row of its kind, by severity", () => {
  const { data, layout } = qualityFigure(bars, findings);
  const found = (["note", "warning", "error"] as const).filter((name) => findings.some(({ severity }) => severity === name));
  const count = (name: string): number => findings.filter(({ severity }) => severity === name).length;
  expect(data.map(({ name }) => name)).toEqual(["close", ...found.map((name) => `${name} (${count(name)})`), ...found.map((name) => `${name} by kind`)]);
  for (const trace of data.slice(1)) expect(JSON.stringify(trace["y"])).not.toContain("null");
  const rows = data.slice(1 + found.length).flatMap((trace) => Object(trace["y"]));
  expect(rows).toHaveLength(findings.length);
  expect(new Set(rows)).toEqual(new Set(Object(layout["yaxis2"])["categoryarray"]));
  expect(rows).toContain(`spike (${findings.filter(({ code }) => code === "spike").length})`);
  expect(qualityFigure(good, []).data).toHaveLength(1);
});

test("the colour of a field is that of its worst finding, and darker for more", () => {
  const [one] = findings.filter(({ severity }) => severity === "error");
  const note = { ...one!, severity: "note" as const };
  const [trace] = qualityHeatMap([{ name: "a", findings: [note] }, { name: "b", findings: [note, one!] }, { name: "c", findings: [one!, one!, one!] }, { name: "d", findings: [] }]).data;
  const shades: readonly (readonly (number | null)[])[] = Object(trace!["z"]);
  expect(shades.map(([shade]) => (shade == null ? "empty" : Math.floor(shade)))).toEqual([0, 4, 5, "empty"]);
});

test("the picture of a store counts kinds by series, and of a clean one says that nothing was found", () => {
  const [trace] = qualityHeatMap([{ name: "broken", findings }, { name: "good", findings: [] }]).data;
  const codes = [...new Set(FINDING_CODES.filter((code) => findings.some((finding) => finding.code === code)))];
  expect(trace!["x"]).toEqual(codes);
  expect(trace!["text"]).toEqual([codes.map((code) => String(findings.filter((finding) => finding.code === code).length)), codes.map(() => "")]);
  expect(qualityHeatMap([{ name: "good", findings: [] }]).data[0]!["x"]).toEqual(["no finding"]);
});

test("a finding that stands for more counts for them", () => {
  const [one] = findings.filter(({ code }) => code === "spike");
  const { data } = qualityFigure(bars, [{ ...one!, more: 1999 }]);
  expect(data.map(({ name }) => name)).toContain("warning (2,000)");
  expect(data.at(-1)!["y"]).toEqual(["spike (2,000)"]);
  expect(qualityHeatMap([{ name: "a", findings: [{ ...one!, more: 1999 }] }]).data[0]!["text"]).toEqual([["2,000"]]);
});

test("of hundreds of series the worst are drawn, most errors first, and the picture says of how many", () => {
  const error = { code: "high below low", severity: "error" } as const;
  const [warning, note] = [{ code: "spike", severity: "warning", more: 500 }, { code: "spike", severity: "note", more: 900 }] as const;
  const series = Array.from({ length: 500 }, (_, k) => ({ name: `S${k}`, findings: k === 499 ? [{ ...error, more: 3 }] : k === 300 ? [error, note] : k % 10 === 7 ? [warning] : [note] }));
  const { data, layout } = qualityHeatMap(series);
  const names: readonly string[] = Object(data[0]!["y"]);
  expect(names.slice(0, 4)).toEqual(["S499", "S300", "S7", "S17"]);
  expect(names).toHaveLength(40);
  expect(JSON.stringify(layout["title"])).toContain("the 40 worst of 500 series");
  expect(qualityHeatMap(series.map(({ name }) => ({ name, findings: [] }))).data[0]!["y"]).toEqual(["all 500 series"]);
  expect(qualityHeatMap(series.slice(0, 40)).data[0]!["y"]).toEqual(series.slice(0, 40).map(({ name }) => name));
});

test("a picture without a finding says that nothing was found", () => {
  expect(JSON.stringify(qualityFigure(good, []).layout["title"])).toContain("Nothing found");
  expect(JSON.stringify(qualityFigure(bars, findings).layout["title"])).not.toContain("Nothing found");
});

test("both can be drawn", () => {
  for (const figure of [qualityFigure(bars, findings), qualityHeatMap([{ name: "broken", findings }, { name: "good", findings: [] }])]) expect(figurePng(figure).length).toBeGreaterThan(5000);
});
