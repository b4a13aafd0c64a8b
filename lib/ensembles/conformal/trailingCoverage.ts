import { EnsembleError } from "../error.ts";
import { requireLength } from "../rows.ts";

/** Share of the actual values inside their intervals over the last `window` rows that had both, row after row. in: [N] each  out: [N], NaN before so many */
export function trailingCoverage(actual: ArrayLike<number>, { high, low }: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> }, { window = 250 }: { readonly window?: number } = {}): Float64Array {
  requireLength("trailingCoverage", "low", low.length, actual.length);
  requireLength("trailingCoverage", "high", high.length, actual.length);
  if (!(Number.isInteger(window) && window >= 1)) throw new EnsembleError(`trailingCoverage: window must be a whole number of rows ≥ 1, got ${window}`);
  const last: number[] = [];
  let inside = 0;
  return Float64Array.from({ length: actual.length }, (_, t) => {
    const y = actual[t]!;
    if (Number.isFinite(y) && !Number.isNaN(low[t]!) && !Number.isNaN(high[t]!)) {
      last.push(y >= low[t]! && y <= high[t]! ? 1 : 0);
      inside += last.at(-1)!;
      if (last.length > window) inside -= last.shift()!;
    }
    return last.length < window ? Number.NaN : inside / window;
  });
}
