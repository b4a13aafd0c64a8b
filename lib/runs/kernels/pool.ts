import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { variables } from "../../../environment/variables.mjs";
import { RunError } from "../error.ts";
import { projectFolder } from "../folders.ts";
import { poolFolder } from "./address.ts";
import { converse } from "./conversation.ts";

const kernel = z.object({ pid: z.number(), state: z.enum(["starting", "ready", "running"]), bytes: z.number() });
const status = z.object({
  pid: z.number(), bytes: z.number(),
  /** Seconds since 1970. */
  since: z.number(),
  size: z.number(), stopping: z.boolean(), running: z.number(), finished: z.number(), idleSeconds: z.number(), kernels: z.array(kernel),
});
/** The process with Python's imports, and its kernels: memory in bytes. */
export type PoolStatus = z.infer<typeof status>;

export type PoolOptions = {
  /** Kernels that stand by. Default 2. */
  readonly size?: number;
  /** The pool ends by itself when nothing has run for so long. Default 30 minutes. */
  readonly idleSeconds?: number;
  readonly signal?: AbortSignal;
};

const STARTING_MS = 120_000;
const LOOK_MS = 50;

/** What the pool is doing; undefined where none is up. */
export async function poolStatus(): Promise<PoolStatus | undefined> {
  return ask({ do: "status" });
}

/** Starts the pool where none is up, and resolves when a kernel is ready. Two who start at once get the same pool. */
export async function startPool({ idleSeconds = 1800, signal, size = 2 }: PoolOptions = {}): Promise<PoolStatus & { readonly started: boolean }> {
  if (process.platform === "win32") throw new RunError("a pool of kernels needs Linux or macOS; notebooks run without it");
  const python = path.join(projectFolder, ".venv/bin/python");
  if (!existsSync(python)) throw new RunError("the Python environment .venv is missing; npm start sets it up");
  const end = performance.now() + STARTING_MS;
  let child: ReturnType<typeof spawnPool> | undefined;
  while (performance.now() < end) {
    signal?.throwIfAborted();
    const found = await poolStatus();
    if (found && !found.stopping && found.kernels.some(({ state }) => state !== "starting")) return { ...found, started: child?.pid === found.pid };
    if (!found && (child === undefined || child.exitCode === 0)) child = spawnPool(python, size, idleSeconds);
    if (child !== undefined && (child.exitCode ?? 0) !== 0) throw new RunError(`the pool of kernels could not start: ${lastWords()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new RunError(`the pool of kernels has no kernel after ${STARTING_MS / 1000} s: ${lastWords()}`);
}

/** Ends the pool: runs end first, unless `now`. Gives what it was doing; undefined where none was up. */
export async function stopPool({ now = false }: { readonly now?: boolean } = {}): Promise<PoolStatus | undefined> {
  return ask({ do: "stop", now });
}

async function ask(request: object): Promise<PoolStatus | undefined> {
  const talk = await converse();
  if (talk === undefined) return undefined;
  talk.say(request);
  const said = await talk.heard();
  talk.socket.destroy();
  return said === undefined ? undefined : status.parse(said);
}

function spawnPool(python: string, size: number, idleSeconds: number) {
  mkdirSync(poolFolder(), { recursive: true, mode: 0o700 });
  const log = openSync(logFile(), "a", 0o600);
  try {
    const child = spawn(python, ["-m", "marketbook_jupyter.pool", String(size), String(idleSeconds)], { cwd: projectFolder, env: variables(), detached: true, stdio: ["ignore", log, log] });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

const logFile = (): string => path.join(poolFolder(), "log");

function lastWords(): string {
  return existsSync(logFile()) ? readFileSync(logFile(), "utf8").trim().split("\n").slice(-3).join(" ") || "it said nothing" : "it said nothing";
}
