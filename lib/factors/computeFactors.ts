import type { Bars } from "../market/bars.ts";
import { columnsOf, type Columns } from "./columns.ts";
import type { Companions } from "./companions.ts";
import { FactorRun } from "./factorRun.ts";
import { factorIds } from "./factorSets.ts";

export type ComputeOptions = Companions & {
  /** Makes the columns, for instance in memory that threads share. */
  readonly allocate?: (rows: number) => Float64Array;
};

/**
 * Factor columns of bars, in the order of the ids; the default set if none are named.
 * The value at row t is computed from rows ≤ t alone and is NaN before the warm-up.
 * A missing value in a column the factor reads is a gap: the factor is NaN there and starts anew behind it.
 */
export function computeFactors(bars: Bars, ids: readonly string[] = factorIds(), { allocate = newColumn, ...companions }: ComputeOptions = {}): Columns {
  const run = new FactorRun(bars, ids, companions);
  const columns = ids.map(() => allocate(bars.closeTime.length));
  run.next(columns, bars.closeTime.length);
  return columnsOf(bars.closeTime, Object.fromEntries(ids.map((id, k) => [id, columns[k]!])));
}

/** Not filled with zeros first, which takes a tenth of the time of many columns: every row is written. */
function newColumn(rows: number): Float64Array {
  return new Float64Array(Buffer.allocUnsafeSlow(8 * rows).buffer);
}
