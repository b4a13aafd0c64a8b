import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { projectFolder } from "../../runs/folders.ts";

export type WorkRequest = {
  /** Words after `marketbook`. */
  readonly words: readonly string[];
  /** Where what it prints goes, after this line. */
  readonly log: string;
  readonly heading: string;
  /** Added to its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeLimit: number;
};

/** How an attempt ended. `exitCode` null: by a signal. */
export type WorkEnd = { readonly outcome: "done" | "failed" | "timed-out" | "stopped"; readonly exitCode: number | null; readonly reason?: string; /** Of the command's process. */ readonly pid?: number };

export type Execute = (request: WorkRequest, signal: AbortSignal) => Promise<WorkEnd>;

/** What the keeper is told and what it says, a line of JSON each. */
export const keeperTold = z.object({ program: z.string(), args: z.array(z.string()), cwd: z.string(), environment: z.record(z.string(), z.string()), heading: z.string(), log: z.string(), timeLimit: z.number(), patience: z.number() });
const keeperSays = z.object({ pid: z.int().optional(), exitCode: z.int().nullable(), signal: z.string().nullable(), isTimedOut: z.boolean(), isStopped: z.boolean(), lastLine: z.string() });

/** How long a command may take to end after it was asked to. */
const PATIENCE = 10_000;

/**
 * Runs a command of the project under a keeper: a process of its own that writes the log, minds the time limit, and ends the command with all its
 * children when this process is gone, by kill -9 as well. An aborted signal ends the command: outcome "stopped".
 */
export const execute: Execute = async ({ environment, heading, log, timeLimit, words }, signal) => {
  if (signal.aborted) return { outcome: "stopped", exitCode: null };
  const keeper = spawn(process.execPath, [path.join(import.meta.dirname, "keeper.ts")], { cwd: projectFolder, stdio: ["pipe", "pipe", "pipe"], detached: true });
  const stop = (): void => void keeper.stdin.end();
  signal.addEventListener("abort", stop);
  try {
    keeper.stdin.on("error", () => {}); // a keeper that has ended says so by its exit
    keeper.stdin.write(`${JSON.stringify({ program: process.execPath, args: [path.join(projectFolder, "scripts", "marketbook.ts"), ...words], cwd: projectFolder, environment, heading, log, timeLimit, patience: PATIENCE } satisfies z.infer<typeof keeperTold>)}\n`);
    let complaint = "";
    let said: z.infer<typeof keeperSays> | undefined;
    keeper.stderr.on("data", (text) => (complaint = `${complaint}${text}`.slice(-2000)));
    createInterface({ input: keeper.stdout }).on("line", (line) => (said = keeperSays.parse(JSON.parse(line))));
    await new Promise<void>((resolve, reject) => keeper.once("error", reject).once("close", () => resolve()));
    return endOf(said, complaint, timeLimit);
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
};

function endOf(said: z.infer<typeof keeperSays> | undefined, complaint: string, timeLimit: number): WorkEnd {
  if (said === undefined) return { outcome: "failed", exitCode: null, reason: `the process that keeps its log and its time failed${/^\w*Error.*$/m.exec(complaint)?.[0].replace(/^/, ": ") ?? ""}. If the project was updated since the service began, begin the service anew` };
  const { exitCode, isStopped, isTimedOut, lastLine, pid, signal } = said;
  const facts = { exitCode, ...(pid === undefined ? {} : { pid }) };
  if (isTimedOut) return { ...facts, outcome: "timed-out", reason: `it took longer than its limit of ${timeLimit / 1000} s` };
  if (isStopped) return { ...facts, outcome: "stopped" };
  if (exitCode === 0) return { ...facts, outcome: "done" };
  return { ...facts, outcome: "failed", reason: `${signal === null ? `exit code ${exitCode}` : `ended by ${signal}`}${lastLine === "" ? "" : `: ${lastLine}`}` };
}
