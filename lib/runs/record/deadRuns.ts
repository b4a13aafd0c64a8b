import { uptime } from "node:os";
import path from "node:path";
import { startOfProcess } from "../../market/files/processes.ts";
import { RunError } from "../error.ts";
import { projectFolder, runsFolder } from "../folders.ts";
import { endRun, hostDigest, readRecord, writeRecord, type RunRecord } from "./record.ts";
import { withExecutions } from "./commandExecution.ts";
import { runIds } from "./runIds.ts";

/** Ends the records of runs whose process is gone, as after a kill or a power cut, as failed; gives their ids. Runs of another machine are left alone. */
export function closeDeadRuns(folder: string = runsFolder()): readonly string[] {
  return runIds(folder).filter((name) => {
    const record = readable(path.join(folder, name));
    if (record === undefined || !isDead(record)) return false;
    const known = withExecutions(record, path.join(folder, name), path.resolve(projectFolder, record.command?.folder ?? "."));
    writeRecord(path.join(folder, name), endRun(known, "failed", "cut off: its process ended without a word", { reason: "cut-off" }));
    return true;
  });
}

/** A number is given again after a restart of the machine, or of a container: another process that has it now is no sign of life. */
function isDead({ process: runner, started, status }: RunRecord): boolean {
  if (status !== "running" || runner === undefined || runner.host !== hostDigest()) return false;
  const now = startOfProcess(runner.pid);
  const wasRestarted = Date.parse(started) < Date.now() - 1000 * uptime() - 60_000;
  return wasRestarted || now === undefined || (runner.started !== undefined && now !== runner.started);
}

/** A record that cannot be read is another's trouble: `readRecord` names it when it is asked for. */
function readable(runFolder: string): RunRecord | undefined {
  try {
    return readRecord(runFolder);
  } catch (error) {
    if (error instanceof RunError) return undefined;
    throw error;
  }
}
