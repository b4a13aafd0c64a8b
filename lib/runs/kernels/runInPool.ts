import type { Socket } from "node:net";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { z } from "zod";
import { RunError } from "../error.ts";
import { connect, converse, type Conversation } from "./conversation.ts";

export type PoolRequest = {
  /** The words of the command line after `run`. */
  readonly arguments: readonly string[];
  readonly folder: string;
  /** The whole environment of the run and of its kernel. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Stops the run and its kernel; so does the end of this process. */
  readonly signal?: AbortSignal;
};

/** How a run ended, or why the pool did not take it: then nothing of the notebook was run. */
export type PoolOutcome = { readonly exitCode: number; readonly kernel: "warm" | "new" | "none" } | { readonly unavailable: string };

const said = z.union([
  z.object({ refused: z.string() }),
  z.object({ key: z.string() }),
  z.object({ kernel: z.enum(["warm", "new"]) }),
  z.object({ exit: z.number() }),
]);

/** How long output may still come after the run has ended. */
const LATE_MS = 1000;
/** How long a stopped run may take to end before the pool kills it. */
const PATIENCE_MS = 5000;

/** Executes a notebook by a warm kernel of the pool: the same command as a cold run, in the caller's folder and environment, its output passed on as it comes. */
export async function runInPool(request: PoolRequest): Promise<PoolOutcome> {
  request.signal?.throwIfAborted();
  const talk = await converse();
  if (talk === undefined) return { unavailable: "no pool of kernels is up" };
  const stop = (): void => {
    talk.say({ signal: "SIGINT" });
    setTimeout(() => talk.socket.destroy(), PATIENCE_MS).unref();
  };
  try {
    talk.say({ do: "run", arguments: request.arguments, folder: request.folder, environment: request.environment, umask: process.umask() });
    const first = await nextOf(talk);
    if (first === undefined) return { unavailable: "the pool of kernels has just ended" };
    if ("refused" in first) return { unavailable: `the pool of kernels refused the run: ${first.refused}` };
    if (!("key" in first)) throw new RunError("the pool of kernels spoke out of turn; npx marketbook kernels stop ends it");
    request.signal?.addEventListener("abort", stop);
    return await followed(talk, first.key, request);
  } finally {
    request.signal?.removeEventListener("abort", stop);
    talk.socket.destroy();
  }
}

async function followed(talk: Conversation, key: string, { signal, stderr, stdout }: PoolRequest): Promise<PoolOutcome> {
  const streams = await Promise.all([streamed(key, "stdout", stdout), streamed(key, "stderr", stderr)]);
  let kernel: "warm" | "new" | "none" = "none";
  for (let line = await nextOf(talk); line !== undefined; line = await nextOf(talk)) {
    if ("kernel" in line) kernel = line.kernel;
    if (!("exit" in line)) continue;
    await Promise.race([Promise.all(streams.map((stream) => stream && finished(stream).catch(() => {}))), new Promise((resolve) => setTimeout(resolve, LATE_MS).unref())]);
    return { exitCode: line.exit, kernel };
  }
  signal?.throwIfAborted();
  if (kernel === "none") return { unavailable: "the pool of kernels ended before the first cell" };
  throw new RunError("the pool of kernels ended while the notebook ran, and its kernel with it; run again, with --no-pool to do without it");
}

/** A connection of its own for each of the two outputs, so that a slow reader slows the run down and nothing else. */
async function streamed(key: string, as: "stdout" | "stderr", into: Writable): Promise<Socket | undefined> {
  const socket = await connect();
  socket?.write(`${JSON.stringify({ do: "stream", key, as })}\n`);
  socket?.pipe(into, { end: false });
  return socket;
}

async function nextOf(talk: Conversation): Promise<z.infer<typeof said> | undefined> {
  const line = await talk.heard();
  return line === undefined ? undefined : said.parse(line);
}
