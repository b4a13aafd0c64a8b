import { factorIds } from "../../../lib/factors/index.ts";
import type { Bars } from "../../../lib/market/bars.ts";
import type { Contest } from "../timing.ts";
import { TURNS } from "./columns.ts";
import type { Pair } from "./pairs/pair.ts";
import { endAll, openWorkers } from "./workers.ts";

const GIGABYTES = 4e9;
const SECONDS = 50e-6;

/** Most memory of a new process that computes the set `all` once, bars included, against the limit. */
export async function memoryContest(bars: Bars): Promise<Contest> {
  const pairs = ownPairs(factorIds("all", { interval: bars.interval }));
  const ours = async () => {
    const [worker] = await openWorkers(bars, pairs, [{ name: "ours", rows: bars.closeTime.length }]);
    try {
      await worker!.ask({ ask: "compute", count: 1 });
      return (await worker!.ask({ ask: "memory" })).bytes;
    } finally {
      await worker!.end();
    }
  };
  return {
    work: `memory of a process that computes the set all (${pairs.length} columns)`, peer: "limit of 4 GB", target: 1, unit: "bytes", turns: 2,
    ours: { measure: ours }, theirs: { measure: async () => GIGABYTES }, agree: () => undefined,
  };
}

/** One more bar for every column of the default set, against the limit. */
export async function streamingContest(bars: Bars): Promise<Contest> {
  const pairs = ownPairs(factorIds("default", { interval: bars.interval }));
  const workers = await openWorkers(bars, pairs, [{ name: "ours", rows: Math.min(bars.closeTime.length, 100_000) }]);
  const [ours] = workers;
  return {
    work: `one bar more, streaming, default set (${pairs.length} columns)`, peer: "limit of 50 µs", target: 1, turns: TURNS,
    ours: { measure: async (count) => (await ours!.ask({ ask: "append", count })).seconds },
    theirs: { measure: async (count) => count * SECONDS },
    agree: async () => (await ours!.ask({ ask: "streamDifference" })).difference ?? undefined,
    close: () => endAll(workers),
  };
}

/** Columns of ours that no peer has to give. */
function ownPairs(ids: readonly string[]): readonly Pair[] {
  return ids.map((id) => ({ id, call: { name: "", inputs: [], parameters: {} } }));
}
