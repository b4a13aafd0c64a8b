import os from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { answerOf, failedJob } from "../answer.ts";
import { filesOf, getFiles, putFiles } from "../blobs/folderFiles.ts";
import { localBlobs } from "../blobs/localBlobs.ts";
import { checkOrder, checkRetry, takenId } from "../checkOrder.ts";
import { FINAL_FAULTS, QueueError } from "../error.ts";
import { hasEnded, type Answer, type Queue, type Submitted } from "../queue.ts";
import { withLeft, workFailure } from "../worker/failure.ts";
import { workProcesses, type ProcessOptions } from "../worker/processes.ts";
import { WORK_FOLDER, workFolder } from "../worker/workspace.ts";
import type { WorkList } from "../work/performWork.ts";
import { keepQuestion } from "../work/checkpointKeeper.ts";
import { apart } from "../work/printed.ts";
import type { Needs, Work } from "../work/work.ts";
import { localCheckpoints } from "./localCheckpoints.ts";
import { localView, nextOf, type LocalJob } from "./localJob.ts";

export type LocalQueueOptions = Partial<ProcessOptions> & { readonly work: WorkList; readonly folder?: string };

/** A queue of this process: jobs are worked by processes of this machine. Checkpoints outlive it, so that the same id goes on after a kill. */
export function openLocalQueue({ concurrency = os.availableParallelism(), folder = WORK_FOLDER, work, ...limits }: LocalQueueOptions): Queue {
  const place = workFolder(folder);
  const blobs = localBlobs(place.blobs);
  const processes = workProcesses(work, { concurrency, ...limits });
  const jobs = new Map<string, LocalJob>();
  const settled = new Map<string, { readonly result: Promise<LocalJob>; readonly end: (job: LocalJob) => void }>();
  const most: Readonly<Record<Needs, number>> = { gpu: 1, cpu: concurrency };
  const running: Record<Needs, number> = { gpu: 0, cpu: 0 };
  const timers = new Set<NodeJS.Timeout>();
  let isClosed = false;
  const checkpoints = localCheckpoints(path.join(folder, "checkpoints"));

  const begin = (): void => {
    for (const needs of ["gpu", "cpu"] as const) {
      while (!isClosed && running[needs] < most[needs]) {
        const job = nextOf(jobs.values(), needs);
        if (job === undefined) break;
        running[needs]++;
        void perform(job).finally(() => (running[needs]--, begin()));
      }
    }
  };
  const end = (job: LocalJob, now: Partial<LocalJob["now"]>): void => {
    job.now = { ...job.now, ended: Date.now(), ...now };
    settled.get(job.order.id)?.end(job);
  };
  const perform = async (job: LocalJob): Promise<void> => {
    const { id, kind, needs, parameters, retries } = job.order;
    const attempts = job.now.attempts + 1;
    job.now = { ...job.now, state: "running", attempts, started: Date.now() };
    const space = place.space(id);
    try {
      await getFiles(blobs, job.inputs, space.inputs);
      checkpoints.restore(id, space.checkpoint);
      const onAsk = async (question: unknown): Promise<void> => checkpoints.keep(id, keepQuestion.parse(question).keep);
      const onProgress = apart({
        onProgress: (progress) => {
          job.now = { ...job.now, progress };
          job.listeners.forEach((listener) => listener(progress));
        },
        onPrinted: (text) => {
          job.printed.push(text);
          job.readers.forEach((reader) => reader(text));
        },
      });
      const value = await processes.run(needs, { kind: kind.name, parameters, attempt: attempts, checkpoint: space.checkpoint, inputs: space.inputs, outputs: space.outputs }, { onAsk, onProgress, signal: job.stop.signal });
      const outputs = await putFiles(blobs, filesOf(space.outputs));
      checkpoints.forget(id);
      end(job, { state: "done", value, outputs });
    } catch (error) {
      fail(job, job.stop.signal.aborted ? new QueueError("cancelled", "cancelled") : await withLeft(workFailure(error, path.dirname(space.inputs)), blobs, space.outputs), attempts <= retries);
    } finally {
      space.remove();
    }
  };
  const fail = (job: LocalJob, { fault, left, message }: QueueError, mayRetry: boolean): void => {
    const failure = { fault, message, ...(left && left.outputs.length > 0 && { outputs: [...left.outputs] }) };
    if (!mayRetry || FINAL_FAULTS.includes(fault)) return end(job, { state: fault === "cancelled" ? "cancelled" : "failed", failure });
    job.now = { ...job.now, state: "delayed", failure };
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (job.now.state === "delayed") job.now = { ...job.now, state: "waiting" };
      begin();
    }, job.order.backoff * 2 ** (job.now.attempts - 1));
    timers.add(timer);
  };
  const known = (id: string): LocalJob => {
    const job = jobs.get(id);
    if (job) return job;
    throw new QueueError(`there is no job ${JSON.stringify(id.slice(0, 100))} in this process; without MARKETBOOK_REDIS_URL each process has jobs of its own`, "usage");
  };
  const enter = (job: LocalJob): void => {
    let done: (job: LocalJob) => void = () => {};
    const result = new Promise<LocalJob>((resolve) => (done = resolve));
    settled.set(job.order.id, { result, end: done });
    jobs.set(job.order.id, job);
    begin();
  };
  const follow = <Out>(job: LocalJob, kind: Pick<Work<never, Out>, "name" | "result">, isNew: boolean): Submitted<Out> => {
    const { id } = job.order;
    const result = settled.get(id)!.result.then(({ now }): Answer<Out> => {
      if (now.failure && now.state !== "done") throw failedJob(kind.name, id, now.failure, blobs);
      return answerOf(kind, { value: now.value, outputs: now.outputs ?? [] }, blobs);
    });
    result.catch(() => {}); // who waits for it hears it; who does not, asked for nothing
    const onProgress = (listener: (progress: unknown) => void): (() => void) => {
      if (job.now.progress !== undefined) listener(job.now.progress);
      job.listeners.add(listener);
      return () => void job.listeners.delete(listener);
    };
    const onPrinted = (reader: (text: string) => void): (() => void) => {
      job.printed.forEach(reader);
      job.readers.add(reader);
      return () => void job.readers.delete(reader);
    };
    return { id, isNew, result, onPrinted, onProgress, cancel: () => cancel(id) };
  };
  const cancel = async (id: string): Promise<void> => {
    const job = known(id);
    if (hasEnded(job.now.state)) throw new QueueError(`the job ${id} has ended already: ${job.now.state}`, "usage");
    job.stop.abort(new QueueError("cancelled", "cancelled"));
    if (job.now.state !== "running") end(job, { state: "cancelled", failure: { fault: "cancelled", message: "cancelled while it waited" } });
  };

  return {
    cancel,
    submit: async (kind, given, options = {}) => {
      if (isClosed) throw new QueueError("submit: the queue is closed", "usage");
      const order = checkOrder(work.kinds, kind.name, given, options);
      const inputs = await putFiles(blobs, options.inputs ?? {});
      const before = jobs.get(order.id);
      if (before && before.now.state !== "cancelled") {
        if (before.order.kind.name === kind.name && isDeepStrictEqual([before.order.parameters, before.inputs], [order.parameters, inputs])) return follow(before, kind, false);
        throw takenId(order.id, before.order.kind.name, before.now.state);
      }
      const job: LocalJob = { order, inputs, submitted: Date.now(), number: jobs.size, listeners: new Set(), printed: [], readers: new Set(), stop: new AbortController(), now: { state: "waiting", attempts: 0 } };
      enter(job);
      return follow(job, kind, true);
    },
    attach: async (id) => follow(known(id), known(id).order.kind, false),
    get: async (id) => (jobs.has(id) ? localView(known(id)) : undefined),
    list: async () => [...jobs.values()].map(localView).reverse(),
    retry: async (id) => {
      const job = known(id);
      checkRetry(id, job.now.state);
      job.stop = new AbortController();
      job.now = { state: "waiting", attempts: 0 };
      enter(job);
    },
    workers: async () => ({ gpu: 1, cpu: concurrency }),
    close: async () => {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      for (const job of jobs.values()) if (!hasEnded(job.now.state)) await cancel(job.order.id);
      await processes.close();
      place.remove();
    },
  };
}
