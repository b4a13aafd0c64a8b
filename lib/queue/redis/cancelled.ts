import type { Redis } from "ioredis";
import { z } from "zod";
import type { JobView } from "../queue.ts";
import { jsonOf } from "../wire/json.ts";
import { jobData, type JobData } from "../wire/jobData.ts";
import { keysOf } from "./keys.ts";

const shape = z.strictObject({
  id: z.string(), kind: z.string(), needs: z.enum(["gpu", "cpu"]), data: jobData, at: z.number(),
  options: z.strictObject({ priority: z.number(), attempts: z.number(), backoff: z.number() }),
});

/** A job that was cancelled before a worker took it. */
export type Cancelled = z.infer<typeof shape> & { readonly data: JobData };

/** The jobs that were cancelled while they waited: BullMQ knows no such end, so that they are kept beside it. */
export function cancelledJobs(redis: Redis, prefix: string, seconds: number) {
  const keys = keysOf(prefix);
  const read = (text: string | null): Cancelled | undefined => (text === null ? undefined : shape.safeParse(jsonOf(text)).data);
  return {
    get: async (id: string) => read(await redis.get(keys.cancelled(id))),
    keep: async (job: Cancelled) => void (await redis.set(keys.cancelled(job.id), JSON.stringify(job), "EX", seconds)),
    forget: async (id: string) => void (await redis.del(keys.cancelled(id))),
    /** Nobody wants any more that the job ends. */
    unwish: async (id: string) => void (await redis.del(keys.cancel(id))),
    all: async (): Promise<readonly Cancelled[]> => {
      const found: Cancelled[] = [];
      for await (const names of redis.scanStream({ match: keys.allCancelled, count: 1000 })) {
        for (const name of z.array(z.string()).parse(names)) {
          const one = read(await redis.get(name));
          if (one) found.push(one);
        }
      }
      return found;
    },
  };
}

export function cancelledView({ at, data, id, kind, needs, options }: Cancelled): JobView {
  return {
    id, kind, needs, state: "cancelled", priority: options.priority, attempts: 0, tries: options.attempts, submitted: data.submitted, ended: at,
    parameters: data.parameters, inputs: data.inputs, failure: { fault: "cancelled", message: "cancelled while it waited" },
  };
}
