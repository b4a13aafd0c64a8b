import type { EngineReport } from "./engine.ts";

let started: EngineReport | undefined;

/** What computes in this process; undefined where no engine was started. Asking loads and starts nothing. */
export function startedEngine(): EngineReport | undefined {
  return started;
}

export function keepStartedEngine(report: EngineReport): EngineReport {
  started = report;
  return report;
}
