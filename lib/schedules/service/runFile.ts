import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { projectFolder } from "../../runs/folders.ts";

const isoTime = z.string();

export const scheduledRunShape = z.object({
  id: z.string(),
  schedule: z.string(),
  /** The time by the rule; null where a person began it. */
  planned: isoTime.nullable(),
  /** Why it began: the reason of its time, caught up, repeated, by hand. */
  reason: z.string(),
  /** A record that says "running" without a service was cut off; the next start of the service says so in it. */
  status: z.enum(["running", "done", "failed", "timed-out", "cut-off", "stopped"]),
  /** How it ended, for people. */
  because: z.string().optional(),
  started: isoTime,
  ended: isoTime.optional(),
  /** Words after `marketbook`. */
  words: z.array(z.string()),
  attempts: z.array(z.object({ started: isoTime, ended: isoTime, outcome: z.string(), exitCode: z.int().nullable(), because: z.string().optional() })),
  /** Id below artifacts/runs of the run that the command made. */
  run: z.string().optional(),
  metrics: z.array(z.object({ metric: z.string(), value: z.number().nullable(), is: z.enum(["N/A", "usual", "drift"]), why: z.string() })).optional(),
});

/** One run of a schedule, as `record.json` in its folder. */
export type ScheduledRun = z.infer<typeof scheduledRunShape>;

/** Where schedules keep state, records and logs: `artifacts/schedules`, or the folder of MARKETBOOK_SCHEDULES. */
export function schedulesFolder(): string {
  return process.env.MARKETBOOK_SCHEDULES ? path.resolve(process.env.MARKETBOOK_SCHEDULES) : path.join(projectFolder, "artifacts", "schedules");
}

/** The folder of a run: record, log, executed notebook, results. */
export function runFolder(folder: string, { id, schedule }: Pick<ScheduledRun, "id" | "schedule">): string {
  return path.join(folder, "runs", schedule, id);
}

/** Writes a run's record whole, and makes its folder the first time. */
export function writeRun(folder: string, run: ScheduledRun): void {
  const own = runFolder(folder, run);
  makeFolder(own);
  writeWhole(path.join(own, "record.json"), `${JSON.stringify(scheduledRunShape.parse(run), null, 1)}\n`);
}

/** The last runs of a schedule, newest first. A record that cannot be read is passed over. */
export function lastRuns(folder: string, schedule: string, count: number): readonly ScheduledRun[] {
  const own = path.join(folder, "runs", schedule);
  const runs: ScheduledRun[] = [];
  for (const id of existsSync(own) ? readdirSync(own).sort().reverse() : []) {
    if (runs.length === count) break;
    const run = readRun(path.join(own, id, "record.json"));
    if (run !== undefined) runs.push(run);
  }
  return runs;
}

function readRun(file: string): ScheduledRun | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return scheduledRunShape.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Deletes all but the newest runs of a schedule. */
export function dropOldRuns(folder: string, schedule: string, keep: number): void {
  const own = path.join(folder, "runs", schedule);
  const old = existsSync(own) ? readdirSync(own).sort().slice(0, -keep) : [];
  for (const id of old) rmSync(path.join(own, id), { recursive: true, force: true });
}
