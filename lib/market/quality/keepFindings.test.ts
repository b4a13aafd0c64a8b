import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { mapBars } from "../bars.ts";
import { type Finding, formatFinding } from "../finding.ts";
import { generateBars } from "../generateBars.ts";
import { checkBars } from "./checkBars.ts";
import { keepFindings, timesFound } from "./keepFindings.ts";
import { qualityReport, qualityScore } from "./qualityReport.ts";

const at = (row: number, code: Finding["code"] = "spike", severity: Finding["severity"] = "warning"): Finding => ({ code, severity, where: { row, date: "2024-01-02" }, expected: "a", got: "b" });
const total = (findings: readonly Finding[]): number => findings.reduce((sum, finding) => sum + timesFound(finding), 0);

describe("keepFindings", () => {
  test("keeps all where there are few, and of many no more than asked, the first among them, and counts every one", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 50 }), (count, most) => {
      const kept = keepFindings(Array.from({ length: count }, (_, row) => at(row)), most);
      if (count <= most) expect(kept).toEqual(Array.from({ length: count }, (_, row) => at(row)));
      else {
        expect(kept.length).toBeLessThanOrEqual(most);
        expect(2 * kept.length).toBeGreaterThanOrEqual(most);
        expect(kept[0]!.where.row).toBe(0);
        const steps = kept.slice(1).map(({ where }, k) => where.row - kept[k]!.where.row);
        expect(new Set(steps).size).toBeLessThanOrEqual(1);
      }
      expect(total(kept)).toBe(count);
    }), { seed: 1 });
  });

  test("counts each kind by itself, so that a thousand notes hide no error; kept ones can be kept again", () => {
    const findings = Array.from({ length: 1000 }, (_, row) => at(row, "closed market", row === 777 ? "error" : "note"));
    const kept = keepFindings(keepFindings(findings, 64), 1);
    expect(kept.map(({ severity, where }) => [severity, where.row])).toEqual([["note", 0], ["error", 777]]);
    expect(kept.map(timesFound)).toEqual([999, 1]);
  });

  test("makes no finding that it does not keep wait in memory: a million pass through", () => {
    function* many(): Generator<Finding> {
      for (let row = 0; row < 1e6; row++) yield at(row);
    }
    const kept = keepFindings(many(), 10);
    expect(total(kept)).toBe(1e6);
    expect(formatFinding(kept[0]!)).toContain("and 999,992 more of this kind");
  });
});

test("the report and the score count what is not listed, and the severity is that of the worst", () => {
  const bars = generateBars({ symbol: "X", rows: 3000, interval: "1d", start: Date.parse("2010-01-04"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(1));
  const odd = mapBars(bars, (column, name) => (name === "volume" ? column.map((value, row) => (row % 2 === 0 ? 0 : value)) : column));
  const findings = checkBars(odd, { most: 100 });
  expect(findings.length).toBeLessThanOrEqual(100);
  expect(qualityReport(findings)).toMatchObject([{ code: "no volume", count: 1500 }]);
  expect(qualityScore(odd, findings)).toBe("3,000 bars, 1,500 findings, 0 errors");
  expect(qualityReport(checkBars(odd))).toEqual(qualityReport(findings));
  expect(qualityReport([at(1, "closed market", "note"), at(5, "closed market", "error")])).toMatchObject([{ severity: "error", count: 2 }]);
});
