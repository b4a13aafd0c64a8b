import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "vitest";
import type { RandomStream } from "../../random/index.ts";
import { mapBars, sliceBars } from "../bars.ts";
import { openStore } from "./openStore.ts";
import { hourly, PIECE, STEP } from "./storeBars.fixture.ts";

const PIECES = 160;
export const rowsAfter = (pieces: number): number => (pieces === 0 ? 0 : (pieces - 1) * STEP + PIECE);
export const firstRows = (rows: number) => mapBars(sliceBars(hourly, 0, rows), (column) => column.slice());

export type Writer = { readonly child: ChildProcess; readonly saved: readonly number[]; readonly ended: Promise<unknown>; readonly trouble: () => string };
export type Range = { readonly first?: number; readonly by?: number; readonly pieces?: number; /** Goes on reading after its last piece, until it is ended. */ readonly stays?: boolean };

/** The command that saves pieces of bars into a store and says so after each. */
export function writerCommand(place: string, { by = 1, first = 0, pieces = PIECES, stays = false }: Range = {}): readonly string[] {
  return [process.execPath, join(import.meta.dirname, "writer.fixture.ts"), place, String(first), String(by), String(pieces), stays ? "stays" : ""];
}

/** A process that runs a command of a writer; `saved` are the pieces that it was told are saved. */
export function startWriter([program = "", ...words]: readonly string[]): Writer {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
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

/** Kills writers so many times in the middle. After each kill the store holds what was acknowledged, or one piece more, each bar once. */
export async function killWriters(kills: number, fresh: () => Promise<string>, { uniform }: RandomStream): Promise<void> {
  let [next, done] = [0, 0];
  let place = await fresh();
  while (done < kills) {
    const { child, ended, saved } = startWriter(writerCommand(place, { first: next }));
    const wanted = 1 + Math.floor(uniform() * 3);
    while (saved.length < wanted && child.exitCode === null) await setTimeout(1);
    await setTimeout(uniform() * 4);
    if (child.kill("SIGKILL")) done++;
    await ended;
    next = await piecesIn(place, Math.max(next, (saved.at(-1) ?? -1) + 1));
    if (next > PIECES - 12) {
      place = await fresh();
      next = 0;
    }
  }
}

/** How many pieces a sound store holds: those acknowledged, or one more. */
export async function piecesIn(place: string, acknowledged: number): Promise<number> {
  const store = await openStore(place);
  expect(await store.verify()).toEqual([]);
  const bars = await store.openBars("BTC-USD", { interval: "1h" });
  const pieces = (bars.closeTime.length - PIECE) / STEP + 1;
  expect([acknowledged, acknowledged + 1]).toContain(pieces);
  expect(bars).toEqual(firstRows(rowsAfter(pieces)));
  expect(await Array.fromAsync(store.answers())).toHaveLength(pieces);
  expect(await store.covered("binance", "BTC-USD", "1h")).toEqual([{ from: hourly.closeTime[0]! - 3_600_000, to: bars.closeTime.at(-1) }]);
  expect((await store.listSeries())[0]).toMatchObject({ rows: bars.closeTime.length, revisedBars: 0 });
  await store.close();
  return pieces;
}
