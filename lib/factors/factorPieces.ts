import type { Bars } from "../market/bars.ts";
import { columnsOf, type Columns } from "./columns.ts";
import type { Companions } from "./companions.ts";
import { FactorRun } from "./factorRun.ts";

export type PiecesOptions = Companions & {
  /** Rows of a piece. */
  readonly rows?: number;
};

/**
 * The columns of `computeFactors` piece by piece, for more of them than memory holds: hundreds of columns of a million bars are gigabytes.
 * All pieces share their memory. Copy what is to outlive its piece.
 */
export function* factorPieces(bars: Bars, ids: readonly string[], { rows = 65_536, ...companions }: PiecesOptions = {}): Generator<Columns> {
  const { closeTime } = bars;
  const run = new FactorRun(bars, ids, companions);
  const whole = ids.map(() => new Float64Array(Math.min(rows, closeTime.length)));
  for (let row = 0; row < closeTime.length; row += rows) {
    const count = Math.min(rows, closeTime.length - row);
    run.next(whole, count);
    yield columnsOf(closeTime.subarray(row, row + count), Object.fromEntries(ids.map((id, k) => [id, whole[k]!.subarray(0, count)])));
  }
}
