#!/usr/bin/env node
// node environment/run.mjs <command> [arguments]: sets up what is missing, then runs the command on the pinned Node.
// `setup` stops after the set-up, and tries again what failed before and could be done without. `doctor` sets nothing up.
import { engineOption } from "./setup/engineOption.mjs";
import { marketbook } from "./setup/marketbook.mjs";
import { setUpOrExit } from "./setup/start.mjs";
import { steps, testSteps } from "./setup/steps.mjs";

const args = process.argv.slice(2);
if (args[0] === "doctor") {
  process.argv.splice(2, 1);
  await import("./doctor.mjs");
} else {
  const only = args[0] === "setup";
  const engine = engineOption(args);
  if (engine) process.env.MARKETBOOK_ENGINE = engine;
  await setUpOrExit(args[0] ?? "help", { retry: only, todo: args[0] === "test" ? [...steps, ...testSteps] : steps });
  if (!only) process.exitCode = await marketbook(args);
}
