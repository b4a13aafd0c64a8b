import { equityPath, type Equity } from "./equityPath.ts";

/** Annual turnover: value traded, buys and sells, ÷ mean equity ÷ years, years = (N−1)/P. in: values traded, money; equity [N] or its path  out: times the equity a year */
export function turnover(traded: ArrayLike<number>, equity: Equity, { periodsPerYear = 252 }: { readonly periodsPerYear?: number } = {}): number {
  let sum = 0;
  for (let k = 0; k < traded.length; k++) sum += Math.abs(traded[k]!);
  if (sum === 0) return 0;
  const { count, mean } = equityPath(equity, "turnover");
  return ((sum / mean) * periodsPerYear) / (count - 1);
}
