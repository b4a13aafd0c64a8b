import type { Redis } from "ioredis";

/** Says once when Redis is lost and once when it is back. out: whether it is there, and an end to watching */
export function watchConnection(redis: Redis, shown: string, say: (line: string) => void): { isThere(): boolean; end(): void } {
  let isThere = true;
  const lost = (): void => {
    if (isThere) say(`Redis at ${shown} is gone; what runs goes on, and this tries again until it is back`);
    isThere = false;
  };
  const back = (): void => {
    if (!isThere) say(`Redis at ${shown} is back`);
    isThere = true;
  };
  redis.on("close", lost).on("ready", back);
  redis.on("error", () => {}); // a lost connection is told above
  return { isThere: () => isThere, end: () => void redis.off("close", lost).off("ready", back) };
}
