import { stationaryWalk, type RandomStream } from "../../random/index.ts";
import { StatisticsError } from "../error.ts";

/**
 * Rows of one resample of a dependent series: blocks that start anywhere, with lengths from the geometric distribution of mean `meanBlock`, wrapped round the end.
 * Politis and Romano 1994. out: [count], rows 0..count−1
 */
export function stationaryBootstrap(count: number, meanBlock: number, stream: RandomStream): Int32Array {
  if (!(meanBlock >= 1)) throw new StatisticsError(`stationaryBootstrap: the mean block must be ≥ 1 row, got ${meanBlock}`);
  const rows = new Int32Array(count);
  const next = stationaryWalk(count, meanBlock, stream);
  for (let k = 0; k < count; k++) rows[k] = next();
  return rows;
}
