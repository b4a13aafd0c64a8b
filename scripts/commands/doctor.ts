import { Command } from "commander";
import path from "node:path";
import { projectFolder } from "../../lib/runs/folders.ts";
import { runChild } from "../child.ts";

export function doctorCommand(): Command {
  return new Command("doctor").description("say what is installed, what is missing and what to do").action(async () => {
    process.exitCode = await runChild(process.execPath, [path.join(projectFolder, "environment", "doctor.mjs")], { cwd: process.cwd() });
  });
}
