import type { Columns } from "../factors/columns.ts";
import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { cutTree, leafOrder, linkage, type Merge } from "./linkage.ts";
import { rankCorrelationMatrix } from "./rankCorrelationMatrix.ts";

export type RedundancyCluster = {
  /** The member that stands for all: the one with the best score, without scores the one nearest to the others. */
  readonly representative: string;
  readonly members: readonly string[];
  /** Mean |rank correlation| of its pairs; 1 for a cluster of one. */
  readonly likeness: number;
};

export type Redundancy = {
  /** Largest cluster first. */
  readonly clusters: readonly RedundancyCluster[];
  /** Columns in the order of the tree, for a heat map. */
  readonly order: readonly string[];
  /** Rank correlations in that order. */
  readonly correlations: readonly Float64Array[];
  /** The tree over the columns as given, for a dendrogram. */
  readonly merges: readonly Merge[];
};

/**
 * Columns that say the same: clustering on 1 − |rank correlation| over the rows, cut where `threshold` of likeness is left.
 * A column that does not vary is like no other. `scores` choose the representatives, larger is better; they must come from the same rows.
 */
export function redundancyClusters(columns: Columns, { method = "average", rows, scores, threshold = 0.7 }: {
  readonly rows?: RowRange;
  readonly threshold?: number;
  readonly method?: "average" | "complete";
  readonly scores?: Readonly<Record<string, number>>;
} = {}): Redundancy {
  const { names } = columns;
  if (names.length === 0) throw new AnalysisError("redundancyClusters: there are no columns; give at least one");
  if (!(threshold >= 0 && threshold <= 1)) throw new AnalysisError(`redundancyClusters: threshold is a likeness from 0 to 1, got ${threshold}`);
  const { values } = rankCorrelationMatrix(columns, rows === undefined ? {} : { rows });
  const likeness = values.map((row, i) => row.map((value, j) => (i === j ? 1 : Number.isNaN(value) ? 0 : Math.abs(value))));
  const merges = linkage(likeness.map((row) => row.map((value) => 1 - value)), method);
  const numbers = cutTree(merges, 1 - threshold);
  const order = [...leafOrder(merges)];
  const groups = Array.from({ length: Math.max(...numbers) + 1 }, (_, cluster) => order.filter((k) => numbers[k] === cluster));
  const clusters = groups.map((group) => describe(group, names, likeness, scores)).sort((a, b) => b.members.length - a.members.length);
  return { clusters, order: order.map((k) => names[k]!), correlations: order.map((i) => Float64Array.from(order, (j) => values[i]![j]!)), merges };
}

function describe(group: readonly number[], names: readonly string[], likeness: readonly Float64Array[], scores?: Readonly<Record<string, number>>): RedundancyCluster {
  const total = (k: number): number => group.reduce((sum, other) => sum + (other === k ? 0 : likeness[k]![other]!), 0);
  const worth = (k: number): number => scores?.[names[k]!] ?? (scores === undefined ? total(k) : -Infinity);
  const representative = group.reduce((best, k) => (worth(k) > worth(best) ? k : best));
  const pairs = group.length * (group.length - 1);
  return { representative: names[representative]!, members: group.map((k) => names[k]!), likeness: pairs === 0 ? 1 : group.reduce((sum, k) => sum + total(k), 0) / pairs };
}
