import { columnsOf } from "../../factors/columns.ts";
import { randomKey, randomStream, split } from "../../random/index.ts";
import type { RowRange } from "../../validation/index.ts";
import { datasetOf, type Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";

/**
 * The dataset with a column more that knows a little of the label, and with columns of noise, to see which of them a method takes.
 * No column of a market is like it: it is made of the label itself.
 *   planted_t = s·y_t/σ + √(1 − s²)·z_t,   noise_k standard normal;  where y is not known yet planted is z
 * in: rows: those whose root mean square of the label is σ; correlation s, 0 ≤ s < 1  out: columns "planted", "noise_1" … beside the old ones
 */
export function plantColumns({ columns, label, others, ...bars }: Dataset, { correlation, noise, rows, seed }: { readonly correlation: number; readonly noise: number; readonly rows: RowRange; readonly seed: number }): Dataset {
  if (!(correlation >= 0 && correlation < 1)) throw new EvaluationError(`plantColumns: correlation must lie from 0 to below 1, got ${correlation}`);
  const key = split(randomKey(seed), "planted columns");
  const drawn = (name: string) => label.values.map(randomStream(split(key, name)).normal);
  const known = label.values.subarray(rows.from, rows.to).filter((y) => !Number.isNaN(y));
  const sigma = Math.sqrt(known.reduce((sum, y) => sum + y * y, 0) / known.length);
  if (!(sigma > 0)) throw new EvaluationError(`plantColumns: the label ${label.name} does not vary in the rows ${rows.from}..${rows.to}; take others`);
  const news = drawn("planted");
  const planted = label.values.map((y, t) => (Number.isNaN(y) ? news[t]! : (correlation * y) / sigma + Math.sqrt(1 - correlation ** 2) * news[t]!));
  const noises = Array.from({ length: noise }, (_, k) => [`noise_${k + 1}`, drawn(`noise ${k + 1}`)] as const);
  const added = { planted, ...Object.fromEntries(noises) };
  const taken = columns.names.find((name) => name in added);
  if (taken !== undefined) throw new EvaluationError(`plantColumns: there is a column ${taken} already; give a dataset without it`);
  return datasetOf({ bars, columns: columnsOf(columns.closeTime, { ...columns.values, ...added }), label, others });
}
