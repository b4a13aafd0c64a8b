import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";

/** The rows of a fold whose labels are known inside it: its last `horizon` rows are left out (purge, López de Prado 2018, §7.4.1). */
export function purgedRows(fold: RowRange, horizon: number): RowRange {
  const rows = { from: fold.from, to: fold.to - horizon };
  if (rows.to <= rows.from) throw new AnalysisError(`the fold ${fold.from}..${fold.to} holds no row whose label over ${horizon} bars is known inside it; take a longer fold or a shorter horizon`);
  return rows;
}
