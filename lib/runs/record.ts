import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";
import { writeWhole } from "../market/files/writeWhole.ts";
import { sha256 } from "./digest.ts";
import { RunError } from "./error.ts";
import { runsFolder } from "./folders.ts";
import { trialsFolder } from "./trials/ledger.ts";
import { keepLedger } from "./trials/ledgerFiles.ts";
import { describeCode, describeData, describeMachine } from "./machine.ts";

const notebookRecord = z.object({
  notebook: z.string(),
  outcome: z.enum(["done", "failed", "stopped"]),
  seconds: z.number().nonnegative(),
  cells: z.int().nonnegative(),
  /** SHA-256 of the executed cells' outputs; null where no executed copy was written. */
  outputs: z.string().nullable(),
  /** Which cell failed and how, for people. */
  failure: z.string().optional(),
});

const runRecord = z.object({
  id: z.string(),
  /** A record that stays "running" after its process ended was cut off: power, kill, full disk. `closeDeadRuns` says so in it. */
  status: z.enum(["running", "finished", "failed", "stopped"]),
  reason: z.string().optional(),
  /** The process that runs or ran it, so that a run that was cut off is told from one under way. */
  process: z.object({ pid: z.int(), host: z.string() }).optional(),
  started: z.iso.datetime(),
  ended: z.iso.datetime().optional(),
  code: z.object({ commit: z.string().nullable(), dirty: z.boolean().nullable(), packageLock: z.string().nullable() }),
  data: z.object({ digest: z.string(), files: z.array(z.object({ file: z.string(), bytes: z.number(), sha256: z.string() })) }),
  machine: z.object({ system: z.string(), processor: z.string(), cores: z.number(), memory: z.number(), node: z.string() }),
  engine: z.record(z.string(), z.unknown()).optional(),
  parameters: z.record(z.string(), z.unknown()),
  notebooks: z.array(notebookRecord),
  /** Set where a command made the run, not the notebooks: its name, its arguments as written, and the folder it was called in, seen from the project. */
  command: z.object({
    name: z.string(), arguments: z.array(z.string()), folder: z.string(),
    /** Options that name what it writes, and the name which that gets in the folder of a repetition. */
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

export type RunStart = Partial<Pick<RunRecord, "parameters" | "engine" | "command" | "repeats">> & {
  /** Folder of the trials that count as made before. Default: all that are known now. */
  readonly trialsBefore?: string;
};

/** Creates a run's folder, its first record, status "running", and its copy of the ledger of trials. The id is the UTC time and six random hexadecimal digits. */
export function startRun(
  { command, engine, parameters = {}, repeats, trialsBefore }: RunStart = {},
  folder: string = runsFolder(),
): { readonly folder: string; readonly record: RunRecord } {
  const started = new Date().toISOString();
  const id = `${started.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-")}-${randomBytes(3).toString("hex")}`;
  const record: RunRecord = {
    id, status: "running", process: { pid: process.pid, host: hostDigest() }, started, parameters: { ...parameters }, notebooks: [], ...(engine && { engine: { ...engine } }), ...(command && { command }), ...(repeats && { repeats }),
    code: describeCode(), data: describeData(), machine: describeMachine(),
  };
  const runFolder = path.join(folder, id);
  mkdirSync(runFolder, { recursive: true });
  writeRecord(runFolder, record);
  keepLedger(trialsBefore ?? trialsFolder(runFolder), path.join(runFolder, "trials", "before"));
  return { folder: runFolder, record };
}

/** Writes `run.json` whole or not at all: a temporary file, then a rename. */
export function writeRecord(runFolder: string, record: RunRecord): void {
  writeWhole(path.join(runFolder, "run.json"), `${JSON.stringify(runRecord.parse(record), null, 1)}\n`);
}

/** The record with its end: time, status and, where it did not finish, the reason. */
export function endRun(record: RunRecord, status: Exclude<RunRecord["status"], "running">, reason?: string): RunRecord {
  return { ...record, status, ended: new Date().toISOString(), ...(reason === undefined ? {} : { reason }) };
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
