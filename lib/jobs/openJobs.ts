import os from "node:os";
import { callJob, type Called } from "./callJob.ts";
import type { Job } from "./defineJob.ts";
import { JobError } from "./error.ts";
import { deathError, faultError } from "./jobErrors.ts";
import { told } from "./questions.ts";
import { startWorker, type Death, type Worker } from "./worker.ts";

export type JobOptions = {
  /** The file that exports the job: `new URL("./fitJob.ts", import.meta.url)`. */
  readonly module: URL;
  /** Worker processes. Default: one for each core. They start when there is work. */
  readonly workers?: number;
  /** Times a job is tried again in a new process after its worker died. Default 1. */
  readonly retries?: number;
  /** Megabytes that one worker process may take before it is killed. Default: as many as the machine gives. */
  readonly memory?: number;
  /** Does the jobs one after the other in this process, by the same rules: for tests and for few small jobs. */
  readonly inProcess?: boolean;
  /** Variables of the worker processes beside those of this one; undefined takes one away. By default each computes with one thread. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that a job has to end after a stop before its process is killed. Default 1000. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
};

export type RunOptions = {
  readonly onProgress?: (progress: unknown) => void;
  /** Answers what the job asks (`context.ask`). */
  readonly onAsk?: (question: unknown) => Promise<unknown>;
  /** Stops this job alone: its process is asked to end, and killed when its patience is over. */
  readonly signal?: AbortSignal;
};

/** Where jobs are done. A queue on other machines gives the same. */
export type Jobs<In, Out> = {
  /** Resolves with the result, rejects with a `JobError` or with the reason of the aborted signal. */
  run(parameters: In, options?: RunOptions): Promise<Out>;
  /** Ends all processes; those that work are killed when their patience is over. Jobs done in this process are waited for. */
  close(): Promise<void>;
};

type Task<In> = Required<Pick<RunOptions, "onProgress">> & { readonly parameters: In; readonly onAsk: RunOptions["onAsk"]; /** Of this job alone, or of all. */ readonly ended: AbortSignal; readonly settle: (outcome: () => unknown) => void };

/** Opens a pool of worker processes for one job. Close it in a `finally`. */
export function openJobs<In, Out>(job: Job<In, Out>, { environment, inProcess = false, memory, module, patience, retries = 1, signal, workers = os.availableParallelism() }: JobOptions): Jobs<In, Out> {
  for (const [name, value, least] of [["workers", workers, 1], ["retries", retries, 0]] as const) {
    if (!Number.isInteger(value) || value < least) throw new JobError(`openJobs: ${name} must be a whole number ≥ ${least}, got ${value}`, { fault: "setup" });
  }
  if (memory !== undefined && !(memory >= 64)) throw new JobError(`openJobs: memory must be at least 64 MB, got ${memory}; a worker needs about 60 before it does anything`, { fault: "setup" });
  const stopped = new AbortController();
  const ended = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal;
  const waiting: Task<In>[] = [];
  const idle: Worker[] = [];
  const alive = new Set<Worker>();
  const performing = new Set<Promise<void>>();

  const endWorkers = async (): Promise<void> => {
    idle.length = 0;
    await Promise.all([...alive].map(async (worker) => (await worker.end(), alive.delete(worker))));
  };
  const inWorker = async (task: Task<In>, attempt: number): Promise<Called | Death> => {
    const worker = idle.pop() ?? startWorker({ environment, memory, patience });
    alive.add(worker);
    let stopping: Promise<void> | undefined;
    const stop = (): void => void (stopping ??= worker.end());
    task.ended.addEventListener("abort", stop, { once: true });
    const outcome = await worker.run({ module: module.href, job: job.name, parameters: task.parameters, attempt }, task);
    task.ended.removeEventListener("abort", stop);
    await stopping;
    if (stopping || "died" in outcome) alive.delete(worker);
    else if (!ended.aborted) idle.push(worker);
    return outcome;
  };
  const here = (task: Task<In>, attempt: number): Promise<Called | Death> => callJob(job, task.parameters, { signal: task.ended, attempt, report: (progress) => task.onProgress(progress ?? null), ask: told(task.onAsk) });
  const attempt = inProcess ? here : inWorker;

  const perform = async (task: Task<In>): Promise<void> => {
    if (task.ended.aborted) return task.settle(() => task.ended.throwIfAborted());
    let outcome = await attempt(task, 1);
    for (let tries = 2; "died" in outcome && tries <= retries + 1 && !task.ended.aborted; tries++) outcome = await attempt(task, tries);
    if (ended.aborted) await endWorkers(); // who hears of the stop finds no process left
    const last = outcome;
    task.settle(() => {
      task.ended.throwIfAborted();
      if ("died" in last) throw deathError(job.name, task.parameters, last, retries);
      if ("failed" in last) throw faultError(job.name, task.parameters, last.failed);
      return last.done;
    });
  };
  const start = (): void => {
    while (performing.size < (inProcess ? 1 : workers) && waiting.length > 0 && !ended.aborted) {
      const work = perform(waiting.shift()!).then(() => {
        performing.delete(work);
        start();
      });
      performing.add(work);
    }
  };
  const stop = (): void => {
    const rest = waiting.splice(0);
    void endWorkers().then(() => rest.forEach(({ settle }) => settle(() => ended.throwIfAborted())));
  };
  ended.addEventListener("abort", stop, { once: true });

  return {
    run: (parameters, { onAsk, onProgress = () => {}, signal: own } = {}) => new Promise<Out>((resolve, reject) => {
      const either = own ? AbortSignal.any([own, ended]) : ended;
      if (either.aborted) return reject(either.reason);
      const settle = (outcome: () => unknown): void => {
        try {
          resolve(job.result.parse(outcome()));
        } catch (error) {
          reject(error);
        }
      };
      waiting.push({ parameters, onAsk, onProgress, ended: either, settle });
      start();
    }),
    close: async () => {
      stopped.abort(new JobError(`the jobs "${job.name}" are closed`, { fault: "setup" }));
      ended.removeEventListener("abort", stop);
      await Promise.all([endWorkers(), ...performing]);
    },
  };
}
