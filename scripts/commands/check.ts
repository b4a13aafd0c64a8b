import { Command } from "commander";
import { projectFolder } from "../../lib/runs/folders.ts";
import { runChecks } from "../check/report.ts";

export function checkCommand(): Command {
  return new Command("check")
    .description("Checks the types of lib, scripts and every notebook's cells, the notebooks' cleanliness and shape, and the project's structure.")
    .action(async () => {
      const { failed } = await runChecks(projectFolder);
      if (failed > 0) process.exitCode = 1;
    });
}
