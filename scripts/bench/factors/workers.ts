import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { factorsPython } from "../../../environment/setup/factorPeers.mjs";
import type { Bars } from "../../../lib/market/bars.ts";
import { pythonPeer } from "../pythonPeer.ts";
import { startWorker, type Program, type Worker } from "../worker.ts";
import type { Pair } from "./pairs/pair.ts";
import { ANSWERS, type Question } from "./protocol.ts";
import { writeSeries } from "../series.ts";

export type FactorWorker = Worker<Question, typeof ANSWERS> & { readonly versions: string };

const here = import.meta.dirname;
const node = (...file: string[]): Program => ({ program: process.execPath, args: [path.join(here, ...file)] });
const python = (file: string): Program => pythonPeer(factorsPython, here, file, { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" });

/** Each side by name. */
const PROGRAMS = {
  ours: node("ours.ts"),
  "TA-Lib": python("talib_peer.py"),
  pandas: python("pandas_peer.py"),
  "pandas-ta-classic": python("pandas_ta_peer.py"),
  technicalindicators: node("peers", "technicalindicators.ts"),
  "trading-signals": node("peers", "tradingSignals.ts"),
};
export type FactorPeer = Exclude<keyof typeof PROGRAMS, "ours">;

type Opened = { readonly name: keyof typeof PROGRAMS; readonly rows: number };

/** Workers that hold the first rows of the bars and know the columns to compute. The bars go to them through files that are removed again. */
export async function openWorkers(bars: Bars, pairs: readonly Pair[], sides: readonly Opened[]): Promise<readonly FactorWorker[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "marketbook-bench-"));
  const workers = sides.map(({ name }) => startWorker<Question, typeof ANSWERS>(name, PROGRAMS[name], ANSWERS));
  try {
    writeSeries(folder, bars);
    return await Promise.all(workers.map(async (worker, k) => ({ ...worker, ...await worker.ask({ ask: "open", folder, rows: sides[k]!.rows, pairs }) })));
  } catch (error) {
    await endAll(workers);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function endAll(workers: readonly { end(): Promise<void> }[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.end()));
}
