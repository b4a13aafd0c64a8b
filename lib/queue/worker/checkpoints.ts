import type { Redis } from "ioredis";
import { digestOf } from "../blobs/digestedFile.ts";
import { filesOf, getFiles, putFiles } from "../blobs/folderFiles.ts";
import { redisBlobs } from "../blobs/redisBlobs.ts";
import { QueueError } from "../error.ts";
import { keysOf } from "../redis/keys.ts";
import { jsonOf } from "../wire/json.ts";
import { LIMITS, sentFiles, type SentFile } from "../wire/sentFile.ts";

/** The checkpoint of each job, kept in Redis apart from other files, so that a newer one takes the place of the one before. */
export function keptCheckpoints(redis: Redis, prefix: string, seconds: number) {
  const keys = keysOf(prefix);
  const blobsOf = (id: string) => redisBlobs(redis, keys.checkpointBlobs(id), seconds);
  const read = async (id: string): Promise<readonly SentFile[]> => {
    const text = await redis.get(keys.checkpoint(id));
    return text === null ? [] : (sentFiles.safeParse(jsonOf(text)).data ?? []);
  };
  /** What was sent for a job and is none of these files goes. */
  const dropOthers = async (id: string, now: readonly SentFile[]): Promise<void> => {
    const sent = (await redis.smembers(keys.checkpointSent(id))).map((text) => ({ text, digest: text.slice(0, 64), bytes: Number(text.slice(65)) }));
    const others = sent.filter(({ bytes, digest }) => bytes <= LIMITS.file && !now.some((file) => file.digest === digest));
    await blobsOf(id).drop(others);
    if (others.length > 0) await redis.srem(keys.checkpointSent(id), ...others.map(({ text }) => text));
  };
  return {
    /** Keeps the files of a folder as the checkpoint of a job. */
    keep: async (id: string, folder: string): Promise<void> => {
      const files = filesOf(folder);
      const announced = Object.values(files).map((file) => digestOf(file)).map(({ bytes, digest }) => `${digest}:${bytes}`);
      if (announced.length > 0) await redis.sadd(keys.checkpointSent(id), ...announced);
      await redis.expire(keys.checkpointSent(id), seconds);
      const now = await putFiles(blobsOf(id), files);
      await redis.set(keys.checkpoint(id), JSON.stringify(now), "EX", seconds);
      await dropOthers(id, now);
    },
    /** Brings the checkpoint of a job into a folder. One that is no longer whole is left out: the work begins anew. out: how many files came */
    restore: async (id: string, folder: string): Promise<number> => {
      try {
        return (await getFiles(blobsOf(id), await read(id), folder)).length;
      } catch (error) {
        if (error instanceof QueueError && error.fault === "blob") return 0;
        throw error;
      }
    },
    forget: async (id: string): Promise<void> => {
      await dropOthers(id, []);
      await redis.del(keys.checkpoint(id), keys.checkpointSent(id));
    },
  };
}

export type KeptCheckpoints = ReturnType<typeof keptCheckpoints>;
