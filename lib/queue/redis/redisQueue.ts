import { isDeepStrictEqual } from "node:util";
import { answerOf, failedJob } from "../answer.ts";
import { putFiles } from "../blobs/folderFiles.ts";
import { redisBlobs } from "../blobs/redisBlobs.ts";
import { checkOrder, checkRetry, kindOf, takenId } from "../checkOrder.ts";
import { QueueError } from "../error.ts";
import { hasEnded, type Answer, type JobView, type Queue, type Submitted } from "../queue.ts";
import { codeOf, type CodeState } from "../wire/code.ts";
import type { JobData } from "../wire/jobData.ts";
import type { Work } from "../work/work.ts";
import type { RedisAddress } from "./address.ts";
import { bullQueues } from "./bullQueues.ts";
import { cancelledJobs, cancelledView } from "./cancelled.ts";
import { connectRedis } from "./connect.ts";
import { jobEvents } from "./follow.ts";
import { followPrinted } from "./followPrinted.ts";
import { KEPT_DAYS, keysOf, PREFIX } from "./keys.ts";

export type RedisQueueOptions = {
  readonly address: RedisAddress;
  readonly kinds: readonly Work[];
  readonly prefix?: string;
  /** Days that files, and jobs that have ended, are kept. Default 7. */
  readonly keptDays?: number;
  /** The code that jobs name. Default: that of the project. */
  readonly code?: () => CodeState;
};

