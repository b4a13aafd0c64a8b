import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { mapBars, sliceBars } from "../bars.ts";
import { openStore } from "./openStore.ts";
import { hourly, PIECE, STEP } from "./storeBars.fixture.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
});
afterEach(() => rm(folder, { recursive: true }));

const PIECES = 160;
const rowsAfter = (pieces: number): number => (pieces === 0 ? 0 : (pieces - 1) * STEP + PIECE);
const firstRows = (rows: number) => mapBars(sliceBars(hourly, 0, rows), (column) => column.slice());

/** A process that saves pieces; `saved` are those that it was told are saved. */
function startWriter(first: number, by = 1, pieces = PIECES): { readonly child: ChildProcess; readonly saved: number[]; readonly ended: Promise<unknown>; readonly trouble: () => string } {
  const child = spawn(process.execPath, [join(import.meta.dirname, "writer.fixture.ts"), folder, String(first), String(by), String(pieces)], { stdio: ["ignore", "pipe", "pipe"] });
  const saved: number[] = [];
  let [rest, trouble] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    saved.push(...lines.map(Number));
  });
  child.stderr.on("data", (chunk: Buffer) => void (trouble += chunk.toString()));
  return { child, saved, ended: once(child, "close"), trouble: () => trouble };
}

test("a writer killed 50 times in the middle loses nothing that it was told is saved, and doubles nothing", async () => {
  const { uniform } = randomStream(randomKey(7));
  let [next, kills] = [0, 0];
  while (kills < 50) {
    const { child, ended, saved } = startWriter(next % PIECES);
    const wanted = 1 + Math.floor(uniform() * 3);
    while (saved.length < wanted && child.exitCode === null) await setTimeout(1);
    await setTimeout(uniform() * 4);
    if (child.kill("SIGKILL")) kills++;
    await ended;
    const store = await openStore(folder);
    expect(await store.verify()).toEqual([]);
    const bars = await store.openBars("BTC-USD", { interval: "1h" });
    const pieces = (bars.closeTime.length - PIECE) / STEP + 1;
    const acknowledged = Math.max(next, (saved.at(-1) ?? -1) + 1);
    expect([acknowledged, acknowledged + 1]).toContain(pieces);
    expect(bars).toEqual(firstRows(rowsAfter(pieces)));
    expect(await Array.fromAsync(store.answers())).toHaveLength(pieces);
    expect(await store.covered("binance", "BTC-USD", "1h")).toEqual([{ from: hourly.closeTime[0]! - 3_600_000, to: bars.closeTime.at(-1) }]);
    expect((await store.listSeries())[0]).toMatchObject({ rows: bars.closeTime.length, revisedBars: 0 });
    await store.close();
    next = pieces;
    if (next > PIECES - 12) {
      await rm(folder, { recursive: true });
      next = 0;
    }
  }
}, 180_000);

test("two processes write one series at once, and every bar is there", async () => {
  const writers = [startWriter(0, 2, 60), startWriter(1, 2, 60)];
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
  const { ended, saved } = startWriter(0, 1, 60);
  let isEnded = false;
  void ended.then(() => (isEnded = true));
  const seen = new Set<number>();
  while (!isEnded) {
    const rows = (await store.openBars("BTC-USD", { interval: "1h" }).catch(() => undefined))?.closeTime.length ?? 0;
    seen.add(rows);
    await setTimeout(1);
  }
  expect(saved).toHaveLength(60);
  expect([...seen].filter((rows) => rows > 0 && (rows - PIECE) % STEP !== 0)).toEqual([]);
  expect(seen.size).toBeGreaterThan(1);
  await store.close();
});
