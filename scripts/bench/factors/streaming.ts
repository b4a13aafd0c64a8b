import { factorIds } from "../../../lib/factors/index.ts";
import { sliceBars, type Bars } from "../../../lib/market/bars.ts";
import type { Contest } from "../timing.ts";
import { columnsContest, TURNS, type ColumnsRow } from "./columns.ts";
import { ownPairs } from "./pairs/pair.ts";
import { endAll, openWorkers } from "./workers.ts";

const LIMIT = 50e-6;
/** Bars that go round. */
const ROWS = 100_000;

/** One more bar for every column of the default set, against the limit. */
export async function streamingContest(bars: Bars): Promise<Contest> {
  const pairs = ownPairs(factorIds("default", { interval: bars.interval }));
  const workers = await openWorkers(bars, pairs, [{ name: "ours", rows: Math.min(bars.closeTime.length, ROWS) }]);
  const ours = workers[0]!;
  return {
    work: `one bar more, streaming, default set (${pairs.length} columns)`, peer: "limit of 50 µs", target: 1, turns: TURNS,
    ours: { measure: async (count) => (await ours.ask({ ask: "append", count })).seconds },
    theirs: { measure: async (count) => count * LIMIT },
    agree: async () => (await ours.ask({ ask: "streamDifference" })).difference ?? undefined,
    close: () => endAll(workers),
  };
}

/** One more bar for the columns that a peer streams as well. */
export async function streamingAgainst(bars: Bars, row: ColumnsRow): Promise<Contest> {
  return columnsContest(sliceBars(bars, 0, Math.min(bars.closeTime.length, ROWS)), row, "append");
}
