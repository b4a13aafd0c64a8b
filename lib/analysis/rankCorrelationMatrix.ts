import { column, type Columns } from "../factors/columns.ts";
import type { CorrelationMatrix } from "../factors/correlationMatrix.ts";
import type { RowRange } from "../validation/split.ts";
import { ordered, type Ordered } from "./ordered.ts";
import { rankPairs } from "./pairs.ts";
import { rankInto } from "./ranks.ts";
import { correlation, standardised } from "./standardised.ts";

/** Columns that have values in the same rows. */
type Group = { readonly rows: Int32Array; readonly members: number[] };

/**
 * Spearman correlation of every column with every other over their pairwise complete rows; NaN for one that does not vary and below three rows.
 * The rows of a pair are mostly those of the column that begins later, so all columns are ranked once for each set of rows, not once for each pair.
 */
export function rankCorrelationMatrix(columns: Columns, { rows }: { readonly rows?: RowRange } = {}): CorrelationMatrix {
  const all = columns.names.map((name) => ordered(column(columns, name), rows));
  const values = all.map(() => new Float64Array(all.length));
  const isKnown = all.map(() => new Uint8Array(all.length));
  const set = (i: number, j: number, value: number): void => {
    values[i]![j] = values[j]![i] = value;
    isKnown[i]![j] = isKnown[j]![i] = 1;
  };
  for (const { members, rows: shared } of groupsByRows(all)) {
    const places = placesOf(shared, all[0]!.values.length);
    const ranked = all.map((each) => (hasValues(each, shared) ? { ranks: shared.length < 3 ? undefined : ranksAt(each, places, shared.length) } : undefined));
    for (const i of members) for (const [j, other] of ranked.entries()) if (other !== undefined) set(i, j, correlation(ranked[i]!.ranks, other.ranks));
  }
  for (let i = 0; i < all.length; i++) {
    for (let j = i + 1; j < all.length; j++) {
      if (isKnown[i]![j] === 1) continue;
      const { rows: both, x, y } = rankPairs(all[i]!, all[j]!);
      set(i, j, both.length < 3 ? Number.NaN : correlation(standardised(x), standardised(y)));
    }
  }
  return { names: columns.names, values };
}

function groupsByRows(all: readonly Ordered[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [k, { order }] of all.entries()) {
    const rows = order.slice().sort();
    const name = runs(rows);
    const group = groups.get(name) ?? { rows, members: [] };
    group.members.push(k);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** Rows as a text: where each run of them begins and ends. */
function runs(rows: Int32Array): string {
  const ends: number[] = [];
  for (let k = 0; k < rows.length; k++) {
    if (rows[k - 1] !== rows[k]! - 1) ends.push(rows[k]!);
    if (rows[k + 1] !== rows[k]! + 1) ends.push(rows[k]!);
  }
  return ends.join(" ");
}

function hasValues({ values }: Ordered, rows: Int32Array): boolean {
  for (let k = 0; k < rows.length; k++) if (Number.isNaN(values[rows[k]!]!)) return false;
  return true;
}

function placesOf(rows: Int32Array, length: number): Int32Array {
  const places = new Int32Array(length).fill(-1);
  for (let k = 0; k < rows.length; k++) places[rows[k]!] = k;
  return places;
}

function ranksAt(each: Ordered, places: Int32Array, count: number): Float64Array | undefined {
  const ranks = new Float64Array(count);
  rankInto(each, ranks, places);
  return standardised(ranks);
}
