import { spawn } from "node:child_process";
import { cpSync, createWriteStream, existsSync, mkdirSync, readdirSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { variables } from "../environment/variables.mjs";
import { RunError } from "../lib/runs/error.ts";
import { projectFolder, runsFolder } from "../lib/runs/folders.ts";
import { endRun, startRun, writeRecord, type RunRecord } from "../lib/runs/record/record.ts";
import { withExecutions } from "../lib/runs/record/commandExecution.ts";
import type { ReplayPlan } from "../lib/runs/replay/planReplay.ts";
import { stageDigests } from "../lib/runs/replay/stageFile.ts";
import type { EngineChoice } from "../lib/tensorflow/environment.ts";
import { walk } from "../lib/runs/walk/walk.ts";
import { planParameters, walkNotebooks } from "../lib/runs/walk/walkPlan.ts";
import { askEngine } from "./engine.ts";
import { interruption } from "./interruption.ts";
import { progressLines } from "./progress.ts";

/** Repeats a run into a folder of its own: the same notebooks with the same parameters on the same engine, or the same command. The trials that count as made before are those of the run. */
export async function repeatRun(plan: ReplayPlan): Promise<string> {
  return plan.record.command === undefined ? await repeatNotebooks(plan) : await repeatCommand(plan, plan.record.command);
}

async function repeatNotebooks({ folder, parts, record }: ReplayPlan): Promise<string> {
  const given = new Map(Object.entries(record.parameters).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]));
  const all = planParameters(walkNotebooks(record.notebooks.map(({ notebook }) => notebook)), given);
  chooseEngineAsThen(record);
  const { runNotebook } = await import("../lib/runs/notebooks/notebookRunner.ts");
  const run = startRun({ engine: await askEngine(), parameters: record.parameters, repeats: record.id, ...trialsBefore(folder) });
  keepTrialsOfOthers(folder, run.folder, parts);
  await walk(run, all.filter(({ name }) => parts.includes(name)), { execute: runNotebook, events: progressLines(), signal: interruption() });
  return run.folder;
}

function chooseEngineAsThen(record: RunRecord): void {
  process.env.MARKETBOOK_ENGINE ??= engineAsThen(record) ?? "";
}

/** The choice that brings the engine of a run again. A GPU is not insisted on: where there is none, the report says so. */
function engineAsThen({ engine }: RunRecord): EngineChoice | undefined {
  return engine?.["kind"] === "native-cpu" ? "cpu" : engine?.["kind"] === "wasm" ? "wasm" : undefined;
}

async function repeatCommand({ folder, record }: ReplayPlan, command: NonNullable<RunRecord["command"]>): Promise<string> {
  const place = path.resolve(projectFolder, command.folder);
  if (!existsSync(place)) throw new RunError(`run ${record.id} was made in the folder ${command.folder}, which is gone; its arguments name files seen from there`);
  chooseEngineAsThen(record);
  const run = startRun({ command, repeats: record.id, ...(record.engine && { engine: await askEngine() }), ...trialsBefore(folder) });
  const words = repeatedWords(command, run.folder);
  const child = spawn(process.execPath, [path.join(projectFolder, "scripts", "marketbook.ts"), command.name, ...words], {
    cwd: place, env: { ...variables(), MARKETBOOK_RUN: run.folder, MARKETBOOK_RUNS: runsFolder() }, stdio: ["ignore", "pipe", "pipe"], signal: interruption(), killSignal: "SIGINT",
  });
  let complaint = "";
  child.stderr.on("data", (text) => (complaint = `${complaint}${text}`.slice(-4000)));
  child.stdout.pipe(createWriteStream(path.join(run.folder, "output.txt")));
  const outcome = await once(child, "close").then(([code]): unknown => code, (error: unknown) => error);
  const made = { ...withExecutions(run.record, run.folder, place), stages: stageDigests(run.folder) };
  const ended = interruption().aborted ? endRun(made, "stopped", "stopped by the user") : outcome === 0 ? endRun(made, "finished") : endRun(made, "failed", complaint.trim() || String(outcome));
  writeRecord(run.folder, ended);
  return run.folder;
}

/** The words of the command, those that name what it writes led into the run's folder. */
export function repeatedWords({ arguments: words, outputs }: NonNullable<RunRecord["command"]>, runFolder: string): readonly string[] {
  return words.map((word, k) => {
    const [flag = "", value] = word.split("=", 2);
    const own = outputs[`#${k}`] ?? (value === undefined ? outputs[words[k - 1] ?? ""] : outputs[flag]);
    return own === undefined ? word : value === undefined || `#${k}` in outputs ? path.join(runFolder, own) : `${flag}=${path.join(runFolder, own)}`;
  });
}

function trialsBefore(folder: string): { readonly trialsBefore?: string } {
  const before = path.join(folder, "trials", "before");
  return existsSync(before) ? { trialsBefore: before } : {};
}

/** Where only some notebooks are repeated, the trials of the others still count for them. */
function keepTrialsOfOthers(from: string, to: string, parts: readonly string[]): void {
  const [theirs, ours] = [from, to].map((folder) => path.join(folder, "trials", "own"));
  if (!existsSync(theirs!)) return;
  mkdirSync(ours!, { recursive: true });
  for (const name of readdirSync(theirs!)) if (!parts.includes(path.basename(name, ".jsonl"))) cpSync(path.join(theirs!, name), path.join(ours!, name));
}
