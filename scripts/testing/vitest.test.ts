import { describe, expect, it } from "vitest";
import configuration from "../../environment/vitest.config.ts";
import { vitestCounts } from "./vitest.ts";

const report = (passed: number, failed: number, suites = 0) => JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numFailedTestSuites: suites, success: failed === 0 });

describe("vitestCounts", () => {
  it("takes the counts of the report", () => {
    expect(vitestCounts(report(5, 2), 1)).toEqual({ passed: 5, failed: 2 });
    expect(vitestCounts(report(5, 0), 0)).toEqual({ passed: 5, failed: 0 });
  });

  it("counts one failure where vitest failed for another reason than a test", () => {
    expect(vitestCounts(report(5, 0, 1), 1)).toEqual({ passed: 5, failed: 1 });
  });
});

describe("the configuration of the tests", () => {
  it("lets a state be waited for as long as a busy machine takes, in every project", () => {
    const { expect: waits, projects, testTimeout } = configuration.test ?? {};
    expect([waits?.poll?.timeout, testTimeout]).toEqual([50_000, 60_000]);
    expect(JSON.stringify(projects ?? [])).not.toContain("poll");
  });
});
