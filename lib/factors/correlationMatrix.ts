import { column, type Columns } from "./columns.ts";

/** Correlation of every column with every other. `values[i]![j]` belongs to `names[i]` and `names[j]`. */
export type CorrelationMatrix = { readonly names: readonly string[]; readonly values: readonly Float64Array[] };

/** Pearson correlations over the rows where both columns have a value; NaN for a column that does not vary or for fewer than three rows. */
export function correlationMatrix(columns: Columns): CorrelationMatrix {
  const all = columns.names.map((name) => column(columns, name));
  const values = all.map(() => new Float64Array(all.length));
  for (let i = 0; i < all.length; i++) {
    for (let j = i; j < all.length; j++) {
      const value = pearson(all[i]!, all[j]!);
      values[i]![j] = value;
      values[j]![i] = value;
    }
  }
  return { names: columns.names, values };
}

/** Two passes: means first, then products of deviations. */
function pearson(x: Float64Array, y: Float64Array): number {
  let rows = 0, meanX = 0, meanY = 0;
  for (let t = 0; t < x.length; t++) {
    if (Number.isNaN(x[t]! + y[t]!)) continue;
    rows++;
    meanX += (x[t]! - meanX) / rows;
    meanY += (y[t]! - meanY) / rows;
  }
  let xx = 0, yy = 0, xy = 0;
  for (let t = 0; t < x.length; t++) {
    if (Number.isNaN(x[t]! + y[t]!)) continue;
    xx += (x[t]! - meanX) ** 2;
    yy += (y[t]! - meanY) ** 2;
    xy += (x[t]! - meanX) * (y[t]! - meanY);
  }
  return rows < 3 || xx === 0 || yy === 0 ? Number.NaN : Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
}
