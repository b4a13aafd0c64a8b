import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import { z } from "zod";
import { JobError, openJobs } from "../../lib/jobs/index.ts";
import { formatBarTime, isoDate } from "../../lib/market/index.ts";
import { strategyJob, type StrategyOutcome, type StrategyTask } from "./strategyJob.ts";

const standstillFile = z.object({ count: z.number(), time: z.number() });

/**
 * Runs a strategy in a process of its own. One that finishes no bar within the limit is ended, and the error names the bar; one that throws is named by the engine.
 * An aborted signal ends the process too. in: seconds
 */
export async function runStrategy(task: StrategyTask, { limit, signal }: { readonly limit: number; readonly signal: AbortSignal }): Promise<StrategyOutcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "marketbook-strategy-"));
  const [given, outcome, standstill] = ["task", "outcome", "standstill"].map((name) => path.join(folder, name));
  const jobs = openJobs(strategyJob, { module: new URL("./strategyJob.ts", import.meta.url), workers: 1, retries: 0, signal });
  try {
    writeFileSync(given!, serialize(task));
    await jobs.run({ task: given!, outcome: outcome!, standstill: standstill!, limit });
    return deserialize(readFileSync(outcome!));
  } catch (error) {
    if (existsSync(standstill!)) throw standstillError(task, standstillFile.parse(JSON.parse(readFileSync(standstill!, "utf8"))), limit);
    if (error instanceof JobError && error.fault === "thrown" && error.cause instanceof Error) throw error.cause;
    if (error instanceof JobError && error.fault === "died" && !signal.aborted) throw diedError(task, error);
    throw error;
  } finally {
    await jobs.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A strategy that ended its own process, or took its memory. */
function diedError(task: StrategyTask, error: JobError): Error {
  const how = /its worker process (.*)$/s.exec(error.message)?.[1] ?? "ended";
  return new Error(`the process of the strategy ${nameOf(task)} ${how.replace(/ It last said: nothing\.$/, "")} A strategy returns at each close and ends nothing: look for process.exit, or for what takes all memory`, { cause: error });
}

function nameOf({ strategy }: StrategyTask): string {
  return "file" in strategy ? strategy.file : strategy.name;
}

function standstillError(task: StrategyTask, { count, time }: z.infer<typeof standstillFile>, limit: number): Error {
  const { bars } = task;
  const name = nameOf(task);
  const after = `within ${limit} s and was ended; look for a loop that does not end, or give it more --time-limit`;
  if (count === 0) return new Error(`the strategy ${name} came to no first bar ${after}`);
  const at = bars.filter(({ closeTime }) => closeTime.includes(time));
  const row = at[0]?.closeTime.indexOf(time) ?? -1;
  const when = at[0]?.interval === "1d" ? isoDate(time) : formatBarTime(time);
  return new Error(`the strategy ${name} did not return from ${at.map(({ symbol }) => symbol).join(", ")}, row ${row} (${when}), ${after}`);
}
