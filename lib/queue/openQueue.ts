import { openLocalQueue, type LocalQueueOptions } from "./local/localQueue.ts";
import type { Queue } from "./queue.ts";
import type { RedisAddress } from "./redis/address.ts";
import { openRedisQueue } from "./redis/redisQueue.ts";
import type { CodeState } from "./wire/code.ts";
import type { WorkList } from "./work/performWork.ts";

export type QueueOptions = Partial<RedisAddress> & Omit<LocalQueueOptions, "work"> & {
  readonly work: WorkList;
  readonly prefix?: string;
  readonly keptDays?: number;
  readonly code?: () => CodeState;
};

/** Opens the queue of an address; without one, the same calls are worked by processes of this machine, with nothing to start. Close it in a `finally`. */
export async function openQueue({ ca, code, folder, keptDays, mayBePlain, prefix, url, work, ...local }: QueueOptions): Promise<Queue> {
  if (url === undefined) return openLocalQueue({ work, ...local, ...(folder !== undefined && { folder }) });
  return openRedisQueue({
    address: { url, ...(ca !== undefined && { ca }), ...(mayBePlain !== undefined && { mayBePlain }) }, kinds: work.kinds,
    ...(code && { code }), ...(keptDays !== undefined && { keptDays }), ...(prefix !== undefined && { prefix }),
  });
}
