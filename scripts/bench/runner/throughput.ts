import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { runJobs } from "../../../lib/jobs/index.ts";
import { pythonPeer } from "../pythonPeer.ts";
import type { Contest } from "../timing.ts";
import { startWorker } from "../worker.ts";
import { marketbook, papermill, python, secondsOf } from "./commands.ts";
import { PEER } from "./runs.ts";
import { outputsOf, writeSmallNotebook } from "./smallNotebook.ts";
import { smallJob } from "./smallJob.ts";
import { openBenchPool } from "./warmPool.ts";

const NOTEBOOKS = 8;
const JOBS = 1000;

/** Notebooks one after the other on each core: the pool's kernels are started meanwhile, and count. */
export async function notebooksContest(work: string): Promise<Contest> {
  const cores = os.availableParallelism();
  const pool = await openBenchPool(cores);
  const input = writeSmallNotebook(pool.folder);
  mkdirSync(path.join(pool.folder, "out"));
  const output = (side: string, k: number): string => path.join(pool.folder, "out", `${side}${k}.ipynb`);
  const all = async (run: (k: number) => Promise<number>): Promise<number> => {
    await pool.ready();
    const begin = performance.now();
    const list = Array.from({ length: NOTEBOOKS }, (_, k) => k);
    await Promise.all(Array.from({ length: cores }, async () => {
      for (let k = list.shift(); k !== undefined; k = list.shift()) await run(k);
    }));
    const seconds = (performance.now() - begin) / 1000;
    await pool.ready();
    return seconds;
  };
  const ours = () => all((k) => secondsOf(process.execPath, [...marketbook, "run", "--pool", input, output("ours", k)], pool.variables));
  const theirs = () => all((k) => secondsOf(papermill, [input, output("theirs", k)]));
  return {
    work, peer: PEER, turns: 1, each: { name: "notebook", count: NOTEBOOKS },
    ours: { measure: async (runs) => runs * (await ours()) }, theirs: { measure: async (runs) => runs * (await theirs()) },
    agree: async () => {
      await ours();
      await secondsOf(papermill, [input, output("theirs", 0)]);
      return outputsOf(output("ours", NOTEBOOKS - 1)) === outputsOf(output("theirs", 0)) ? undefined : "the notebooks' outputs differ";
    },
    close: pool.close,
  };
}

const ANSWERS = { squares: z.strictObject({ seconds: z.number().positive(), sum: z.number() }) };

/** A thousand jobs that do next to nothing, processes and all, beside Python's own pool of processes. */
export async function jobsContest(work: string): Promise<Contest> {
  const cores = os.availableParallelism();
  const worker = startWorker<{ readonly ask: "squares"; readonly jobs: number; readonly workers: number }, typeof ANSWERS>("Python's processes", pythonPeer(python, import.meta.dirname, "processes.py"), ANSWERS);
  const numbers = Array.from({ length: JOBS }, (_, x) => ({ x }));
  const module = new URL("./smallJob.ts", import.meta.url);
  const ours = async (): Promise<number> => (await runJobs(smallJob, numbers, { module, workers: cores })).reduce((sum, square) => sum + square, 0);
  return {
    work, peer: "Python's ProcessPoolExecutor", turns: 5, each: { name: "job", count: JOBS }, ours,
    theirs: { measure: async (runs) => runs * (await worker.ask({ ask: "squares", jobs: JOBS, workers: cores })).seconds },
    agree: async () => {
      const [mine, theirs] = [await ours(), (await worker.ask({ ask: "squares", jobs: JOBS, workers: cores })).sum];
      return mine === theirs ? undefined : `ours sum to ${mine}, theirs to ${theirs}`;
    },
    close: worker.end,
  };
}
