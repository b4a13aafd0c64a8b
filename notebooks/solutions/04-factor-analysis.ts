import { rankInformationCoefficient } from "../../lib/analysis/index.ts";
import type { Label } from "../../lib/labels/index.ts";
import type { RowRange } from "../../lib/validation/index.ts";

export function rankIC(factor: Float64Array, later: Float64Array): number {
  const rows = [...factor.keys()].filter((t) => !Number.isNaN(factor[t]! + later[t]!));
  const ranksOf = (values: Float64Array) => rows.map((t) =>
    rows.filter((k) => values[k]! < values[t]!).length + (rows.filter((k) => values[k] === values[t]).length + 1) / 2);
  const [x, y] = [ranksOf(factor), ranksOf(later)];
  const middle = (rows.length + 1) / 2;
  const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, rank, k) => sum + (rank - middle) * (b[k]! - middle), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

export function pastFifth(values: Float64Array): Float64Array {
  return values.map((value, t) => {
    const past = values.subarray(0, t);
    return t < 20 ? Number.NaN : Math.min(4, Math.floor((5 * past.filter((other) => other < value).length) / t));
  });
}

export function selectOnFold(columns: Readonly<Record<string, Float64Array>>, label: Label, fold: RowRange): string {
  const rows = { from: fold.from, to: fold.to - label.horizon };
  const size = (name: string) => Math.abs(rankInformationCoefficient(columns[name]!, label, { rows }).value);
  return Object.keys(columns).sort((a, b) => size(b) - size(a))[0]!;
}

export function discoveries(p: readonly number[], share: number): number {
  const sorted = [...p].sort((a, b) => a - b);
  return sorted.findLastIndex((value, k) => value <= (share * (k + 1)) / p.length) + 1;
}
