import os from "node:os";
import { Worker, type Job } from "bullmq";
import { redisBlobs } from "../blobs/redisBlobs.ts";
import { shownAddress, type RedisAddress } from "../redis/address.ts";
import { connectRedis } from "../redis/connect.ts";
import { KEPT_DAYS, keysOf, PREFIX, QUEUES } from "../redis/keys.ts";
import { watchConnection } from "../redis/watchConnection.ts";
import { failureOf } from "../wire/failure.ts";
import { codeOf, codeText, type CodeState } from "../wire/code.ts";
import type { WorkList } from "../work/performWork.ts";
import type { Needs } from "../work/work.ts";
import { keptCheckpoints } from "./checkpoints.ts";
import { takeGpu } from "./gpuLock.ts";
import { workProcesses, type ProcessOptions } from "./processes.ts";
import { takeJob, type Bench, type Stop } from "./takeJob.ts";
import { workFolder } from "./workspace.ts";

export type QueueWorkerOptions = ProcessOptions & {
  readonly address: RedisAddress;
  readonly work: WorkList;
  /** Takes jobs of the GPU as well, one at a time; of all workers of a machine only one does. */
  readonly gpu?: boolean;
  readonly prefix?: string;
  readonly keptDays?: number;
  /** Milliseconds without a sign of life after which another worker takes a job over. Default 30,000. */
  readonly stalledAfter?: number;
  /** Milliseconds that running jobs have to end when the worker closes; then they are handed back. Default 30,000. */
  readonly grace?: number;
  readonly code?: () => CodeState;
  readonly folder?: string;
  readonly gpuLock?: string;
  readonly say?: (line: string) => void;
};

export type QueueWorker = {
  /** Takes no more jobs, waits for those that run, hands back those that take too long. out: how many were handed back */
  close(): Promise<number>;
  /** Resolves where the worker should end by itself, with why: its code has changed. */
  readonly outdated: Promise<string>;
};

const TAKEOVERS = 3;
const LOOK_FOR_GPU = 2000; // milliseconds
const LOOK_AT_CODE = 10_000; // milliseconds

/** Works jobs of the queue until it is closed. */
export async function openWorker({ address, code = codeOf, concurrency, folder, gpu = false, gpuLock, grace = 30_000, keptDays = KEPT_DAYS, prefix = PREFIX, say = () => {}, stalledAfter = 30_000, work, ...limits }: QueueWorkerOptions): Promise<QueueWorker> {
  const redis = await connectRedis(address);
  const watch = watchConnection(redis, shownAddress(address.url), say);
  const seconds = Math.ceil(keptDays * 86_400);
  const place = workFolder(folder);
  const processes = workProcesses(work, { concurrency, ...limits });
  const began = code();
  const bench: Bench = {
    redis, prefix, processes, kinds: work.kinds, code: began, folder: place,
    blobs: redisBlobs(redis, keysOf(prefix).blobs, seconds), checkpoints: keptCheckpoints(redis, prefix, seconds),
  };
  const running = new Map<string, AbortController>();
  const workers: Worker[] = [];
  let handedBack = 0;

  const perform = (needs: Needs) => async (job: Job, token = "") => {
    const stop = new AbortController();
    const id = job.id ?? "";
    running.get(id)?.abort("lost" satisfies Stop); // this worker lost it, and has it again
    running.set(id, stop);
    say(`${id}: begun${job.attemptsStarted > 1 ? `, attempt ${job.attemptsStarted}` : ""}`);
    try {
      const answer = await takeJob(bench, job, token, needs, stop.signal);
      say(`${id}: done`);
      return answer;
    } catch (error) {
      if (stop.signal.reason === "handed back") handedBack++;
      say(`${id}: ${typeof stop.signal.reason === "string" ? stop.signal.reason : endWords(error)}`);
      throw error;
    } finally {
      if (running.get(id) === stop) running.delete(id);
    }
  };
  const listen = (needs: Needs, atOnce: number): void => {
    const worker = new Worker(QUEUES[needs], perform(needs), {
      connection: redis, prefix, concurrency: atOnce, name: `${os.hostname()}:${process.pid}`,
      lockDuration: stalledAfter, stalledInterval: Math.ceil(stalledAfter / 2), maxStalledCount: TAKEOVERS, drainDelay: 2,
    });
    worker.on("error", () => {}); // a lost connection is told by the watch, a lost job below
    worker.on("lockRenewalFailed", (ids) => ids.forEach((id) => running.get(id)?.abort("lost" satisfies Stop)));
    workers.push(worker);
  };

  listen("cpu", concurrency);
  let giveBack: (() => void) | undefined;
  const lookForGpu = (): void => {
    giveBack = takeGpu(gpuLock);
    if (!giveBack) return;
    clearInterval(looking);
    say("this worker takes the GPU jobs of this machine");
    listen("gpu", 1);
  };
  const looking = setInterval(() => gpu && lookForGpu(), LOOK_FOR_GPU);
  if (!gpu) clearInterval(looking);
  else {
    lookForGpu();
    if (!giveBack) say("another worker of this machine takes its GPU jobs; this one does when that one ends");
  }
  let lookAtCode: NodeJS.Timeout | undefined;
  const outdated = new Promise<string>((resolve) => {
    lookAtCode = setInterval(() => {
      const now = code();
      if (JSON.stringify(now) !== JSON.stringify(began)) resolve(`its code is no longer what it began with. Then: ${codeText(began)}. Now: ${codeText(now)}. Start it again`);
    }, LOOK_AT_CODE);
  });

  return {
    outdated,
    close: async () => {
      clearInterval(looking);
      clearInterval(lookAtCode);
      const late = setTimeout(() => running.forEach((stop) => stop.abort("handed back" satisfies Stop)), grace);
      await Promise.all(workers.map((worker) => worker.close()));
      clearTimeout(late);
      await processes.close();
      giveBack?.();
      watch.end();
      redis.disconnect();
      place.remove();
      return handedBack;
    },
  };
}

/** What became of a job that failed, in a few words. */
function endWords(error: unknown): string {
  const { fault, message } = failureOf(error instanceof Error ? error.message : String(error));
  return fault === "cancelled" ? "cancelled" : `${fault === "refused" ? "refused" : "failed"}: ${message.slice(0, 500)}`;
}
