import { mean } from "../moments.ts";

/** Annual turnover: value traded, buys and sells, ÷ mean equity ÷ years, years = (N−1)/P. in: values traded, money; equity [N]  out: times the equity a year */
export function turnover(traded: ArrayLike<number>, equity: ArrayLike<number>, { periodsPerYear = 252 }: { readonly periodsPerYear?: number } = {}): number {
  let sum = 0;
  for (let k = 0; k < traded.length; k++) sum += Math.abs(traded[k]!);
  return sum === 0 ? 0 : ((sum / mean(equity)) * periodsPerYear) / (equity.length - 1);
}
