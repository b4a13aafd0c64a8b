import type { Bars } from "../../../lib/market/bars.ts";
import type { Contest } from "../timing.ts";
import { digestDifference } from "./digest.ts";
import type { Pair } from "./pairs/pair.ts";
import { endAll, openWorkers, type FactorPeer, type FactorWorker } from "./workers.ts";

export const TURNS = 5;

export type ColumnsRow = {
  readonly work: string;
  readonly peer: FactorPeer;
  readonly pairs: readonly Pair[];
  readonly target?: number;
  /** Bars that a slow peer takes; its time is then that of as many bars as ours. */
  readonly peerRows?: number;
  /** First row that is compared: behind the warm-up, where each library follows its own convention. */
  readonly from?: number;
};

/** All columns in one call of ours against the peer's calls that give the same ones: over all bars, or fed one bar more. */
export async function columnsContest(bars: Bars, { from = 1_000, pairs, peer, peerRows, target, work }: ColumnsRow, ask: "compute" | "append" = "compute"): Promise<Contest> {
  const rows = bars.closeTime.length;
  const theirRows = Math.min(rows, peerRows ?? rows);
  const workers = await openWorkers(bars, pairs, [{ name: "ours", rows }, { name: peer, rows: theirRows }]);
  const [ours, theirs] = [workers[0]!, workers[1]!];
  return {
    work, peer: theirRows === rows ? theirs.versions : `${theirs.versions}, ${theirRows} bars`, target, turns: TURNS,
    each: { name: "bar and column", count: ask === "append" ? pairs.length : rows * pairs.length },
    ours: { measure: async (count) => (await ours.ask({ ask, count })).seconds },
    theirs: { measure: async (count) => (await theirs.ask({ ask, count })).seconds * (rows / theirRows) },
    agree: () => difference(ours, theirs, pairs, { from: Math.min(from, theirRows >> 1), to: theirRows }),
    close: () => endAll(workers),
  };
}

async function difference(ours: FactorWorker, theirs: FactorWorker, pairs: readonly Pair[], rows: { from: number; to: number }): Promise<string | undefined> {
  const [mine, other] = [await ours.ask({ ask: "digest", ...rows }), await theirs.ask({ ask: "digest", ...rows })];
  const differences = pairs.flatMap((pair, k) => {
    const found = digestDifference(mine.columns[k]!, other.columns[k]!, pair);
    return found === undefined ? [] : [`${pair.id}, ${found}`];
  });
  return differences.length === 0 ? undefined : `${differences.length} of ${pairs.length} columns; ${differences.slice(0, 12).join("; ")}`;
}
