import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { storePython } from "../../../environment/setup/storePeers.mjs";
import { benchBars, writeSeries } from "../series.ts";
import { pythonPeer } from "../pythonPeer.ts";
import { startWorker, type Program, type Worker } from "../worker.ts";
import { ANSWERS, type Amount, type Question } from "./protocol.ts";

export type StoreWorker = Worker<Question, typeof ANSWERS> & {
  readonly versions: string;
  /** Most bytes that the process had held when all bars were in its store. */
  readonly memory: number;
};

const here = import.meta.dirname;
const node = (...file: string[]): Program => ({ program: process.execPath, args: [path.join(here, ...file)] });
const python = (file: string): Program => pythonPeer(storePython, here, file);

/** Each side by name. */
const PROGRAMS = {
  ours: node("ours.ts"),
  DuckDB: python("duckdb_peer.py"),
  "SQLite rows": node("peers", "sqliteRows.ts"),
  Parquet: python("parquet_peer.py"),
  ArcticDB: python("arcticdb_peer.py"),
};
export type StorePeer = Exclude<keyof typeof PROGRAMS, "ours">;
export const STORE_PEERS: readonly StorePeer[] = ["DuckDB", "SQLite rows", "Parquet", "ArcticDB"];

export type Pair = { readonly ours: StoreWorker; readonly theirs: StoreWorker; close(): Promise<void> };

/** Our worker and a peer's over the same bars, both stores filled, in a folder that goes when they end. */
export async function openPair(amount: Amount, peer: StorePeer, piece: number): Promise<Pair> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "marketbook-bench-"));
  const workers = (["ours", peer] as const).map((name) => startWorker<Question, typeof ANSWERS>(name, PROGRAMS[name], ANSWERS));
  const close = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.end()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    writeSeries(folder, benchBars(amount.rows));
    const opened: StoreWorker[] = [];
    for (const worker of workers) {
      const { versions } = await worker.ask({ ask: "open", folder, amount });
      await worker.ask({ ask: "insert", count: 1, piece });
      opened.push({ ...worker, versions, memory: (await worker.ask({ ask: "memory" })).bytes });
    }
    return { ours: opened[0]!, theirs: opened[1]!, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Milliseconds that a pair waits for the next contest. */
const PATIENCE = 1_000;

/** Filling two stores takes longer than reading them: the contests of one peer share a pair, which ends when none of them comes any more. */
export function sharedPairs(open: (peer: StorePeer) => Promise<Pair>): (peer: StorePeer) => Promise<Pair> {
  let held: { readonly peer: StorePeer; readonly pair: Pair; timer?: NodeJS.Timeout } | undefined;
  const end = async (): Promise<void> => {
    const ending = held;
    held = undefined;
    clearTimeout(ending?.timer);
    await ending?.pair.close();
  };
  return async (peer) => {
    if (held?.peer !== peer) {
      await end();
      held = { peer, pair: await open(peer) };
    }
    const current = held;
    clearTimeout(current.timer);
    return { ...current.pair, close: async () => { current.timer = setTimeout(() => void end(), PATIENCE); } };
  };
}
