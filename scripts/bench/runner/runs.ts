import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Contest } from "../timing.ts";
import { marketbook, oneByOne, papermill, secondsOf } from "./commands.ts";
import { firstCellAt, outputsOf, writeSmallNotebook } from "./smallNotebook.ts";
import { openBenchPool } from "./warmPool.ts";

const PARAMETERS = ["-p", "rows", "500", "-p", "symbol", "SPY"];
export const PEER = "papermill 2.7";
/** A run of the stock command takes five seconds, and the suite may take six minutes. */
const TURNS = 3;

/** How our command is typed. */
export const WAYS = {
  npx: { program: "npx", words: ["marketbook", "run"] },
  node: { program: process.execPath, words: [...marketbook, "run"] },
} as const;

/** The small notebook from the shell's view, with a kernel that stands by or without, beside the stock command. */
export async function runContest(work: string, way: keyof typeof WAYS, kernel: "cold" | "warm", target?: number): Promise<Contest> {
  const pool = kernel === "warm" ? await openBenchPool(2) : undefined;
  const folder = pool?.folder ?? mkdtempSync(path.join(tmpdir(), "marketbook-runner-"));
  const input = writeSmallNotebook(folder);
  const [mine, theirs] = [path.join(folder, "ours.ipynb"), path.join(folder, "theirs.ipynb")];
  const { program, words } = WAYS[way];
  const ours = async (): Promise<number> => {
    await pool?.ready();
    const seconds = await secondsOf(program, [...words, ...(pool ? ["--pool"] : ["--no-pool"]), input, mine, ...PARAMETERS], pool?.variables);
    await pool?.ready(); // the kernel that is started in place of the one used weighs on nobody's time
    return seconds;
  };
  const peer = (): Promise<number> => secondsOf(papermill, [input, theirs, ...PARAMETERS]);
  return {
    work, peer: PEER, target, turns: TURNS, ours: { measure: (runs) => oneByOne(runs, ours) }, theirs: { measure: (runs) => oneByOne(runs, peer) },
    agree: async () => {
      await ours();
      await peer();
      return outputsOf(mine) === outputsOf(theirs) ? undefined : `ours gave ${outputsOf(mine)}, theirs ${outputsOf(theirs)}`;
    },
    close: async () => (pool ? await pool.close() : rmSync(folder, { recursive: true, force: true })),
  };
}

/** From the command's start to the start of its first cell, with a kernel that stands by. */
export async function firstCellContest(work: string, limitSeconds: number): Promise<Contest> {
  const pool = await openBenchPool(2);
  const input = writeSmallNotebook(pool.folder);
  const output = path.join(pool.folder, "ours.ipynb");
  const ours = async (): Promise<number> => {
    await pool.ready();
    const begin = Date.now();
    await secondsOf("npx", ["marketbook", "run", "--pool", input, output], pool.variables);
    await pool.ready();
    return (firstCellAt(output) - begin) / 1000;
  };
  return {
    work, peer: `limit of ${limitSeconds} s`, target: 1, ours: { measure: (runs) => oneByOne(runs, ours) }, theirs: { measure: async (runs) => runs * limitSeconds }, agree: () => undefined, close: pool.close,
  };
}

/** What npx and the look at the set-up take before our command begins. */
export async function npxContest(work: string): Promise<Contest> {
  return {
    work, peer: "scripts/marketbook.ts --version",
    ours: { measure: (runs) => oneByOne(runs, () => secondsOf("npx", ["marketbook", "--version"])) },
    theirs: { measure: (runs) => oneByOne(runs, () => secondsOf(process.execPath, [...marketbook, "--version"])) }, agree: () => undefined,
  };
}
