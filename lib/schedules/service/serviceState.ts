import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { removeDrafts, writeWhole } from "../../market/files/writeWhole.ts";
import { ScheduleError } from "../error.ts";

const waitingRun = z.object({
  time: z.number(), start: z.number(), reason: z.string(),
  /** How often it was begun before and cut off. */
  repeats: z.int(),
  /** Whether its being late has been told. */
  isTold: z.boolean(),
});

const scheduleState = z.object({
  /** Digest of what says when; another one means that the times before now are not its own. */
  rule: z.string(),
  /** All times up to this one are decided. */
  judgedTo: z.number(),
  waiting: z.array(waitingRun),
  running: waitingRun.extend({ id: z.string(), began: z.number(), isEndTold: z.boolean().optional() }).optional(),
  /** Times that were left out, newest last. */
  leftOut: z.array(z.object({ count: z.int(), from: z.number(), to: z.number(), why: z.string(), at: z.number() })),
});

const serviceState = z.object({ version: z.literal(1), /** The last moment at which the service looked. */ seen: z.number(), schedules: z.record(z.string(), scheduleState) });

export type WaitingRun = z.infer<typeof waitingRun>;
export type ScheduleState = z.infer<typeof scheduleState>;
export type ServiceState = z.infer<typeof serviceState>;

/** What the service remembers; nothing the first time. A damaged file is refused: to guess would repeat or lose runs. */
export function readServiceState(folder: string): ServiceState | undefined {
  const file = path.join(folder, "state.json");
  if (!existsSync(file)) return undefined;
  try {
    return serviceState.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? `${error.issues[0]?.path.join(".")}: ${error.issues[0]?.message}` : error instanceof Error ? error.message : String(error);
    throw new ScheduleError(`state.json of the schedules is damaged (${why}). Delete it to begin anew: times before now then count as done`);
  }
}

export function writeServiceState(folder: string, state: ServiceState): void {
  makeFolder(folder);
  removeDrafts(folder);
  writeWhole(path.join(folder, "state.json"), `${JSON.stringify(serviceState.parse(state), null, 1)}\n`);
}
