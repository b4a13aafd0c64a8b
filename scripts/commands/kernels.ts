import { Command, InvalidArgumentError } from "commander";
import { alignedTable } from "../../lib/runs/alignedTable.ts";
import { poolStatus, startPool, stopPool, type PoolStatus } from "../../lib/runs/kernels/pool.ts";
import { interruption } from "../interruption.ts";

type StartOptions = { readonly size: number; readonly idle: number };

/** The pool of warm kernels, which `run` uses while it is up. */
export function kernelsCommand(): Command {
  const command = new Command("kernels").description(
    "Keeps TypeScript kernels started, so that `npx marketbook run` begins at once. Each kernel serves one notebook and is replaced; what comes out is what a fresh kernel gives.",
  );
  command.command("start")
    .description("starts the pool; it ends by itself when unused, or when the code of kernel or runner changes")
    .option("--size <count>", "kernels that stand by; one takes about 250 MB", wholeNumber, 2)
    .option("--idle <minutes>", "minutes without a run after which it ends", minutes, 30)
    .action(async ({ idle, size }: StartOptions) => {
      const found = await startPool({ size, idleSeconds: 60 * idle, signal: interruption() });
      console.log(found.started ? `The pool is up with ${count(found.size)}.` : `A pool is up already, with ${count(found.size)}.`);
    });
  command.command("status")
    .description("says what the pool is doing and what memory it takes; exit code 1 where none is up")
    .option("--json", "print one JSON object")
    .action(async ({ json }: { readonly json?: boolean }) => {
      const found = await poolStatus();
      if (json) console.log(JSON.stringify(found ?? { up: false }));
      else for (const line of found ? described(found) : ["No pool is up; npx marketbook kernels start"]) console.log(line);
      if (!found) process.exitCode = 1;
    });
  command.command("stop")
    .description("ends the pool and its kernels; notebooks that run end first")
    .option("--now", "stop running notebooks too")
    .action(async ({ now = false }: { readonly now?: boolean }) => {
      const found = await stopPool({ now });
      if (!found) console.log("No pool was up.");
      else console.log(found.running > 0 && !now ? `The pool ends when ${found.running} running ${found.running === 1 ? "notebook has" : "notebooks have"} ended.` : "The pool has ended.");
    });
  return command;
}

function described(pool: PoolStatus): readonly string[] {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  const rows = [["Python", String(pool.pid), pool.stopping ? "ending" : "up", megabytes(pool.bytes)], ...pool.kernels.map(({ bytes, pid, state }) => ["kernel", String(pid), state, megabytes(bytes)])];
  return [
    ...alignedTable(["process", "id", "state", "memory"], rows), "",
    `Up since ${new Date(1000 * pool.since).toISOString().slice(0, 19)}Z; ${pool.finished} ${pool.finished === 1 ? "notebook" : "notebooks"} run; ends after ${Math.round(pool.idleSeconds / 60)} minutes without one.`,
  ];
}

const count = (size: number): string => (size === 1 ? "one kernel" : `${size} kernels`);

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 64) throw new InvalidArgumentError("Give a whole number from 1 to 64.");
  return value;
}

function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 10_080)) throw new InvalidArgumentError("Give minutes above 0, at most a week.");
  return value;
}
