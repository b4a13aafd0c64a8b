import { stopIfInterrupted } from "../interruption.ts";
import { CHECKS, readProject } from "./checks.ts";
import { findingLine } from "./finding.ts";

const SHOWN = 50;

/** Runs every check, all at once, and prints a line for each, with what it found. Gives how many passed and how many failed. */
export async function runChecks(folder: string, print: (line: string) => void = console.log): Promise<{ readonly passed: number; readonly failed: number }> {
  const project = readProject(folder);
  const found = CHECKS.map(async ({ find }) => find(project));
  const all = Promise.allSettled(found);
  let failed = 0;
  for (const [k, { name }] of CHECKS.entries()) {
    const findings = (await found[k]) ?? [];
    stopIfInterrupted();
    print(findings.length === 0 ? `ok    ${name}` : `FAIL  ${name}: ${findings.length} finding${findings.length === 1 ? "" : "s"}`);
    for (const finding of findings.slice(0, SHOWN)) print(`      ${findingLine(finding)}`);
    if (findings.length > SHOWN) print(`      and ${findings.length - SHOWN} more`);
    if (findings.length > 0) failed += 1;
  }
  await all;
  return { passed: CHECKS.length - failed, failed };
}
