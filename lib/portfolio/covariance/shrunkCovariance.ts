import { type AssetReturns, checkedReturns, type FittedRows } from "../assetReturns.ts";
import type { Covariance } from "./covariance.ts";
import { centred, products } from "./sampleCovariance.ts";

/** `shrinkage` is the share of the target in the estimate, 0..1. */
export type ShrunkCovariance = Covariance & { readonly shrinkage: number };

/**
 * Sample covariance S drawn towards m·I, m the mean variance: (1 − δ)·S + δ·m·I. Positive definite with any number of rows.
 * δ = min(β, d²)/d² with d² = ‖S − mI‖²/p, β = Σₜ‖xₜxₜᵀ − S‖²/(T²·p), S divided by T. Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices".
 * in: returns [T] by asset, T ≥ 2
 */
export function shrunkCovariance(returns: AssetReturns, options: FittedRows = {}): ShrunkCovariance {
  const { names, values } = checkedReturns("shrunkCovariance", returns, options);
  const columns = centred(values);
  const [count, rows] = [names.length, columns[0]!.length];
  const sample = products(columns, rows);
  const target = sample.reduce((sum, row, k) => sum + row[k]!, 0) / count;
  const norm = sample.reduce((sum, row) => sum + row.reduce((part, value) => part + value * value, 0), 0);
  const distance = norm / count - target * target;
  let fourths = 0;
  for (let t = 0; t < rows; t++) {
    let squares = 0;
    for (const column of columns) squares += column[t]! * column[t]!;
    fourths += squares * squares;
  }
  const noise = (fourths / rows - norm) / rows / count;
  const shrinkage = distance > 0 ? Math.min(1, Math.max(0, noise / distance)) : 0;
  return { names, shrinkage, values: sample.map((row, i) => row.map((value, j) => (1 - shrinkage) * value + (i === j ? shrinkage * target : 0))) };
}
