import { factorIds } from "../../../lib/factors/index.ts";
import type { Bars } from "../../../lib/market/bars.ts";
import type { Contest } from "../timing.ts";
import { ownPairs } from "./pairs/pair.ts";
import { openWorkers } from "./workers.ts";

const BYTES = 4e9;

/** Most memory of a new process that computes the set `all` once, bars and columns included, against the limit. */
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
    work: `memory of a process that computes the set all (${pairs.length} columns)`, peer: "limit of 4 GB", target: 1, unit: "bytes", turns: 1,
    ours: { measure: ours }, theirs: { measure: async () => BYTES }, agree: () => undefined,
  };
}
