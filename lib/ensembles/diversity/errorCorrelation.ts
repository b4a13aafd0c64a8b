import { checkMembers, type Members } from "../members.ts";
import { requireLength } from "../rows.ts";

/** Pearson correlation of the members' errors, pair by pair: what is alike in them no average takes away. NaN where a member's error is constant. in: actual values and forecasts [N]  out: names and [K][K] in their order */
export function errorCorrelation(actual: ArrayLike<number>, members: Members): { readonly names: readonly string[]; readonly values: readonly Float64Array[] } {
  const count = checkMembers("errorCorrelation", members);
  requireLength("errorCorrelation", "actual", actual.length, count);
  const names = Object.keys(members);
  const errors = Object.values(members).map((forecast) => centred(Float64Array.from({ length: count }, (_, t) => forecast[t]! - actual[t]!)));
  const lengths = errors.map((error) => Math.sqrt(product(error, error)));
  const values = errors.map((one, i) => Float64Array.from(errors, (other, j) => (lengths[i]! * lengths[j]! === 0 ? Number.NaN : i === j ? 1 : product(one, other) / (lengths[i]! * lengths[j]!))));
  return { names, values };
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function product(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, t) => sum + value * other[t]!, 0);
}
