import { Worker } from "node:worker_threads";
import { mapBars, type Bars } from "../../market/bars.ts";
import { columnsOf, type Columns } from "../columns.ts";
import { sourceColumns, type Companions } from "../companions.ts";
import { FactorError } from "../error.ts";
import { parseFactorId } from "../factorId.ts";
import { factorIds } from "../factorSets.ts";
import { checkInputs } from "../inputs.ts";
import type { Answer, Question, Task } from "./messages.ts";

export type ParallelOptions = Companions & {
  /** Threads that compute; the calling one only waits. */
  readonly workers: number;
  /** Called when columns are done, with how many of all. */
  readonly onProgress?: (done: number, count: number) => void;
  /** Stops the threads; what was computed is dropped. */
  readonly signal?: AbortSignal;
};

/** Columns of one task: enough that neighbours share their work, few enough that no thread is left alone with much of it at the end. */
const TASK = 48;

/** Threads that have ended their work are kept for the next: to start one takes longer than many a computation. They do not keep the process alive. */
const idle: Worker[] = [];

/**
 * Factor columns as `computeFactors` gives them, to the last bit, computed by several threads. Bars and columns lie in memory that the threads share.
 * Worth it from some hundred thousand bars on: the first call starts the threads, which takes a second.
 */
export async function computeFactorsInParallel(bars: Bars, ids: readonly string[] = factorIds(), { onProgress, signal, workers, ...companions }: ParallelOptions): Promise<Columns> {
  if (!(Number.isInteger(workers) && workers >= 1)) throw new FactorError(`computeFactorsInParallel: workers must be a whole number from 1, got "${workers}"`);
  checkInputs(bars);
  sourceColumns(bars, ids.map(parseFactorId), companions);
  const rows = bars.closeTime.length;
  const values = ids.map(() => sharedColumn(rows));
  const tasks = tasksOf(ids, values);
  const start: Question = { kind: "start", bars: mapBars(bars, (column) => shared(column)), companions };
  const queue = tasks.toReversed();
  const count = Math.min(workers, tasks.length);
  let done = 0;
  const ended = new AbortController();
  const threads = Array.from({ length: count }, takeThread);
  try {
    for (const thread of threads) thread.postMessage(start);
    await Promise.all(threads.map((thread) => work(thread, queue, signal, ended.signal, (task) => onProgress?.((done += task.ids.length), ids.length))));
    for (const thread of threads) keepThread(thread);
  } catch (error) {
    await Promise.all(threads.map((thread) => thread.terminate()));
    throw error;
  } finally {
    ended.abort();
  }
  return columnsOf(bars.closeTime, Object.fromEntries(ids.map((id, k) => [id, values[k]!])));
}

function takeThread(): Worker {
  const thread = idle.pop() ?? new Worker(new URL("./factorWorker.ts", import.meta.url));
  thread.ref();
  return thread;
}

function keepThread(thread: Worker): void {
  const end: Question = { kind: "end" };
  thread.postMessage(end);
  for (const event of ["message", "error", "exit"]) thread.removeAllListeners(event);
  thread.unref();
  idle.push(thread);
}

/** Gives a thread one task after the other until none is left. */
function work(thread: Worker, queue: Task[], signal: AbortSignal | undefined, ended: AbortSignal, onDone: (task: Task) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let task: Task | undefined;
    const next = (): void => {
      task = queue.pop();
      if (task === undefined) resolve();
      else thread.postMessage(task);
    };
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true, signal: ended });
    if (signal?.aborted) return reject(signal.reason);
    thread.on("message", (answer: Answer) => {
      if (answer.error !== undefined) return reject(new FactorError(answer.error));
      if (task) onDone(task);
      next();
    });
    thread.on("error", reject);
    thread.on("exit", () => reject(new FactorError(`computeFactorsInParallel: a thread ended while it computed ${task?.ids.join(", ") ?? "nothing"}; memory may have run out. Ask for fewer columns at once.`)));
    next();
  });
}

function tasksOf(ids: readonly string[], values: readonly Float64Array[]): readonly Task[] {
  return Array.from({ length: Math.ceil(ids.length / TASK) }, (_, k) => ({ kind: "task", ids: ids.slice(TASK * k, TASK * (k + 1)), values: values.slice(TASK * k, TASK * (k + 1)) }));
}

function sharedColumn(rows: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * rows));
}

function shared(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const copy = sharedColumn(column.length);
  copy.set(column);
  return copy;
}
