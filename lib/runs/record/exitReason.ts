import type { ExitReason, RunRecord } from "./record.ts";

const BY_NAME: Readonly<Record<string, ExitReason>> = {
  TimeLimit: "time-limit", MemoryLimit: "memory-limit", CellTimeout: "cell-timeout", DeadKernel: "kernel-died", Stopped: "stopped", Interrupted: "stopped", Refused: "refused", NotStarted: "refused",
};

/** Why a run ended, by the name of its error; undefined for one that was done. */
export function exitReason(errorName: string | undefined): ExitReason {
  return errorName === undefined ? "done" : (BY_NAME[errorName] ?? "error");
}

/** The status of a run that ended so. */
export function statusAfter(reason: ExitReason): Exclude<RunRecord["status"], "running"> {
  return reason === "done" ? "finished" : reason === "stopped" ? "stopped" : "failed";
}
