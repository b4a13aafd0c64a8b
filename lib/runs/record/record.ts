import { existsSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";
import { startOfProcess } from "../../market/files/processes.ts";
import { timedId } from "../../market/files/timedId.ts";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { describeData } from "./data.ts";
import { sha256 } from "./digest.ts";
import { RunError } from "../error.ts";
import { projectFolder, runsFolder } from "../folders.ts";
import { describeCode, describeMachine } from "./machine.ts";
import { keepLedger, trialsFolder } from "../trials/keepLedger.ts";

export const EXIT_REASONS = ["done", "error", "refused", "cell-timeout", "time-limit", "memory-limit", "kernel-died", "stopped", "cut-off"] as const;

const cellRecord = z.object({
  /** Its number among code cells, as in `In [3]` of a notebook that ran from top to bottom. */
  cell: z.int().positive(),
  /** running: the process ended in it without a word. */
  state: z.enum(["done", "failed", "running", "not reached"]),
  seconds: z.number().nonnegative().nullable(),
  /** SHA-256 of what it put out, as in `digestOutputs`. */
  outputs: z.string(),
  /** The cell that the runner added, with the parameters that were passed. */
  injected: z.literal(true).optional(),
});

const notebookRecord = z.object({
  notebook: z.string(),
  outcome: z.enum(["done", "failed", "stopped"]),
  seconds: z.number().nonnegative(),
  cells: z.int().nonnegative(),
  /** SHA-256 of the executed cells' outputs; null where no executed copy was written. */
  outputs: z.string().nullable(),
  /** Which cell failed and how, for people. */
  failure: z.string().optional(),
  /** The error of the cell that failed, without colours. */
  traceback: z.string().optional(),
  /** The notebook and its executed copy, seen from the project; a name alone outside of it. */
  input: z.string().optional(),
  copy: z.string().optional(),
  cellTimes: z.array(cellRecord).optional(),
  /** What was repeated, in the order in which it happened. */
  retries: z.array(z.object({ cell: z.int(), from: z.enum(["cell", "start"]), errorName: z.string(), errorMessage: z.string() })).optional(),
  /** Of the kernel and what it started, together. */
  peakMemoryBytes: z.number().optional(),
});

const runRecord = z.object({
  id: z.string(),
  /** A record that stays "running" after its process ended was cut off: power, kill, full disk. `closeDeadRuns` says so in it. */
  status: z.enum(["running", "finished", "failed", "stopped"]),
  reason: z.string().optional(),
  /** How it came to its end, as one word for programs, and the exit code where a command ended with one. */
  exit: z.object({ reason: z.enum(EXIT_REASONS), code: z.int().optional() }).optional(),
  /** Who asked for it; nothing where a person did, at a terminal. */
  origin: z.object({
    schedule: z.string().optional(),
    /** The time for which the schedule had planned it. */
    plannedFor: z.string().optional(),
    /** Id of the queue's job. */
    job: z.string().optional(),
  }).optional(),
  /** The process that runs or ran it, so that a run that was cut off is told from one under way. */
  process: z.object({ pid: z.int(), host: z.string(), /** As `startOfProcess` says. */ started: z.string().optional() }).optional(),
  started: z.iso.datetime(),
  ended: z.iso.datetime().optional(),
  code: z.object({ commit: z.string().nullable(), dirty: z.boolean().nullable(), packageLock: z.string().nullable() }),
  data: z.object({ digest: z.string(), files: z.array(z.object({ file: z.string(), bytes: z.number(), sha256: z.string() })) }),
  machine: z.object({ system: z.string(), processor: z.string(), cores: z.number(), memory: z.number(), node: z.string() }),
  engine: z.record(z.string(), z.unknown()).optional(),
  parameters: z.record(z.string(), z.unknown()),
  /** Each where it was set. */
  limits: z.object({ seconds: z.number().optional(), memoryBytes: z.number().optional(), retries: z.int().optional() }).optional(),
  /** warm: of the pool, started before the run. */
  kernel: z.enum(["warm", "new"]).optional(),
  notebooks: z.array(notebookRecord),
  /** Set where a command made the run, not the notebooks: its name, its arguments as written, and the folder it was called in, seen from the project. */
  command: z.object({
    name: z.string(), arguments: z.array(z.string()), folder: z.string(),
    /** Options that name what it writes, or "#3" where the argument of that place does, and the name which that gets in the folder of a repetition. */
    outputs: z.record(z.string(), z.string()),
  }).optional(),
  /** SHA-256 of each stage that was recorded: notebook or command → stage → digest. */
  stages: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  /** Id of the run that this one repeats. */
  repeats: z.string().optional(),
  /** SHA-256 of all recorded results: the same on the same machine with the same seed. */
  results: z.string().optional(),
});

/** One run from raw bytes to report, as `run.json` in the run's folder. */
export type RunRecord = z.infer<typeof runRecord>;
export type NotebookRecord = z.infer<typeof notebookRecord>;
export type CellRecord = z.infer<typeof cellRecord>;
export type ExitReason = (typeof EXIT_REASONS)[number];

export type RunStart = Partial<Pick<RunRecord, "parameters" | "engine" | "command" | "repeats" | "limits" | "origin">> & {
  /** Folder of the trials that count as made before. Default: all that are known now. */
  readonly trialsBefore?: string;
};

/** Creates a run's folder, its first record, status "running", and its copy of the ledger of trials. The ids of runs sorted are in the order of their starts. */
export function startRun(
  { command, engine, limits, origin = originHere(), parameters = {}, repeats, trialsBefore }: RunStart = {},
  folder: string = runsFolder(),
): { readonly folder: string; readonly record: RunRecord } {
  const started = new Date().toISOString();
  const id = timedId(Date.parse(started));
  const runFolder = path.join(folder, id);
  try {
    makeFolder(runFolder);
    const record: RunRecord = {
      id, status: "running", process: { pid: process.pid, host: hostDigest(), started: startOfProcess(process.pid) ?? "" }, started, parameters: { ...parameters }, notebooks: [],
      ...(origin && { origin }), ...(limits && { limits }), ...(engine && { engine: { ...engine } }), ...(command && { command }), ...(repeats && { repeats }),
      code: describeCode(), data: describeData(undefined, path.join(projectFolder, "artifacts", ".data-digests.json")), machine: describeMachine(),
    };
    writeRecord(runFolder, record);
    keepLedger(trialsBefore ?? trialsFolder(runFolder), path.join(runFolder, "trials", "before"));
    return { folder: runFolder, record };
  } catch (error) {
    rmSync(runFolder, { recursive: true, force: true });
    throw error;
  }
}

/** A schedule says in the environment of what it starts that it was it. */
function originHere(): RunRecord["origin"] {
  const { MARKETBOOK_SCHEDULE: schedule, MARKETBOOK_SCHEDULED_FOR: plannedFor } = process.env;
  return schedule ? { schedule, ...(plannedFor && { plannedFor }) } : undefined;
}

/** Writes `run.json` whole or not at all: a temporary file, then a rename. */
export function writeRecord(runFolder: string, record: RunRecord): void {
  writeWhole(path.join(runFolder, "run.json"), `${JSON.stringify(runRecord.parse(record), null, 1)}\n`);
}

const USUAL: Readonly<Record<Exclude<RunRecord["status"], "running">, ExitReason>> = { finished: "done", failed: "error", stopped: "stopped" };

/** The record with its end: time, status and, where it did not finish, the reason. */
export function endRun(record: RunRecord, status: Exclude<RunRecord["status"], "running">, reason?: string, exit: RunRecord["exit"] = { reason: USUAL[status] }): RunRecord {
  return { ...record, status, exit, ended: new Date().toISOString(), ...(reason === undefined ? {} : { reason }) };
}

/** Reads a run's record back; a missing, cut or changed file is refused with the first thing wrong in it. */
export function readRecord(runFolder: string): RunRecord {
  const file = path.join(runFolder, "run.json");
  const name = path.basename(runFolder);
  if (!existsSync(file)) throw new RunError(`run ${name} has no run.json; name a folder below artifacts/runs`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new RunError(`run.json of run ${name} is cut off or changed: ${error instanceof Error ? error.message : error}. Run again`);
  }
  const parsed = runRecord.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new RunError(`run.json of run ${name} is no run record: ${issue?.path.join(".") || "the file"}: ${issue?.message}. Run again`);
}

/** This machine, without its name: a record is made to be shown. */
export function hostDigest(): string {
  return sha256(hostname()).slice(0, 12);
}
