import { cagr } from "./cagr.ts";
import { isAvailable, notAvailable, type Measure } from "../measure.ts";
import { maxDrawdown } from "./maxDrawdown.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/** Calmar ratio, CAGR ÷ maximum drawdown, over the whole equity curve. Young 1991. in: equity [N]  out: per year; N/A without a drawdown */
export function calmar(equity: ArrayLike<number>, options: ReturnOptions = {}): Measure {
  const growth = cagr(equity, options);
  const { depth } = maxDrawdown(equity);
  if (!isAvailable(growth)) return growth;
  return depth === 0 ? notAvailable("the equity never falls") : growth / depth;
}
