import { factorIds } from "../../../lib/factors/index.ts";
import { sliceBars, type Bars } from "../../../lib/market/bars.ts";
import type { Contest } from "../timing.ts";
import { TURNS } from "./columns.ts";
import { ownPairs } from "./pairs/pair.ts";
import { endAll, openWorkers } from "./workers.ts";

/** Bars of this contest, whose columns both sides hold, one of them twice to compare. */
const ROWS = 200_000;

/** The set `all` by so many threads, their start included, against one thread. */
export async function parallelContest(bars: Bars, threads: number, target: number): Promise<Contest> {
  const pairs = ownPairs(factorIds("all", { interval: bars.interval }));
  const rows = Math.min(bars.closeTime.length, ROWS);
  const workers = await openWorkers(sliceBars(bars, 0, rows), pairs, [{ name: "ours", rows }, { name: "ours", rows }]);
  const [parallel, single] = [workers[0]!, workers[1]!];
  return {
    work: `set all (${pairs.length} columns) of ${rows} bars, ${threads} threads`, peer: "ours in one thread", target, turns: TURNS,
    each: { name: "bar and column", count: rows * pairs.length },
    ours: { measure: async (count) => (await parallel.ask({ ask: "computeInParallel", count, workers: threads })).seconds },
    theirs: { measure: async (count) => (await single.ask({ ask: "compute", count })).seconds },
    agree: async () => (await parallel.ask({ ask: "parallelDifference", workers: threads })).difference ?? undefined,
    close: () => endAll(workers),
  };
}
