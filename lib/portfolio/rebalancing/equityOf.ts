import { checkNumber } from "../weights.ts";

/** Equity from returns, capital·Π(1 + r). in: simple returns [T], the start of the equity  out: [T], the equity after each row */
export function equityOf(returns: ArrayLike<number>, capital = 1): Float64Array {
  checkNumber("equityOf", "capital", capital, "money above 0", (value) => value > 0);
  let equity = capital;
  return Float64Array.from(returns, (value) => (equity *= 1 + value));
}
