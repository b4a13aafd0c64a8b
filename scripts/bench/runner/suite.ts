import { z } from "zod";
import { pythonPeer } from "../pythonPeer.ts";
import type { Contest, Suite } from "../timing.ts";
import { startWorker } from "../worker.ts";
import { variables } from "../../../environment/variables.mjs";
import { python } from "./commands.ts";
import { firstCellContest, npxContest, PEER, runContest } from "./runs.ts";
import { jobsContest, notebooksContest } from "./throughput.ts";

const NOTEBOOK = "small notebook";
const FIRST_CELL = { work: "a second run's first cell, npx marketbook run", seconds: 1 };

/** Our runner beside stock papermill, the pool's kernels beside fresh ones, and jobs a second. */
export const runnerSuite: Suite = [
  row(`${NOTEBOOK}, cold kernel, marketbook.ts run`, PEER, (work) => runContest(work, "node", "cold", 1.4)),
  row(`${NOTEBOOK}, cold kernel, npx marketbook run`, PEER, (work) => runContest(work, "npx", "cold", 1.4)),
  row(`${NOTEBOOK}, warm kernel, marketbook.ts run`, PEER, (work) => runContest(work, "node", "warm", 4)),
  row(`${NOTEBOOK}, warm kernel, npx marketbook run`, PEER, (work) => runContest(work, "npx", "warm", 4)),
  row(FIRST_CELL.work, `limit of ${FIRST_CELL.seconds} s`, (work) => firstCellContest(work, FIRST_CELL.seconds)),
  row("npx marketbook --version", "scripts/marketbook.ts --version", npxContest),
  row("kernel's first answer, standing by", "started then", kernelContest),
  row("8 small notebooks, one on each core", PEER, notebooksContest),
  row("1,000 small jobs", "Python's ProcessPoolExecutor", jobsContest),
];

function row(work: string, peer: string, prepare: (work: string) => Promise<Contest>): Suite[number] {
  return { work, peer, prepare: () => prepare(work) };
}

const seconds = z.strictObject({ seconds: z.number().positive() });
const ANSWERS = { cold: seconds, warm: seconds };

async function kernelContest(work: string): Promise<Contest> {
  const set = Object.entries(variables()).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const peer = pythonPeer(python, import.meta.dirname, "kernels.py", Object.fromEntries(set));
  const worker = startWorker<{ readonly ask: "cold" | "warm"; readonly count: number }, typeof ANSWERS>("jupyter_client", peer, ANSWERS);
  const measured = (ask: "cold" | "warm") => ({ measure: async (count: number) => (await worker.ask({ ask, count })).seconds });
  return { work, peer: "started then", turns: 3, ours: measured("warm"), theirs: measured("cold"), agree: () => undefined, close: worker.end };
}
