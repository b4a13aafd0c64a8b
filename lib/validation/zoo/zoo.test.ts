import { describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { ZOO } from "./zoo.ts";
import { formatZooReport, zooReport } from "./zooReport.ts";

const report = zooReport({ key: randomKey(1) });

describe("a planted leak is caught, in its column, as far ahead as it was planted", () => {
  test.each(report.caught.map((caught) => ({ name: caught.specimen.name, caught })))("$name", ({ caught: { findings, specimen } }) => {
    expect(findings.map(({ asset, column }) => [column, asset])).toEqual([[specimen.column, specimen.asset]]);
    if (specimen.barsAhead === undefined) expect(findings[0]!.barsAhead).toBeGreaterThan(20);
    else expect(findings[0]!.barsAhead).toBe(specimen.barsAhead);
  });
});

test("no clean twin is taken for a leak, and both rates are told", () => {
  expect(report.falseAlarms).toEqual([]);
  expect(report.cleanColumns).toBe(ZOO.length);
  expect(formatZooReport(report)).toBe(`caught ${ZOO.length} of ${ZOO.length} leaks; 0 false alarms in ${ZOO.length} clean columns`);
});

test("what knows another market's future is found by the test of that name, what is right by chance by shifted times", () => {
  const testOf = (name: string) => report.caught.find(({ specimen }) => specimen.name === name)?.findings[0]?.test;
  expect(["close of a later market", "bar known at its open", "scaling over all assets"].map(testOf)).toEqual(["cross-asset", "cross-asset", "cross-asset"]);
  expect(testOf("join by row")).toBe("timestamp shift");
});

test("a leak that goes unseen and a clean column that is accused are told by name", () => {
  const blind = zooReport({ key: randomKey(1), cuts: 0 });
  expect(formatZooReport(blind)).toMatch(/^caught \d+ of 34 leaks; 0 false alarms/);
  const [first] = report.caught;
  const told = formatZooReport({ caught: [{ ...first!, findings: [], isCaught: false }], cleanColumns: 3, falseAlarms: first!.findings });
  expect(told).toBe('caught 0 of 1 leaks; 1 false alarm in 3 clean columns\nmissed: backward fill, 4 bars ahead; found nothing\nfalse alarm: "backward fill" at row 450, 4 bars ahead');
});
