import { openJobs, type Jobs, type RunOptions } from "../../jobs/index.ts";
import { performWork, type WorkList, type WorkOrder } from "../work/performWork.ts";
import type { Needs } from "../work/work.ts";

/** Jobs that one set of processes works before a new one takes its place, so that what they leak does not add up. */
const RENEWED_AFTER = 200;
/** Milliseconds that work has to come to a stop, such as to write a checkpoint, before its process is killed. */
const PATIENCE = 5000;

export type ProcessOptions = {
  /** Jobs of the processor at a time. */
  readonly concurrency: number;
  /** Megabytes that one process may take before it is killed. */
  readonly memory?: number;
  /** Threads that each computes with. Default 1. */
  readonly threads?: number;
};

type Pool = { readonly jobs: Jobs<WorkOrder, unknown>; taken: number; running: number };

/**
 * The processes that work: one job at a time in each. Jobs of the GPU have a process of their own, so that its memory is free afterwards;
 * those of the processor see no GPU. None of them is given the address of Redis.
 */
export function workProcesses({ kinds, module }: WorkList, { concurrency, memory, threads = 1 }: ProcessOptions) {
  const job = performWork(kinds);
  const own = { MARKETBOOK_REDIS_URL: undefined, MARKETBOOK_REDIS_CA: undefined };
  const many = String(threads);
  const threaded = threads === 1 ? {} : { MARKETBOOK_THREADS: many, OMP_NUM_THREADS: many, OPENBLAS_NUM_THREADS: many, MKL_NUM_THREADS: many, TF_NUM_INTRAOP_THREADS: many };
  const options = { module, patience: PATIENCE, ...(memory !== undefined && { memory }) };
  const ofProcessor = { MARKETBOOK_ENGINE: process.env["MARKETBOOK_ENGINE"] || "cpu" };
  const open = (): Pool => ({ jobs: openJobs(job, { ...options, workers: concurrency, environment: { ...own, ...threaded, ...ofProcessor } }), taken: 0, running: 0 });
  let pool: Pool | undefined;

  const onProcessor = async (order: WorkOrder, run: RunOptions): Promise<unknown> => {
    const current = (pool ??= open());
    current.running++;
    if (++current.taken >= RENEWED_AFTER) pool = undefined;
    try {
      return await current.jobs.run(order, run);
    } finally {
      if (--current.running === 0 && current !== pool) await current.jobs.close();
    }
  };
  const onGpu = async (order: WorkOrder, run: RunOptions): Promise<unknown> => {
    const jobs = openJobs(job, { ...options, workers: 1, environment: { ...own, ...threaded } });
    try {
      return await jobs.run(order, run);
    } finally {
      await jobs.close();
    }
  };
  return {
    run: (needs: Needs, order: WorkOrder, run: RunOptions): Promise<unknown> => (needs === "gpu" ? onGpu(order, run) : onProcessor(order, run)),
    close: async () => void (await pool?.jobs.close()),
  };
}

export type WorkProcesses = ReturnType<typeof workProcesses>;
