import { stopIfInterrupted } from "../interruption.ts";
import { CHECKS, readProject } from "./checks.ts";
import { findingLine } from "./finding.ts";

const SHOWN = 50;

/** Runs every check and prints a line for each, with what it found. Gives how many passed and how many failed. */
export async function runChecks(folder: string, print: (line: string) => void = console.log): Promise<{ readonly passed: number; readonly failed: number }> {
  const project = await readProject(folder);
  let failed = 0;
  for (const { name, find } of CHECKS) {
    stopIfInterrupted();
    const findings = await find(project);
    print(findings.length === 0 ? `ok    ${name}` : `FAIL  ${name}: ${findings.length} finding${findings.length === 1 ? "" : "s"}`);
    for (const finding of findings.slice(0, SHOWN)) print(`      ${findingLine(finding)}`);
    if (findings.length > SHOWN) print(`      and ${findings.length - SHOWN} more`);
    if (findings.length > 0) failed += 1;
  }
  return { passed: CHECKS.length - failed, failed };
}
