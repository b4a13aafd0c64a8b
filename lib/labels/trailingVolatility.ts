import type { Bars } from "../market/bars.ts";
import { LabelError } from "./error.ts";

/**
 * Standard deviation of the log returns of the last `span` bars, the bar itself included: what is known when a label's barriers are set.
 * Sample form (÷ n − 1), two passes. out: [T] log return per bar; NaN in the first `span` rows and where a close is missing
 */
export function trailingVolatility(name: string, { close }: Bars, span: number): Float64Array {
  if (!Number.isInteger(span) || span < 2) throw new LabelError(`${name}: span must be a whole number of bars ≥ 2, got ${span}`);
  const returns = close.map((price, t) => (t === 0 ? Number.NaN : Math.log(price / close[t - 1]!)));
  return returns.map((_, t) => {
    if (t < span) return Number.NaN;
    let sum = 0;
    for (let k = t - span + 1; k <= t; k++) sum += returns[k]!;
    let squares = 0;
    for (let k = t - span + 1; k <= t; k++) squares += (returns[k]! - sum / span) ** 2;
    return Math.sqrt(squares / (span - 1));
  });
}
