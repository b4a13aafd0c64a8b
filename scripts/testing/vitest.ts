import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { runChild } from "../child.ts";

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numFailedTestSuites: z.number(), success: z.boolean() });

/** One thread for each native library: beside other processes two are slower than one. */
export const SINGLE_THREADS = { OMP_NUM_THREADS: "1", TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1" };

/** Runs vitest with its own output. A file that cannot be loaded counts as one failure, and so does a vitest that leaves no report. */
export async function runVitest(folder: string): Promise<{ readonly passed: number; readonly failed: number }> {
  const temporary = mkdtempSync(path.join(os.tmpdir(), "marketbook-test-"));
  const file = path.join(temporary, "report.json");
  try {
    const vitest = path.join(folder, "node_modules", "vitest", "vitest.mjs");
    const args = ["run", "-c", path.join("environment", "vitest.config.ts"), "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const code = await runChild(process.execPath, [vitest, ...args], { cwd: folder, environment: SINGLE_THREADS });
    return existsSync(file) ? vitestCounts(readFileSync(file, "utf8"), code) : { passed: 0, failed: 1 };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Counts of vitest's JSON report. An exit code that no failed test explains, such as an unhandled error, is one failure. */
export function vitestCounts(json: string, exitCode: number): { readonly passed: number; readonly failed: number } {
  const { numPassedTests, numFailedTests } = report.parse(JSON.parse(json));
  return { passed: numPassedTests, failed: exitCode !== 0 && numFailedTests === 0 ? 1 : numFailedTests };
}
