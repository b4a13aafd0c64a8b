import { PortfolioError } from "../error.ts";

/** Covariance of every asset's returns with every other's. `values[i]![j]` belongs to `names[i]` and `names[j]`; unit: return per row, squared. */
export type Covariance = { readonly names: readonly string[]; readonly values: readonly Float64Array[] };

/** Refuses what is no covariance: not square, a number missing, not symmetric, or an asset whose returns do not vary. */
export function checkCovariance(where: string, { names, values }: Covariance): void {
  const count = names.length;
  if (count === 0) throw new PortfolioError(`${where}: there is no asset; give at least one`);
  if (values.length !== count || values.some((row) => row.length !== count)) throw new PortfolioError(`${where}: ${count} names for a covariance of ${values.length} × ${values[0]?.length ?? 0}; give one row and one column a name`);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      const [a, b] = [values[i]![j]!, values[j]![i]!];
      if (!Number.isFinite(a) || !Number.isFinite(b)) throw new PortfolioError(`${where}: the covariance of "${names[i]}" and "${names[j]}" is ${Number.isFinite(a) ? b : a}; leave out rows with a missing return before estimating it`);
      if (Math.abs(a - b) > 1e-8 * Math.max(Math.abs(a), Math.abs(b))) throw new PortfolioError(`${where}: the covariance of "${names[i]}" and "${names[j]}" is ${a} one way and ${b} the other; it must be symmetric`);
    }
    if (!(values[i]![i]! > 0)) throw new PortfolioError(`${where}: the variance of "${names[i]}" is ${values[i]![i]}: its returns do not vary. Leave the asset out, or look for a price that stands still`);
  }
}

/** Standard deviation of each asset, per row. out: [assets] */
export function volatilitiesOf({ values }: Covariance): Float64Array {
  return Float64Array.from(values, (row, k) => Math.sqrt(row[k]!));
}

/** Correlations behind a covariance: cᵢⱼ/(σᵢ·σⱼ). */
export function correlationOf(covariance: Covariance): Covariance {
  checkCovariance("correlationOf", covariance);
  const deviations = volatilitiesOf(covariance);
  return { names: covariance.names, values: covariance.values.map((row, i) => row.map((value, j) => (i === j ? 1 : value / (deviations[i]! * deviations[j]!)))) };
}