/** The queue in Redis, as the submitter sees it. */
export async function openRedisQueue({ address, code = codeOf, keptDays = KEPT_DAYS, kinds, prefix = PREFIX }: RedisQueueOptions): Promise<Queue> {
  const redis = await connectRedis(address);
  redis.on("error", () => {}); // it comes back by itself; what is asked meanwhile waits
  const seconds = Math.ceil(keptDays * 86_400);
  const keys = keysOf(prefix);
  const blobs = redisBlobs(redis, keys.blobs, seconds);
  const bull = bullQueues(redis, prefix);
  const cancelled = cancelledJobs(redis, prefix, seconds);
  const events = jobEvents(redis, prefix);
  const stops = new Set<() => void>();

  const get = async (id: string): Promise<JobView | undefined> => {
    const view = (await bull.find(id))?.view;
    if (view) return view;
    const one = await cancelled.get(id);
    return one ? cancelledView(one) : (await bull.find(id))?.view; // it may have been tried again between the two looks
  };
  const known = async (id: string): Promise<JobView> => {
    const view = await get(id);
    if (view === undefined) throw new QueueError(`there is no job ${JSON.stringify(id.slice(0, 100))}: jobs that have ended are kept ${keptDays} days. npx marketbook jobs ls lists them`, "usage");
    return view;
  };
  const add = async ({ backoff, data, id, kind, needs, priority, tries }: { readonly id: string; readonly kind: string; readonly needs: JobView["needs"]; readonly data: JobData; readonly priority: number; readonly tries: number; readonly backoff: number }): Promise<void> => {
    const kept = { age: seconds, count: 10_000 };
    await bull.of(needs).add(kind, data, { jobId: id, priority, attempts: tries, backoff: { type: "exponential", delay: backoff }, removeOnComplete: kept, removeOnFail: kept, stackTraceLimit: 0 });
  };
  /** Follows a job to its end. */
  const follow = <Out>(id: string, kind: Pick<Work<never, Out>, "name" | "result">, needs: JobView["needs"], isNew: boolean): Submitted<Out> => {
    const listeners = new Set<(progress: unknown) => void>();
    const readers = new Set<ReturnType<typeof followPrinted>>();
    let isOver = false;
    let last: unknown;
    const tell = (progress: unknown): void => {
      if (progress === undefined || isDeepStrictEqual(progress, last)) return;
      last = progress;
      listeners.forEach((listener) => listener(progress));
    };
    const result = new Promise<Answer<Out>>((resolve, reject) => {
      const settle = (outcome: () => void): void => {
        if (isOver) return; // two looks can see the same end: what was printed is read once
        isOver = true;
        unfollow();
        stops.delete(stop);
        void Promise.allSettled([...readers].map((reader) => reader.end())).then(outcome);
      };
      const stop = (): void => (readers.forEach((reader) => reader.stop()), readers.clear(), settle(() => reject(new QueueError(`the queue was closed; the job ${id} goes on, and submitting it again under this id attaches to it`, "usage"))));
      const look = async (): Promise<void> => {
        const [before, view] = [last, await get(id)];
        if (last === before) tell(view?.progress); // what was reported before events were heard, or while Redis was away
        if (view === undefined) return settle(() => reject(new QueueError(`the job ${id} is gone from the queue; submit it again`, "refused")));
        if (view.failure && (view.state === "failed" || view.state === "cancelled")) return settle(() => reject(failedJob(view.kind, id, view.failure!, blobs)));
        if (view.state !== "done") return;
        settle(() => {
          try {
            resolve(answerOf(kind, { value: view.value, outputs: view.outputs }, blobs));
          } catch (error) {
            reject(error);
          }
        });
      };
      const changed = (): void => void look().catch(() => {}); // Redis is away: asked again when it is back
      const unfollow = events.follow(id, needs, { changed, progress: tell });
      stops.add(stop);
      changed();
    });
    result.catch(() => {}); // who waits for it hears it; who does not, asked for nothing
    const onProgress = (listener: (progress: unknown) => void): (() => void) => {
      if (last !== undefined) listener(last);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    };
    const onPrinted = (reader: (text: string) => void): (() => void) => {
      const followed = followPrinted(bull.of(needs), id, reader);
      readers.add(followed);
      if (isOver) void followed.end().catch(() => {}); // what there is to read is read once; the queue may be closed meanwhile
      return () => (followed.stop(), void readers.delete(followed));
    };
    return { id, isNew, result, onPrinted, onProgress, cancel: () => cancel(id) };
  };
  const cancel = async (id: string): Promise<void> => {
    const view = await known(id);
    if (hasEnded(view.state)) throw new QueueError(`the job ${id} has ended already: ${view.state}`, "usage");
    await redis.set(keys.cancel(id), "1", "EX", seconds);
    const found = await bull.find(id);
    if (found === undefined || found.state === "active" || hasEnded(found.view.state)) return;
    const { job, needs } = found;
    const backoff = typeof job.opts.backoff === "object" ? (job.opts.backoff.delay ?? 1000) : 1000;
    // Kept before it is removed, here and below: at every moment it is in one place at least, for who follows it and where this process is killed.
    await cancelled.keep({ id, kind: job.name, needs, data: job.data, at: Date.now(), options: { priority: view.priority, attempts: view.tries, backoff } });
    await job.remove().catch(() => cancelled.forget(id)); // a worker took it in between, and sees the wish
  };

  return {
    get, cancel,
    submit: async (kind, given, options = {}) => {
      const order = checkOrder(kinds, kind.name, given, options);
      const { backoff, id, needs, parameters, priority, retries } = order;
      const inputs = [...(await putFiles(blobs, options.inputs ?? {}))];
      const before = options.id === undefined ? undefined : await bull.find(id);
      if (before !== undefined) {
        const isSame = before.view.kind === kind.name && isDeepStrictEqual(before.view.parameters, parameters) && isDeepStrictEqual(before.view.inputs, inputs);
        if (!isSame) throw takenId(id, before.view.kind, before.view.state);
        return follow(id, kind, before.needs, false);
      }
      await cancelled.unwish(id);
      await add({ id, kind: kind.name, needs, data: { version: 1, parameters, inputs, code: code(), submitted: Date.now() }, priority, tries: retries + 1, backoff });
      await cancelled.forget(id);
      return follow(id, kind, needs, true);
    },
    attach: async (id) => {
      const view = await known(id);
      return follow(id, kindOf(kinds, view.kind), view.needs, false);
    },
    list: async () => {
      const there = await bull.all();
      const ids = new Set(there.map(({ id }) => id));
      const gone = (await cancelled.all()).filter(({ id }) => !ids.has(id)).map(cancelledView);
      return [...there, ...gone].sort((a, b) => b.submitted - a.submitted);
    },
    retry: async (id) => {
      const view = await known(id);
      checkRetry(id, view.state);
      const [found, gone] = [await bull.find(id), await cancelled.get(id)];
      await cancelled.unwish(id);
      if (found) await found.job.retry("failed", { resetAttemptsMade: true, resetAttemptsStarted: true });
      else if (gone) await add({ id, kind: gone.kind, needs: gone.needs, data: gone.data, priority: gone.options.priority, tries: gone.options.attempts, backoff: gone.options.backoff });
      await cancelled.forget(id);
    },
    workers: () => bull.counts(),
    close: async () => {
      for (const stop of stops) stop();
      await events.close();
      await bull.close();
      redis.disconnect();
    },
  };
}
