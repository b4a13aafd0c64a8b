import { type AssetReturns, checkedReturns, type FittedRows } from "../assetReturns.ts";
import type { Covariance } from "./covariance.ts";

/**
 * Sample covariance, Σ(x − x̄)(y − ȳ)/(T − 1). in: returns [T] by asset, T ≥ 2
 * With fewer rows than assets it is not positive definite, and with few more its smallest eigenvalues are far too small: see `shrunkCovariance`.
 */
export function sampleCovariance(returns: AssetReturns, options: FittedRows = {}): Covariance {
  const { names, values } = checkedReturns("sampleCovariance", returns, options);
  return { names, values: products(centred(values), values[0]!.length - 1) };
}

/** Columns less their means. */
export function centred(columns: readonly Float64Array[]): readonly Float64Array[] {
  return columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    return column.map((value) => value - mean);
  });
}

/** Sums of products of every two columns, divided by a number. out: [columns][columns] */
export function products(columns: readonly Float64Array[], divisor: number): readonly Float64Array[] {
  const out = columns.map(() => new Float64Array(columns.length));
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j <= i; j++) {
      const [x, y] = [columns[i]!, columns[j]!];
      let sum = 0;
      for (let t = 0; t < x.length; t++) sum += x[t]! * y[t]!;
      out[i]![j] = out[j]![i] = sum / divisor;
    }
  }
  return out;
}
