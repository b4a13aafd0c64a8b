import { QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { Needs } from "../work/work.ts";
import { QUEUES } from "./keys.ts";

/** What a follower of a job is told. */
export type Follower = { progress(value: unknown): void; changed(): void };

const POLL = 5000; // milliseconds; events make it faster
const LISTENS_AFTER = 200; // milliseconds

/** Tells the followers of jobs what happens to them: by events, and by asking now and then, because events may be lost while Redis is away. */
export function jobEvents(redis: Redis, prefix: string) {
  const followers = new Map<string, Set<Follower>>();
  const sources = new Map<Needs, QueueEvents>();
  const changed = (id: string): void => followers.get(id)?.forEach((one) => one.changed());
  const listen = (needs: Needs): void => {
    if (sources.has(needs)) return;
    const source = new QueueEvents(QUEUES[needs], { connection: redis, prefix });
    source.on("error", () => {}); // while Redis is away, jobs are asked for again below
    source.on("progress", ({ data, jobId }) => followers.get(jobId)?.forEach((one) => one.progress(data)));
    for (const event of ["completed", "failed", "removed"] as const) source.on(event, ({ jobId }: { readonly jobId: string }) => changed(jobId));
    // What happened before it listened is asked for once it does.
    void source.waitUntilReady().then(() => setTimeout(() => [...followers.keys()].forEach(changed), LISTENS_AFTER).unref(), () => {});
    sources.set(needs, source);
  };
  const timer = setInterval(() => [...followers.keys()].forEach(changed), POLL);
  return {
    follow: (id: string, needs: Needs, follower: Follower): (() => void) => {
      listen(needs);
      followers.set(id, (followers.get(id) ?? new Set()).add(follower));
      return () => {
        const own = followers.get(id);
        own?.delete(follower);
        if (own?.size === 0) followers.delete(id);
      };
    },
    close: async () => {
      clearInterval(timer);
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}
