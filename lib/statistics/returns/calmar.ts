import { cagr } from "./cagr.ts";
import { isAvailable, notAvailable, type Measure } from "../measure.ts";
import { equityPath, type Equity } from "./equityPath.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/** Calmar ratio, CAGR ÷ maximum drawdown, over the whole equity curve. Young 1991. in: equity [N] or its path  out: per year; N/A without a drawdown */
export function calmar(equity: Equity, options: ReturnOptions = {}): Measure {
  const path = equityPath(equity, "calmar");
  const growth = cagr(path, options);
  const { depth } = path.deepest;
  if (!isAvailable(growth)) return growth;
  return depth === 0 ? notAvailable("the equity never falls") : growth / depth;
}
