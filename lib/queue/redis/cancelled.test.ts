import { afterAll, beforeAll, expect, test } from "vitest";
import { redisServer } from "../../../environment/setup/redis.mjs";
import { openQueue } from "../openQueue.ts";
import { fixtureCode, fixtureWork, waitingWork } from "../queue.fixture.ts";
import { startRedis, type RedisFixture } from "../redis.fixture.ts";

let redis: RedisFixture;

beforeAll(async () => { redis = await startRedis(redisServer()); });
afterAll(async () => { await redis.stop(); });

const open = () => openQueue({ url: redis.url, work: fixtureWork, code: () => fixtureCode });

test("a job that is cancelled while it waits, and tried again, is known to others at every moment, and told as cancelled to who follows it", async () => {
  const [queue, other] = [await open(), await open()];
  let isOver = false;
  try {
    const job = await other.submit(waitingWork, { name: "a", until: "", log: "" }, { id: "a" });
    const seen = new Set<string | undefined>();
    const looking = Array.from({ length: 4 }, async () => {
      while (!isOver) seen.add((await other.get("a"))?.state);
    });
    for (let times = 0; times < 25; times++) {
      await queue.cancel("a");
      if (times === 0) await expect(job.result).rejects.toMatchObject({ fault: "cancelled" });
      await queue.retry("a");
    }
    isOver = true;
    await Promise.all(looking);
    expect(seen).not.toContain(undefined);
    expect((await other.list()).map(({ id, state }) => [id, state])).toEqual([["a", "waiting"]]);
  } finally {
    isOver = true;
    await queue.close();
    await other.close();
  }
});
