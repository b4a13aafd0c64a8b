import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { firstRows, killWriters, rowsAfter, startWriter, writerCommand } from "./killedWriter.fixture.ts";
import { openStore } from "./openStore.ts";
import { PIECE, STEP } from "./storeBars.fixture.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a writer killed 50 times in the middle loses nothing that it was told is saved, and doubles nothing", async () => {
  let count = 0;
  await killWriters(50, async () => join(folder, String(count++)), randomStream(randomKey(7)));
}, 600_000);

test("two processes write one series at once, and every bar is there", async () => {
  const writers = [0, 1].map((first) => startWriter(writerCommand(folder, { first, by: 2, pieces: 60 })));
  await Promise.all(writers.map(({ ended }) => ended));
  expect(writers.map(({ saved }) => saved.length)).toEqual([30, 30]);
  const store = await openStore(folder);
  expect(await store.openBars("BTC-USD", { interval: "1h" })).toEqual(firstRows(rowsAfter(60)));
  expect(await Array.fromAsync(store.answers())).toHaveLength(60);
  expect(await store.verify()).toEqual([]);
  await store.close();
});

test("a reader beside the writer sees whole pieces only", async () => {
  const store = await openStore(folder);
  const { child, ended, saved } = startWriter(writerCommand(folder, { pieces: 60, stays: true }));
  const seen = new Set<number>();
  for (let isLast = false; !isLast; await setTimeout(1)) {
    isLast = saved.length === 60 || child.exitCode !== null;
    const rows = (await store.openBars("BTC-USD", { interval: "1h" }).catch(() => undefined))?.closeTime.length ?? 0;
    seen.add(rows);
  }
  child.kill("SIGKILL");
  await ended;
  expect(saved).toHaveLength(60);
  expect([...seen].filter((rows) => rows > 0 && (rows - PIECE) % STEP !== 0)).toEqual([]);
  expect(seen.size).toBeGreaterThan(1);
  await store.close();
});
