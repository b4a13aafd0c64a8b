import { factorIds } from "../../../lib/factors/index.ts";
import type { Bars } from "../../../lib/market/bars.ts";
import type { Contest } from "../timing.ts";
import { ownPairs } from "./pairs/pair.ts";
import { openWorkers } from "./workers.ts";

const BYTES = 4e9;

/**
 * Most memory of a new process that computes the set `all` once, bars included, against the limit: a piece of rows at a time, as they are written to a file.
 * Kept whole, the columns alone are 8 bytes times rows times columns; that row has no target.
 */
export async function memoryContest(bars: Bars, columns: "pieces" | "kept"): Promise<Contest> {
  const pairs = ownPairs(factorIds("all", { interval: bars.interval }));
  const ours = async () => {
    const [worker] = await openWorkers(bars, pairs, [{ name: "ours", rows: bars.closeTime.length }]);
    try {
      await worker!.ask({ ask: columns === "pieces" ? "computeInPieces" : "compute", count: 1 });
      return (await worker!.ask({ ask: "memory" })).bytes;
    } finally {
      await worker!.end();
    }
  };
  return {
    work: `memory of the set all (${pairs.length} columns), ${columns === "pieces" ? "piece by piece" : "kept whole"}`, peer: "limit of 4 GB", unit: "bytes", turns: 1,
    ...(columns === "pieces" && { target: 1 }), ours: { measure: ours }, theirs: { measure: async () => BYTES }, agree: () => undefined,
  };
}
