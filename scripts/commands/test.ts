import { Command } from "commander";
import { projectFolder } from "../../lib/runs/folders.ts";
import { RunError } from "../../lib/runs/error.ts";
import { runChecks } from "../check/report.ts";
import { addEngineOption } from "../engineOption.ts";
import { interruption, stopIfInterrupted } from "../interruption.ts";
import { testNotebooks } from "../testing/notebooks.ts";
import { runVitest } from "../testing/vitest.ts";

/** Set for everything a test starts, so that a test cannot start the tests again. */
const UNDER_TEST = "MARKETBOOK_UNDER_TEST";

export function testCommand(): Command {
  return addEngineOption(new Command("test"))
    .description("Checks types, notebooks and structure, runs the tests, and executes every notebook with its test parameters.")
    .action(test);
}

async function test(): Promise<void> {
  if (process.env[UNDER_TEST]) throw new RunError("the tests are running already; a test must not start them again");
  process.env[UNDER_TEST] = "1";
  const counts = [];
  console.log("Checks");
  counts.push(await runChecks(projectFolder, (line) => console.log(`  ${line}`)));
  stopIfInterrupted();
  console.log("\nTests");
  counts.push(await runVitest(projectFolder));
  stopIfInterrupted();
  console.log("\nNotebooks");
  counts.push(await testNotebooks(projectFolder, interruption()));
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
