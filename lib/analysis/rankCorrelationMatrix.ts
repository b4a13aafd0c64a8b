import { column, type Columns } from "../factors/columns.ts";
import type { CorrelationMatrix } from "../factors/correlationMatrix.ts";
import type { RowRange } from "../validation/split.ts";
import { ordered, type Ordered } from "./ordered.ts";
import { rankPairs } from "./pairs.ts";
import { averageRanks } from "./ranks.ts";
import { correlation, standardised } from "./standardised.ts";

/** A column, and its standardised ranks among its own rows; they serve all pairs that lack the same rows. */
type Ranked = { readonly sorted: Ordered; readonly ranks: Float64Array | undefined; readonly missing: string };

/** Spearman correlation of every column with every other over their pairwise complete rows; NaN for one that does not vary and below three rows. */
export function rankCorrelationMatrix(columns: Columns, { rows }: { readonly rows?: RowRange } = {}): CorrelationMatrix {
  const all = columns.names.map((name) => rankedColumn(column(columns, name), rows));
  const values = all.map(() => new Float64Array(all.length));
  for (let i = 0; i < all.length; i++) {
    for (let j = i; j < all.length; j++) {
      const value = correlationOf(all[i]!, all[j]!);
      values[i]![j] = value;
      values[j]![i] = value;
    }
  }
  return { names: columns.names, values };
}

function rankedColumn(values: Float64Array, rows: RowRange = { from: 0, to: values.length }): Ranked {
  const sorted = ordered(values, rows);
  const ranks = averageRanks(values, rows).subarray(rows.from, rows.to);
  return { sorted, ranks: standardised(ranks.filter((rank) => !Number.isNaN(rank))), missing: missingRows(ranks) };
}

/** The rows without a value, as a text: runs of them, "0-13 200-201". */
function missingRows(ranks: Float64Array): string {
  const runs: string[] = [];
  for (let from = 0, to = 0; from < ranks.length; from = to + 1) {
    for (to = from; to < ranks.length && Number.isNaN(ranks[to]!); ) to++;
    if (to > from) runs.push(`${from}-${to}`);
  }
  return runs.join(" ");
}

function correlationOf(a: Ranked, b: Ranked): number {
  if (a.missing === b.missing) return (a.ranks?.length ?? 0) < 3 ? Number.NaN : correlation(a.ranks, b.ranks);
  const { rows, x, y } = rankPairs(a.sorted, b.sorted);
  return rows.length < 3 ? Number.NaN : correlation(standardised(x), standardised(y));
}
