import type { Redis } from "ioredis";
import { QueueError } from "../error.ts";
import { LIMITS, type SentFile } from "../wire/sentFile.ts";
import type { Blobs } from "./blobs.ts";
import { digestOf, piecesOf, writeChecked } from "./digestedFile.ts";

/**
 * Content in Redis: one key a piece of at most 4 MiB under `<scope>:<digest>:<k>`, and `<scope>:<digest>`, written last, which says that all are there.
 * Every key expires; what is put again lives on.
 */
export function redisBlobs(redis: Redis, scope: string, seconds: number): Blobs & { drop(files: readonly Pick<SentFile, "digest" | "bytes">[]): Promise<void> } {
  const keyOf = (digest: string, k?: number) => (k === undefined ? `${scope}:${digest}` : `${scope}:${digest}:${k}`);
  const keysOf = (digest: string, bytes: number) => [...Array.from({ length: Math.ceil(bytes / LIMITS.chunk) }, (_, k) => keyOf(digest, k)), keyOf(digest)];

  /** Whether all of it is there, for the whole time from now on. */
  const prolong = async (keys: readonly string[]): Promise<boolean> => {
    if (!(await redis.exists(keys.at(-1)!))) return false;
    for (const key of keys) if (!(await redis.expire(key, seconds))) return false;
    return true;
  };
  return {
    put: async (file) => {
      const found = digestOf(file);
      if (await prolong(keysOf(found.digest, found.bytes))) return found;
      let k = 0;
      for (const piece of piecesOf(file)) await redis.set(keyOf(found.digest, k++), piece, "EX", seconds);
      await redis.set(keyOf(found.digest), String(found.bytes), "EX", seconds);
      return found;
    },
    get: (wanted, file) => writeChecked(wanted, file, pieces(wanted)),
    drop: async (files) => {
      for (const { bytes, digest } of files) await redis.del(...keysOf(digest, bytes));
    },
  };

  async function* pieces({ bytes, digest, name }: SentFile): AsyncGenerator<Buffer> {
    for (let k = 0; k * LIMITS.chunk < bytes; k++) {
      const size = await redis.strlen(keyOf(digest, k));
      if (size > LIMITS.chunk) throw new QueueError(`${name}: a piece of ${size} bytes is larger than the ${LIMITS.chunk} that are allowed; nothing was kept of it`, "blob");
      const piece = await redis.getBuffer(keyOf(digest, k));
      if (piece === null) throw new QueueError(`${name} is no longer in the queue: files are kept ${days(seconds)} after they were last sent. Submit again`, "blob");
      yield piece;
    }
  }
}

function days(seconds: number): string {
  return seconds >= 86_400 ? `${Math.round(seconds / 86_400)} days` : `${seconds} s`;
}
