import { Queue as BullQueue, type Job } from "bullmq";
import type { Redis } from "ioredis";
import type { JobView } from "../queue.ts";
import type { Needs } from "../work/work.ts";
import { jobView } from "./jobView.ts";
import { QUEUES } from "./keys.ts";

const BOTH: readonly Needs[] = ["gpu", "cpu"];
const STATES = ["waiting", "prioritized", "delayed", "active", "completed", "failed"] as const;
const MOST = 10_000;

/** A job of BullMQ with where it lies. */
export type Found = { readonly job: Job; readonly needs: Needs; readonly state: string; readonly view: JobView };

/** The two queues of BullMQ as one: a job's id is its name in both. */
export function bullQueues(redis: Redis, prefix: string) {
  const queues = { gpu: new BullQueue(QUEUES.gpu, { connection: redis, prefix }), cpu: new BullQueue(QUEUES.cpu, { connection: redis, prefix }) };
  for (const needs of BOTH) queues[needs].on("error", () => {}); // a lost connection is told where it is watched
  return {
    of: (needs: Needs) => queues[needs],
    find: async (id: string): Promise<Found | undefined> => {
      for (const needs of BOTH) {
        const state = await queues[needs].getJobState(id); // before the job: what has ended is then read with its end
        const job = await queues[needs].getJob(id);
        if (job) return { job, needs, state, view: jobView(job, state, needs) };
      }
      return undefined;
    },
    all: async (): Promise<readonly JobView[]> => {
      const views = new Map<string, JobView>(); // a job that moves on between two lists counts where it was seen last
      for (const needs of BOTH) {
        for (const state of STATES) {
          for (const job of await queues[needs].getJobs([state], 0, MOST)) if (job) views.set(job.id ?? "", jobView(job, state, needs));
        }
      }
      return [...views.values()];
    },
    counts: async (): Promise<Readonly<Record<Needs, number>>> => ({ gpu: await queues.gpu.getWorkersCount(), cpu: await queues.cpu.getWorkersCount() }),
    close: async () => void (await Promise.all(BOTH.map((needs) => queues[needs].close()))),
  };
}
